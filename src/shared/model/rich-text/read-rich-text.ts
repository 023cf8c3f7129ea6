import { type Inline, readInline, type RichMark, type RichSpan } from './inline.ts'

/** An entry of a list. */
export interface RichListItem {
  readonly kind: 'bullet' | 'numbered'
  /** How far it is indented, from 0. */
  readonly level: number
  /** The number that is shown: entries count on from the first of their list, whatever is written before them. */
  readonly number: number
  /** Where the words begin, after the marker; a place in the stored text. */
  readonly textFrom: number
}

/** One line of a text. Places are UTF-16 units of the stored text; `to` is before the line break. */
export interface RichLine {
  readonly from: number
  readonly to: number
  readonly item: RichListItem | null
  readonly spans: readonly RichSpan[]
  /** Signs that are not shown, list markers aside; in order. */
  readonly marks: readonly RichMark[]
}

export const LIST_LEVEL_MAX = 3
const ITEM = /^( {0,12})(?:([-*+])|(\d{1,9})[.)]) /
const MAY_BE_RICH = /[\\*_[]|https?:\/\/|^ {0,12}(?:[-+]|\d{1,9}[.)]) /m

/** Whether a text could hold any format at all. Most do not, and then it is just its letters. */
export const mayBeRich = (text: string): boolean => MAY_BE_RICH.test(text)

const remembered = new Map<string, readonly RichLine[]>()
const REMEMBERED_MAX = 400

/**
 * Reads a text that a person may format: a small part of Markdown, line by line (`docs/rich-text.md`). Whatever is not part of it is
 * shown as it is written, and nothing is ever markup.
 */
export function readRichText(text: string): readonly RichLine[] {
  const known = remembered.get(text)
  if (known) return known
  const lines = read(text)
  if (remembered.size >= REMEMBERED_MAX) remembered.clear()
  remembered.set(text, lines)
  return lines
}

function read(text: string): RichLine[] {
  const lines: RichLine[] = []
  /** The list that the line before belongs to: its latest entry on each level. */
  let list: (RichListItem | undefined)[] = []
  let from = 0
  for (const line of text.split('\n')) {
    const item = itemOf(line, from, list)
    if (item) list = [...list.slice(0, item.level), ...gap(list.length, item.level), item]
    else list = []
    const start = item ? item.textFrom - from : 0
    const inline: Inline = readInline(line.slice(start), from + start)
    lines.push({ from, to: from + line.length, item, ...inline })
    from += line.length + 1
  }
  return lines
}

const gap = (length: number, level: number): undefined[] => Array.from({ length: Math.max(0, level - length) })

function itemOf(line: string, from: number, list: readonly (RichListItem | undefined)[]): RichListItem | null {
  const found = ITEM.exec(line)
  if (!found) return null
  const [marker, indent = '', , digits] = found
  const level = Math.min(LIST_LEVEL_MAX, Math.floor(indent.length / 2))
  const textFrom = from + marker.length
  if (digits === undefined) return { kind: 'bullet', level, number: 0, textFrom }
  const before = list[level]
  return { kind: 'numbered', level, number: before?.kind === 'numbered' ? before.number + 1 : Number(digits), textFrom }
}

/** A line's words without any sign of their format. */
export const wordsOfLine = (line: RichLine): string => line.spans.map(({ text }) => text).join('')

/** What stands before the words of a list entry where there is no other way to draw it. */
export const plainMarker = ({ kind, number }: RichListItem): string => (kind === 'bullet' ? '•' : `${number}.`)

/** The text as plain words, for whatever cannot show formats: search, tables, labels, file names. */
export function plainRichText(text: string): string {
  if (!mayBeRich(text)) return text
  return readRichText(text)
    .map((line) =>
      line.item ? `${'  '.repeat(line.item.level)}${plainMarker(line.item)} ${wordsOfLine(line)}` : wordsOfLine(line),
    )
    .join('\n')
}
