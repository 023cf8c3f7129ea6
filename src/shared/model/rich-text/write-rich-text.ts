import { readInline, type RichSpan } from './inline.ts'
import { readRichText } from './read-rich-text.ts'

/** Words in one style, wherever they come from. */
export type StyledWords = Pick<RichSpan, 'text' | 'isBold' | 'isItalic' | 'href'>

/** A line to be written: `marker` is `- `, `1. ` … with its indent, or empty. */
export interface StyledLine {
  readonly marker: string
  readonly words: readonly StyledWords[]
}

/** The stored text of styled lines. Reading it gives them back, but that spaces at the ends of a format leave it. */
export const writeRichText = (lines: readonly StyledLine[]): string =>
  lines
    .map(({ marker, words }) => {
      const written = writeInline(words)
      return marker + (marker === '' && readRichText(written)[0]?.item ? escapeMarker(written) : written)
    })
    .join('\n')

/** One line. Signs are escaped only where they would otherwise mean something. */
export function writeInline(words: readonly StyledWords[]): string {
  const tidy = withoutOuterSpaces(words)
  const plain = written(tidy, (text) => text)
  return isSame(readInline(plain, 0).spans, tidy) ? plain : written(tidy, escaped)
}

const escaped = (text: string): string => text.replaceAll(/[\\*_[\]]/g, String.raw`\$&`)
const escapeMarker = (line: string): string => line.replace(/^( *)(\d*)(.)/, String.raw`$1$2\$3`)

/** A format begins and ends at a letter: spaces have it only between two letters that do. */
function withoutOuterSpaces(words: readonly StyledWords[]): StyledWords[] {
  const parts = words.flatMap((one) =>
    one.text
      .replaceAll(/[\r\n]+/g, ' ')
      .split(/(\s+)/)
      .flatMap((text) => (text === '' ? [] : [{ ...one, text }])),
  )
  return parts.map((part, index) => {
    if (part.text.trim() !== '') return part
    // A link is written for itself, one of spaces, too: formats do not reach over its ends.
    const ends = ({ text, href }: StyledWords): boolean => text.trim() !== '' || href !== part.href
    const around = [parts.slice(0, index).findLast(ends), parts.slice(index).find(ends)]
    const [before, after] = around.map((other) => (other?.href === part.href ? other : undefined))
    return {
      ...part,
      isBold: (before?.isBold ?? false) && (after?.isBold ?? false),
      isItalic: (before?.isItalic ?? false) && (after?.isItalic ?? false),
    }
  })
}

const isAlike = (a: StyledWords, b: StyledWords): boolean =>
  a.isBold === b.isBold && a.isItalic === b.isItalic && a.href === b.href

/** Neighbours of one style as one. */
export function joined(words: readonly StyledWords[]): StyledWords[] {
  const joinedWords: StyledWords[] = []
  for (const one of words) {
    const last = joinedWords.at(-1)
    if (one.text === '') continue
    if (last && isAlike(last, one)) joinedWords[joinedWords.length - 1] = { ...last, text: last.text + one.text }
    else joinedWords.push(one)
  }
  return joinedWords
}

/** Whether a line reads as it was meant; a space looks the same in every format. */
const isSame = (read: readonly StyledWords[], wanted: readonly StyledWords[]): boolean => {
  const [found, meant] = [joined(lettersOnly(read)), joined(lettersOnly(wanted))]
  return (
    read.map(({ text }) => text).join('') === wanted.map(({ text }) => text).join('') &&
    found.length === meant.length &&
    found.every((words, index) => {
      const other = meant[index]
      return other !== undefined && words.text === other.text && isAlike(words, other)
    })
  )
}

const lettersOnly = (words: readonly StyledWords[]): StyledWords[] =>
  words.map((one) => (one.href === undefined ? { ...one, text: one.text.replaceAll(/\s+/g, '') } : one))

function written(words: readonly StyledWords[], write: (text: string) => string): string {
  const groups: StyledWords[][] = []
  for (const one of words) {
    const last = groups.at(-1)
    if (last && last[0]?.href === one.href) last.push(one)
    else groups.push([one])
  }
  return groups
    .map((group) => {
      const href = group[0]?.href
      if (href === undefined) return styledText(group, write)
      const label = group.map(({ text }) => text).join('')
      const isBare = label === href && /^https?:/i.test(href) && group.length === 1
      return isBare && !group[0]?.isBold && !group[0]?.isItalic ? href : `[${styledText(group, write)}](${href})`
    })
    .join('')
}

function styledText(words: readonly StyledWords[], write: (text: string) => string): string {
  let line = ''
  /** What is open, outermost first. */
  let open: ('**' | '*')[] = []
  const closeUntil = (isDone: () => boolean): void => {
    while (!isDone()) {
      line += open.at(-1) ?? ''
      open = open.slice(0, -1)
    }
  }
  for (const [index, one] of words.entries()) {
    const wanted = [...(one.isBold ? (['**'] as const) : []), ...(one.isItalic ? (['*'] as const) : [])]
    // What ends here ends from the inside out; what goes on inside of it begins anew at the next letter.
    closeUntil(() => open.every((sign) => wanted.includes(sign)))
    if (one.text.trim() !== '') {
      const opening = wanted.filter((sign) => !open.includes(sign))
      opening.sort((a, b) => lastsUntil(words, index, b) - lastsUntil(words, index, a))
      line += opening.join('')
      open.push(...opening)
    }
    line += write(one.text)
  }
  closeUntil(() => open.length === 0)
  return line
}

function lastsUntil(words: readonly StyledWords[], from: number, sign: '**' | '*'): number {
  const end = words.findIndex((one, index) => index > from && !(sign === '**' ? one.isBold : one.isItalic))
  return end < 0 ? words.length : end
}
