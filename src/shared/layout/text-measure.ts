import { cutToLength } from '#shared/lib/graphemes.ts'
import { mayBeRich, plainMarker, readRichText, wordsOfLine } from '#shared/model/rich-text/read-rich-text.ts'
import { CARD_LIST_INDENT_PX } from './sizes.ts'

/**
 * Widths of the printable ASCII characters (from the space on) of Inter, in thousandths of the font size. Measured once in Chromium:
 * a layout must come out the same in every browser and on the server, so nothing is measured while laying out.
 */
const REGULAR = [
  281, 288, 466, 633, 642, 982, 644, 300, 365, 365, 501, 662, 288, 460, 288, 360, 631, 407, 610, 618, 646, 593, 620,
  566, 619, 620, 288, 302, 662, 662, 662, 511, 966, 690, 654, 730, 722, 601, 590, 746, 743, 269, 571, 672, 565, 903,
  753, 765, 639, 765, 644, 642, 646, 744, 690, 985, 682, 679, 629, 365, 360, 365, 471, 456, 323, 562, 612, 571, 612,
  583, 370, 613, 591, 242, 242, 549, 242, 876, 591, 600, 612, 612, 376, 528, 327, 591, 562, 818, 546, 562, 552, 426,
  333, 426, 662,
]
/** Semibold runs this much wider on average. */
const SEMIBOLD_FACTOR = 1.02
/** A little more than measured, so that another font in its place still fits. */
const SAFETY_FACTOR = 1.01

/** An emoji of a family, or a letter under accents, takes up to about so many UTF-16 units. */
const SIGNS_A_LETTER = 8

export interface Font {
  readonly fontPx: number
  readonly isSemibold?: boolean
}

/** Among the vowel signs: hyphen, bar, and the marks that end a sentence. */
const HEBREW_SIGNS: ReadonlySet<number> = new Set([0x5be, 0x5c0, 0x5c3, 0x5c6])

function thousandths(code: number): number {
  if (code >= 32 && code < 127) return REGULAR[code - 32] ?? 600
  if (code < 32 || (code >= 0x300 && code <= 0x36f) || (code >= 0xfe00 && code <= 0xfe0f)) return 0
  // Vowel signs of Hebrew and Arabic stand on their letter; signs that only turn the direction are not seen.
  if (code >= 0x591 && code <= 0x5c7 && !HEBREW_SIGNS.has(code)) return 0
  if (code >= 0x610 && code <= 0x61a) return 0
  if ((code >= 0x64b && code <= 0x65f) || code === 0x670 || (code >= 0x6d6 && code <= 0x6dc)) return 0
  if ((code >= 0x200b && code <= 0x200f) || (code >= 0x202a && code <= 0x202e) || (code >= 0x2066 && code <= 0x2069))
    return 0
  // Skin tones and the letters inside a flag have no place of their own.
  if ((code >= 0x1f3fb && code <= 0x1f3ff) || code >= 0xe0000) return 0
  if (code >= 0x1f000) return 1_300
  if ((code >= 0x1100 && code <= 0x115f) || (code >= 0x2e80 && code <= 0xd7a3) || (code >= 0xff00 && code <= 0xff60))
    return 1_000
  return 620
}

/** The width of one line of text in pixels. */
export function textWidth(text: string, font: Font): number {
  let sum = 0
  let isJoined = false
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 32
    // What is joined to the sign before (the members of a family) is drawn in its place.
    if (!isJoined) sum += thousandths(code)
    isJoined = code === 0x200d
  }
  return (sum / 1_000) * font.fontPx * (font.isSemibold ? SEMIBOLD_FACTOR : 1) * SAFETY_FACTOR
}

/**
 * Breaks a text at spaces (a longer word at any letter) into lines of at most `widthPx`. At most `maxLines` come back; when there is
 * more text, the last one ends with an ellipsis. An empty text has no line.
 */
export function wrapText(text: string, widthPx: number, font: Font, maxLines: number): string[] {
  const lines: string[] = []
  // A text of a megabyte is not read to its end: no more than this can ever be shown.
  const most = Math.ceil((maxLines * widthPx) / (font.fontPx * 0.2)) + maxLines
  const head = text.slice(0, most * SIGNS_A_LETTER)
  const shown = PLAIN.test(head) ? head.slice(0, most) : cutToLength(text, most * SIGNS_A_LETTER)
  for (const paragraph of shown.split('\n')) {
    if (lines.length > maxLines) break
    wrapParagraph(paragraph, widthPx, font, maxLines + 1, lines)
  }
  return clamped(lines, widthPx, font, maxLines)
}

/** What indents a drawn line of a list entry by about `CARD_LIST_INDENT_PX`. */
const DRAWN_INDENT = '\u2003'

/**
 * Like `wrapText`, for a text with formats (`readRichText`): the same lines as it has on a card, as plain words. List entries are
 * indented, their markers are signs.
 */
export function wrapRichText(text: string, widthPx: number, font: Font, maxLines: number): string[] {
  if (!mayBeRich(text)) return wrapText(text, widthPx, font, maxLines)
  const lines: string[] = []
  for (const line of readRichText(text)) {
    if (lines.length > maxLines) break
    const levels = line.item ? line.item.level + 1 : 0
    const lineFont = line.spans.some((span) => span.isBold) ? { ...font, isSemibold: true } : font
    const wrapped: string[] = []
    const roomPx = Math.max(24, widthPx - levels * CARD_LIST_INDENT_PX)
    wrapParagraph(wordsOfLine(line), roomPx, lineFont, maxLines + 1 - lines.length, wrapped)
    wrapped.forEach((words, index) => {
      const marker = line.item && index === 0 ? `${plainMarker(line.item)} ` : DRAWN_INDENT
      lines.push(line.item ? `${DRAWN_INDENT.repeat(line.item.level)}${marker}${words}` : words)
    })
  }
  return clamped(lines, widthPx, font, maxLines)
}

function clamped(lines: string[], widthPx: number, font: Font, maxLines: number): string[] {
  while (lines.length > 0 && lines.at(-1) === '') lines.pop()
  if (lines.length <= maxLines) return lines
  const kept = lines.slice(0, maxLines)
  const last = kept.pop()
  if (last !== undefined) kept.push(withEllipsis(last, widthPx, font))
  return kept
}

function wrapParagraph(paragraph: string, widthPx: number, font: Font, maxLines: number, lines: string[]): void {
  let line = ''
  let width = 0
  const spaceWidth = textWidth(' ', font)
  const push = (): void => {
    lines.push(line)
    line = ''
    width = 0
  }
  for (const word of paragraph.split(' ')) {
    if (lines.length >= maxLines) return
    const wordWidth = textWidth(word, font)
    if (line !== '' && width + spaceWidth + wordWidth > widthPx) push()
    if (wordWidth <= widthPx) {
      width += (line === '' ? 0 : spaceWidth) + wordWidth
      line = line === '' ? word : `${line} ${word}`
      continue
    }
    for (const letter of lettersOf(word)) {
      const letterWidth = textWidth(letter, font)
      if (line !== '' && width + letterWidth > widthPx) push()
      if (lines.length >= maxLines) return
      line += letter
      width += letterWidth
    }
  }
  push()
}

function withEllipsis(line: string, widthPx: number, font: Font): string {
  if (textWidth(`${line}…`, font) <= widthPx) return `${line.trimEnd()}…`
  const letters = Array.from(lettersOf(line))
  while (letters.length > 0 && textWidth(`${letters.join('')}…`, font) > widthPx) letters.pop()
  return `${letters.join('').trimEnd()}…`
}

const segmenter = new Intl.Segmenter('en', { granularity: 'grapheme' })
const PLAIN = /^[\n\t\u0020-\u02ff]*$/

/** Letters as people see them: an emoji of several signs, or a letter with its accents, is one. */
function* lettersOf(text: string): Generator<string> {
  if (PLAIN.test(text)) yield* text
  else for (const { segment } of segmenter.segment(text)) yield segment
}
