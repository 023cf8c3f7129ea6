import { createScanner, isBlank } from '../scanner.ts'
import { NotPlain } from './not-plain.ts'

export const LF = 10
export const CR = 13
const QUOTE = 34
/** First bytes of what a blank line may consist of: a space, U+00A0, U+FEFF. */
const BLANK_STARTS: ReadonlySet<number | undefined> = new Set([0x20, 0xc2, 0xef])
const BLANK_BYTES = 300
/** The scanner's limit is one of characters, of which each is a byte at least. */
export const MAX_LINE_BYTES = 1_000_000

/** A line that is taken out, so that no parser has to agree with ours about it. `text`: as it stands; `null`: it is blank. */
export interface OddLine {
  readonly start: number
  /** Behind its line end. */
  readonly end: number
  /** From 0, among these lines. */
  readonly index: number
  readonly text: string | null
}

/**
 * Looks at whole lines, each ended by the same line end. Of what it does not give back as odd every line is one record, and any reader of
 * RFC 4180 takes it apart into the same fields: it is not blank, holds no NUL and no line end, and each of its quotes opens a
 * field, closes one or is doubled. Throws `NotPlain` where records and lines part.
 */
export function lookAtLines(
  bytes: Buffer,
  { delimiter, isCrlf }: { readonly delimiter: number; readonly isCrlf: boolean },
): { readonly lines: number; readonly hasQuotes: boolean; readonly odd: readonly OddLine[] } {
  const odd: OddLine[] = []
  const hasQuotes = bytes.includes(QUOTE)
  const hasNul = bytes.includes(0)
  const hasCr = isCrlf || bytes.includes(CR)
  let nextQuote = hasQuotes ? bytes.indexOf(QUOTE) : -1
  let index = 0
  for (let start = 0; start < bytes.length; index++) {
    const feed = bytes.indexOf(LF, start)
    if (feed === -1) throw new Error('Impossible: the last line has no end')
    const end = isCrlf ? feed - 1 : feed
    if (hasCr) checkLineEnd(bytes, start, feed, isCrlf)
    if (end - start > MAX_LINE_BYTES) throw new NotPlain('A line is very long.')
    if (nextQuote !== -1 && nextQuote < start) nextQuote = bytes.indexOf(QUOTE, start)
    const isOdd =
      end === start ||
      (BLANK_STARTS.has(bytes[start]) && end - start < BLANK_BYTES && isBlank(bytes.toString('utf8', start, end))) ||
      (nextQuote !== -1 && nextQuote < end && !isRegular(bytes, start, end, delimiter)) ||
      (hasNul && bytes.subarray(start, end).includes(0))
    if (isOdd) odd.push({ start, end: feed + 1, index, text: textOf(bytes.toString('utf8', start, end), delimiter) })
    start = feed + 1
  }
  return { lines: index, hasQuotes, odd }
}

/** Where the line after the first begins. */
export function nextLine(bytes: Buffer, isCrlf: boolean): number {
  const feed = bytes.indexOf(LF)
  checkLineEnd(bytes, 0, feed, isCrlf)
  return feed + 1
}

function checkLineEnd(bytes: Buffer, start: number, feed: number, isCrlf: boolean): void {
  const carriage = bytes.indexOf(CR, start)
  const isRight = isCrlf ? carriage === feed - 1 : carriage === -1 || carriage > feed
  if (!isRight) throw new NotPlain('Its lines do not all end alike.')
}

/** Of a line without a doubt its text, or `null` for a blank one. A quote that the line does not close makes one record of several. */
function textOf(text: string, delimiter: number): string | null {
  if (isBlank(text)) return null
  const [record] = createScanner(String.fromCharCode(delimiter)).push(`${text}\n`)
  if (!record || record.fault === 'unclosed_quote' || record.text !== text)
    throw new NotPlain('A quote goes over several lines.')
  return text
}

/** Each quote opens a field, closes one, or is one of two that stand for one. */
function isRegular(bytes: Buffer, start: number, end: number, delimiter: number): boolean {
  for (let open = quoteIn(bytes, start, end); open !== -1;) {
    if (open !== start && bytes[open - 1] !== delimiter) return false
    let close = quoteIn(bytes, open + 1, end)
    while (close !== -1 && close + 1 < end && bytes[close + 1] === QUOTE) close = quoteIn(bytes, close + 2, end)
    if (close === -1 || (close + 1 !== end && bytes[close + 1] !== delimiter)) return false
    open = quoteIn(bytes, close + 1, end)
  }
  return true
}

function quoteIn(bytes: Buffer, from: number, end: number): number {
  const at = bytes.indexOf(QUOTE, from)
  return at < end ? at : -1
}
