import { textDifference } from '#shared/model/commands/texts.ts'
import { LIST_LEVEL_MAX, readRichText, type RichLine } from './read-rich-text.ts'
import { type StyledWords, writeInline } from './write-rich-text.ts'

/** A piece of a stored text, and what is marked in it. Places are UTF-16 units. */
export interface TextRange {
  readonly from: number
  readonly to: number
}

/** Replaces `from` to `to` of the text before any of the edits that come with it. */
export interface RangeEdit extends TextRange {
  readonly insert: string
}

/** What a formatting does to a text, and what is selected then. */
export interface RichEdit {
  readonly edits: readonly RangeEdit[]
  readonly selection: TextRange
}

type Style = 'isBold' | 'isItalic'

/** Makes what is selected (or the word at the caret) bold or italic; if all of it is already, the format goes. */
export function toggleStyle(text: string, range: TextRange, style: Style): RichEdit {
  const wanted = range.from === range.to ? wordAt(text, range.from) : range
  if (wanted.from === wanted.to) return togglePair(text, wanted.from, style)
  const lines = linesIn(text, wanted)
  const isOn = lines.every((line) =>
    piecesOf(line, wanted).every((piece) => !piece.isInside || piece[style] || piece.text.trim() === ''),
  )
  return rewritten(text, wanted, (piece) => ({ ...piece, [style]: !isOn }))
}

/** Whether all that is selected, or what the caret stands in, has a style. */
export function hasStyle(text: string, range: TextRange, style: Style): boolean {
  const isCaret = range.from === range.to
  const wanted = isCaret ? { from: Math.max(0, range.from - 1), to: range.from } : range
  const pieces = linesIn(text, wanted).flatMap((line) => piecesOf(line, wanted).filter((piece) => piece.isInside))
  return pieces.length > 0 && pieces.every((piece) => piece[style])
}

/** The address of the link at a place, and its extent. */
export function linkAt(text: string, { from, to }: TextRange): (TextRange & { readonly href: string }) | undefined {
  const spans = linesIn(text, { from, to }).flatMap((line) => line.spans)
  const at = spans.findIndex((span) => span.href !== undefined && span.from <= from && to <= span.to)
  const href = spans[at]?.href
  if (href === undefined) return undefined
  let [first, last] = [at, at]
  while (spans[first - 1]?.href === href) first--
  while (spans[last + 1]?.href === href) last++
  return { from: spans[first]?.from ?? from, to: spans[last]?.to ?? to, href }
}

/** Links what is selected, or the link at the caret anew; `null` takes the link away. With nothing selected the address is its own label. */
export function setLink(text: string, range: TextRange, href: string | null): RichEdit {
  const wanted = range.from === range.to ? (linkAt(text, range) ?? range) : range
  if (wanted.from === wanted.to) {
    if (href === null) return { edits: [], selection: range }
    const insert = writeInline([{ text: href, isBold: false, isItalic: false, href }])
    const caret = wanted.from + insert.length
    return { edits: [{ ...wanted, insert }], selection: { from: caret, to: caret } }
  }
  return rewritten(text, wanted, ({ href: _old, ...piece }) => (href === null ? piece : { ...piece, href }))
}

/** Makes the selected lines entries of a list; if all of them are already, plain lines. */
export function toggleList(text: string, range: TextRange, kind: 'bullet' | 'numbered'): RichEdit {
  const inRange = linesIn(text, range)
  const lines = inRange.length > 1 ? inRange.filter(({ from, to }) => text.slice(from, to).trim() !== '') : inRange
  const isOn = lines.every(({ item }) => item?.kind === kind)
  const edits = lines.map(({ from, item }, index) => ({
    from,
    to: item?.textFrom ?? from,
    insert: isOn ? '' : `${'  '.repeat(item?.level ?? 0)}${kind === 'bullet' ? '- ' : `${index + 1}. `}`,
  }))
  return { edits, selection: movedRange(range, edits) }
}

/** Indents the selected list entries by a level, or takes them back by one. */
export function indentList(text: string, range: TextRange, by: 1 | -1): RichEdit {
  const edits = linesIn(text, range).flatMap(({ from, item }) => {
    if (!item || item.level + by < 0 || item.level + by > LIST_LEVEL_MAX) return []
    return [by === 1 ? { from, to: from, insert: '  ' } : { from, to: from + 2, insert: '' }]
  })
  return { edits, selection: movedRange(range, edits) }
}

/** What Enter does in a list: another entry, or the end of the list in an empty one. `undefined`: an ordinary line break. */
export function breakListLine(text: string, { from, to }: TextRange): RichEdit | undefined {
  const line = linesIn(text, { from, to: from })[0]
  if (!line?.item || from < line.item.textFrom) return undefined
  if (line.item.textFrom === line.to) {
    return { edits: [{ from: line.from, to: line.to, insert: '' }], selection: { from: line.from, to: line.from } }
  }
  const { kind, level, number } = line.item
  const insert = `\n${'  '.repeat(level)}${kind === 'bullet' ? '- ' : `${number + 1}. `}`
  return { edits: [{ from, to, insert }], selection: { from: from + insert.length, to: from + insert.length } }
}

/** What Backspace does right after a list marker: takes the entry back by a level, at last out of the list. */
export function leaveListItem(text: string, { from, to }: TextRange): RichEdit | undefined {
  const line = linesIn(text, { from, to: from })[0]
  if (from !== to || !line?.item || from !== line.item.textFrom) return undefined
  if (line.item.level > 0) return indentList(text, { from, to }, -1)
  return { edits: [{ from: line.from, to: from, insert: '' }], selection: { from: line.from, to: line.from } }
}

const linesIn = (text: string, { from, to }: TextRange): RichLine[] =>
  readRichText(text).filter((line) => line.to >= from && line.from <= to)

interface Piece extends StyledWords {
  readonly isInside: boolean
}

/** A line's words, divided where the range begins and ends. */
function piecesOf(line: RichLine, { from, to }: TextRange): Piece[] {
  return line.spans.flatMap((span) => {
    const cuts = [...new Set([span.from, clamp(from, span), clamp(to, span), span.to])]
    return cuts.slice(1).map((end, index): Piece => {
      const start = cuts[index] ?? end
      const text = span.text.slice(start - span.from, end - span.from)
      const { isBold, isItalic, href } = span
      return {
        text,
        isBold,
        isItalic,
        ...(href === undefined ? {} : { href }),
        isInside: start >= from && end <= to,
      }
    })
  })
}

const clamp = (at: number, { from, to }: TextRange): number => Math.min(Math.max(at, from), to)

/** Writes the lines of a range anew with the pieces inside it changed. Only what differs is replaced. */
function rewritten(text: string, range: TextRange, change: (words: StyledWords) => StyledWords): RichEdit {
  const edits: RangeEdit[] = []
  let selectedFrom: number | undefined
  let selectedTo = range.to
  let shift = 0
  for (const line of linesIn(text, range)) {
    const start = line.item?.textFrom ?? line.from
    const pieces = piecesOf(line, range)
    const after = writeInline(pieces.map(({ isInside, ...words }) => (isInside ? change(words) : words)))
    const { index, remove, insert } = textDifference(text.slice(start, line.to), after)
    if (remove > 0 || insert !== '') edits.push({ from: start + index, to: start + index + remove, insert })
    // What was selected stays selected, by the words that one sees.
    const before = lengthOf(
      pieces.slice(
        0,
        pieces.findIndex(({ isInside }) => isInside),
      ),
    )
    const inside = lengthOf(pieces.filter(({ isInside }) => isInside))
    const now = readRichText(after)[0]
    if (inside > 0 && now) {
      selectedFrom ??= start + shift + placeOf(now, before, 'start')
      selectedTo = start + shift + placeOf(now, before + inside, 'end')
    }
    shift += after.length - (line.to - start)
  }
  return {
    edits,
    selection: { from: selectedFrom ?? range.from, to: Math.max(selectedTo, selectedFrom ?? range.from) },
  }
}

const lengthOf = (pieces: readonly StyledWords[]): number => pieces.reduce((sum, { text }) => sum + text.length, 0)

/** Where the letter with this number among those shown stands in the stored line. */
function placeOf(line: RichLine, shown: number, side: 'start' | 'end'): number {
  let passed = 0
  for (const span of line.spans) {
    const { length } = span.text
    if (side === 'start' ? shown < passed + length : shown <= passed + length) return span.from + shown - passed
    passed += length
  }
  return line.spans.at(-1)?.to ?? line.to
}

function wordAt(text: string, at: number): TextRange {
  const line = linesIn(text, { from: at, to: at })[0]
  const span = line?.spans.find(({ from, to }) => from <= at && at <= to)
  if (!span) return { from: at, to: at }
  const before = /[\p{L}\p{N}'’-]*$/u.exec(text.slice(span.from, at))?.[0].length ?? 0
  const after = /^[\p{L}\p{N}'’-]*/u.exec(text.slice(at, span.to))?.[0].length ?? 0
  // At the edge of a word one means what comes next.
  return before === 0 || after === 0 ? { from: at, to: at } : { from: at - before, to: at + after }
}

/** With nothing selected: begins a format, goes past the end of one, or takes back one that nothing was typed in. */
function togglePair(text: string, at: number, style: Style): RichEdit {
  const sign = style === 'isBold' ? '**' : '*'
  const { length } = sign
  const after = { from: at + length, to: at + length }
  if (text.startsWith(sign, at)) {
    if (hasStyle(text, { from: at, to: at }, style)) return { edits: [], selection: after }
    if (text.startsWith(sign, at - length) && at >= length) {
      const start = at - length
      return { edits: [{ from: start, to: at + length, insert: '' }], selection: { from: start, to: start } }
    }
  }
  return { edits: [{ from: at, to: at, insert: sign + sign }], selection: after }
}

function movedRange({ from, to }: TextRange, edits: readonly RangeEdit[]): TextRange {
  const moved = (at: number): number => {
    let shift = 0
    for (const edit of edits) {
      if (edit.to <= at) shift += edit.insert.length - (edit.to - edit.from)
      else if (edit.from < at) return edit.from + shift + edit.insert.length
    }
    return at + shift
  }
  return { from: moved(from), to: moved(to) }
}
