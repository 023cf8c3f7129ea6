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
const SPACE = 32
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

/** The width of a part of a text in thousandths of the font size. */
function thousandthsOf(text: string, start: number, end: number): number {
  let sum = 0
  for (let index = start; index < end; index++) {
    const code = text.charCodeAt(index)
    if (code < 32 || code >= 127) return thousandthsOfAny(text.slice(start, end))
    sum += REGULAR[code - 32] ?? 600
  }
  return sum
}

function thousandthsOfAny(text: string): number {
  let sum = 0
  let isJoined = false
  for (const letter of text) {
    const code = letter.codePointAt(0) ?? 32
    // What is joined to the sign before (the members of a family) is drawn in its place.
    if (!isJoined) sum += thousandths(code)
    isJoined = code === 0x200d
  }
  return sum
}

const inPixels = (sum: number, font: Font): number =>
  (sum / 1_000) * font.fontPx * (font.isSemibold ? SEMIBOLD_FACTOR : 1) * SAFETY_FACTOR

/** The width of one line of text in pixels. */
export const textWidth = (text: string, font: Font): number => inPixels(thousandthsOf(text, 0, text.length), font)

/**
 * Breaks a text at spaces (a longer word at any letter) into lines of at most `widthPx`. At most `maxLines` come back; when there is
 * more text, the last one ends with an ellipsis. An empty text has no line.
 */
export const wrapText = (text: string, widthPx: number, font: Font, maxLines: number): string[] =>
  clamped(wrapped(text, widthPx, font, maxLines), widthPx, font, maxLines)

/** How many lines `wrapText` gives. */
export const countLines = (text: string, widthPx: number, font: Font, maxLines: number): number =>
  countPlain(text, widthPx, font, maxLines) ?? Math.min(maxLines, wrapped(text, widthPx, font, maxLines).length)

/** Of a longer text not all is read. */
const LONG_TEXT = 2_000

/**
 * The same count for one paragraph of plain words, of which a journey of ten thousand cards has twice as many: they are gone through once,
 * and no line is cut out. `undefined` for all else: other letters, a word that is wider than a line.
 */
function countPlain(text: string, widthPx: number, font: Font, maxLines: number): number | undefined {
  if (text.length > LONG_TEXT) return undefined
  const spaceWidth = textWidth(' ', font)
  let lines = 0
  let width = 0
  let isBegun = false
  for (let at = 0; at <= text.length; at++) {
    let sum = 0
    const start = at
    for (let code = 0; at < text.length && (code = text.charCodeAt(at)) !== SPACE; at++) {
      const letter = REGULAR[code - SPACE]
      if (letter === undefined) return undefined
      sum += letter
    }
    const wordWidth = inPixels(sum, font)
    if (wordWidth > widthPx) return undefined
    if (isBegun && width + spaceWidth + wordWidth > widthPx) {
      if (++lines === maxLines) return maxLines
      isBegun = false
      width = 0
    }
    width += isBegun ? spaceWidth + wordWidth : wordWidth
    isBegun ||= at > start
  }
  return isBegun ? lines + 1 : lines
}

/** Its lines, one more at most than are wanted: whether there is more text. */
function wrapped(text: string, widthPx: number, font: Font, maxLines: number): string[] {
  const lines: string[] = []
  // A text of a megabyte is not read to its end: no more than this can ever be shown.
  const most = Math.ceil((maxLines * widthPx) / (font.fontPx * 0.2)) + maxLines
  const head = text.slice(0, most * SIGNS_A_LETTER)
  const shown = PLAIN.test(head) ? head.slice(0, most) : cutToLength(text, most * SIGNS_A_LETTER)
  for (const paragraph of shown.split('\n')) {
    if (lines.length > maxLines) break
    wrapParagraph(paragraph, widthPx, font, maxLines + 1, lines)
  }
  return withoutBlankEnd(lines)
}

/** What indents a drawn line of a list entry by about `CARD_LIST_INDENT_PX`. */
const DRAWN_INDENT = '\u2003'

/**
 * Like `wrapText`, for a text with formats (`readRichText`): the same lines as it has on a card, as plain words. List entries are
 * indented, their markers are signs.
 */
export const wrapRichText = (text: string, widthPx: number, font: Font, maxLines: number): string[] =>
  clamped(wrappedRich(text, widthPx, font, maxLines), widthPx, font, maxLines)

/** How many lines `wrapRichText` gives. */
export const countRichLines = (text: string, widthPx: number, font: Font, maxLines: number): number =>
  mayBeRich(text)
    ? Math.min(maxLines, wrappedRich(text, widthPx, font, maxLines).length)
    : countLines(text, widthPx, font, maxLines)

function wrappedRich(text: string, widthPx: number, font: Font, maxLines: number): string[] {
  if (!mayBeRich(text)) return wrapped(text, widthPx, font, maxLines)
  const lines: string[] = []
  for (const line of readRichText(text)) {
    if (lines.length > maxLines) break
    const levels = line.item ? line.item.level + 1 : 0
    const lineFont = line.spans.some((span) => span.isBold) ? { ...font, isSemibold: true } : font
    const words: string[] = []
    const roomPx = Math.max(24, widthPx - levels * CARD_LIST_INDENT_PX)
    wrapParagraph(wordsOfLine(line), roomPx, lineFont, maxLines + 1 - lines.length, words)
    words.forEach((part, index) => {
      const marker = line.item && index === 0 ? `${plainMarker(line.item)} ` : DRAWN_INDENT
      lines.push(line.item ? `${DRAWN_INDENT.repeat(line.item.level)}${marker}${part}` : part)
    })
  }
  return withoutBlankEnd(lines)
}

function withoutBlankEnd(lines: string[]): string[] {
  while (lines.length > 0 && lines.at(-1) === '') lines.pop()
  return lines
}

function clamped(lines: string[], widthPx: number, font: Font, maxLines: number): string[] {
  if (lines.length <= maxLines) return lines
  const kept = lines.slice(0, maxLines)
  const last = kept.pop()
  if (last !== undefined) kept.push(withEllipsis(last, widthPx, font))
  return kept
}

/** A line is a stretch of its paragraph, since words stay in their order: it is cut out once it is full. */
function wrapParagraph(paragraph: string, widthPx: number, font: Font, maxLines: number, lines: string[]): void {
  const NOWHERE = -1
  let lineStart = NOWHERE
  let lineEnd = NOWHERE
  let width = 0
  const spaceWidth = textWidth(' ', font)
  const push = (): void => {
    lines.push(lineStart === NOWHERE ? '' : paragraph.slice(lineStart, lineEnd))
    lineStart = NOWHERE
    width = 0
  }
  const take = (start: number, end: number): void => {
    // Spaces at the beginning of a line are not drawn.
    if (lineStart === NOWHERE && end > start) lineStart = start
    lineEnd = end
  }
  for (let start = 0, end = 0; start <= paragraph.length; start = end + 1) {
    end = paragraph.indexOf(' ', start)
    if (end === NOWHERE) end = paragraph.length
    if (lines.length >= maxLines) return
    const wordWidth = inPixels(thousandthsOf(paragraph, start, end), font)
    if (lineStart !== NOWHERE && width + spaceWidth + wordWidth > widthPx) push()
    if (wordWidth <= widthPx) {
      width += (lineStart === NOWHERE ? 0 : spaceWidth) + wordWidth
      take(start, end)
      continue
    }
    let at = start
    for (const letter of lettersOf(paragraph.slice(start, end))) {
      const letterWidth = textWidth(letter, font)
      if (lineStart !== NOWHERE && width + letterWidth > widthPx) push()
      if (lines.length >= maxLines) return
      take(at, at + letter.length)
      at += letter.length
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
