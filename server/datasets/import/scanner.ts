import { readStrayQuotes, swallowsRecords } from './stray-quotes.ts'

/** One record of a file: of a delimited text by RFC 4180, with the liberties that real files take. */
export interface ScannedRecord {
  /** Line of the file on which it starts, from 1; LF, CRLF and CR each end a line, also inside quotes. */
  readonly line: number
  /** Empty when there is a fault. */
  readonly fields: readonly string[]
  /** As it stands in the file; a long one is cut. */
  readonly text: string
  readonly fault: ScanFault | null
  /** Of a part of a record, in a sentence: which part. */
  readonly within?: string
}

export type ScanFault =
  | 'unclosed_quote'
  | 'text_after_quote'
  | 'oversize_record'
  | 'bad_json'
  | 'not_an_object'
  | 'uneven_record'
  | 'odd_line'

/** How fields that hold delimiters and line ends are marked. */
export interface QuoteStyle {
  readonly quote: '"' | "'"
  /** A quote inside is `\"`, not `""`. */
  readonly hasBackslashes: boolean
  /** Blanks may stand before an opening quote. */
  readonly skipsBlanks: boolean
}

/** RFC 4180. */
export const PLAIN_QUOTES: QuoteStyle = { quote: '"', hasBackslashes: false, skipsBlanks: false }

/** Two blanks or more between fields, as in a table that was laid out for the eye. */
export const COLUMNS_OF_BLANKS = '  '

export interface Scanner {
  /** Takes the next piece of text and returns the records that it completes. Blank lines are no records. */
  push(text: string): ScannedRecord[]
  /** The last record, which need not have a line end. */
  end(): ScannedRecord[]
}

/** No record of a sane table is longer; an unclosed quote must not swallow the rest of the file. */
export const MAX_RECORD_CHARACTERS = 1024 * 1024
const KEPT_TEXT = 2_000

/**
 * A quote that is not closed within the record limit, or is closed in the middle of a field, makes the line on which the record
 * starts a faulty record; reading goes on with the next line. Where the number of columns is known (`width`), stray quotes within a line are read
 * as text when there is one way to do so, and a record that swallows others is a quote that was not closed.
 */
export function createScanner(
  delimiter: string,
  maxRecordCharacters = MAX_RECORD_CHARACTERS,
  style: QuoteStyle = PLAIN_QUOTES,
  width: number | null = null,
): Scanner {
  const { quote } = style
  const isByBlanks = delimiter === COLUMNS_OF_BLANKS
  let pending = ''
  let line = 1
  /** Inside a line that was found too long: drop everything up to its end. */
  let isSkipping = false

  function scan(text: string, isEnd: boolean): ScannedRecord[] {
    const records: ScannedRecord[] = []
    let position = 0
    if (isSkipping) {
      const end = lineEnd(text, 0, isEnd)
      if (!end) return records
      isSkipping = false
      position = end.next
      line++
    }
    while (position < text.length) {
      const end = lineEnd(text, position, isEnd)
      if (!end) {
        if (text.length - position > maxRecordCharacters) {
          records.push(faulty(text.slice(position, position + KEPT_TEXT), 'oversize_record'))
          isSkipping = true
          position = text.length
        }
        break
      }
      const raw = text.slice(position, end.at)
      if (isByBlanks || !raw.includes(quote)) {
        if (end.at - position > maxRecordCharacters) records.push(faulty(raw.slice(0, KEPT_TEXT), 'oversize_record'))
        else if (!isBlank(raw))
          records.push({
            line,
            fields: isByBlanks ? raw.trim().split(/ {2,}/) : raw.split(delimiter),
            text: raw,
            fault: null,
          })
        position = end.next
        line++
        continue
      }
      const quoted = scanQuoted(text, position, { delimiter, style, maxCharacters: maxRecordCharacters, isEnd })
      if (quoted === 'incomplete') break
      if (typeof quoted === 'string' || swallows(text, position, quoted)) {
        records.push(strayQuoted(raw, typeof quoted === 'string' ? quoted : 'unclosed_quote'))
        position = end.next
        line++
        continue
      }
      records.push({ line, fields: quoted.fields, text: text.slice(position, quoted.end), fault: null })
      line += quoted.lines
      position = quoted.next
    }
    pending = text.slice(position)
    return records
  }

  function swallows(text: string, start: number, { lines, end }: QuotedRecord): boolean {
    return lines > 1 && width !== null && swallowsRecords(text.slice(start, end), delimiter, width)
  }

  function strayQuoted(raw: string, fault: ScanFault): ScannedRecord {
    const fields = fault === 'text_after_quote' && width !== null ? readStrayQuotes(raw, delimiter, style, width) : null
    return fields ? { line, fields, text: raw, fault: null } : faulty(raw.slice(0, KEPT_TEXT), fault)
  }

  function faulty(text: string, fault: ScanFault): ScannedRecord {
    return { line, fields: [], text, fault }
  }

  return {
    push: (text) => scan(pending === '' ? text : pending + text, false),
    end: () => scan(pending, true),
  }
}

/** Holds nothing: such a line is no record. */
export function isBlank(raw: string): boolean {
  return raw === '' || (raw.length < 100 && /^[ \u00A0\uFEFF]*$/.test(raw))
}

/** Whether nothing stands between the delimiters, as in rows that a spreadsheet once had something in. Such a row is no record either. */
export function isBlankRow({ fields, text, fault }: ScannedRecord): boolean {
  return fault === null && (fields[0] ?? '').trim() === '' && /^[\s,;|"]*$/.test(text)
}

/** Where the line from `start` ends and the next begins; `null` when that cannot be known yet. */
function lineEnd(text: string, start: number, isEnd: boolean): { at: number; next: number } | null {
  const feed = text.indexOf('\n', start)
  const limit = feed === -1 ? text.length : feed
  const carriage = indexOfBefore(text, '\r', start, limit)
  if (carriage !== -1) {
    if (carriage + 1 < text.length) {
      return { at: carriage, next: text.charCodeAt(carriage + 1) === 10 ? carriage + 2 : carriage + 1 }
    }
    // Its LF may come with the next chunk.
    return isEnd ? { at: carriage, next: carriage + 1 } : null
  }
  if (feed !== -1) return { at: feed, next: feed + 1 }
  return isEnd ? { at: text.length, next: text.length } : null
}

/** `indexOf` that does not look beyond `limit`: in a file of LF lines it would read to the end of the chunk for each line. */
function indexOfBefore(text: string, mark: string, start: number, limit: number): number {
  if (limit - start > 4_096) {
    const at = text.indexOf(mark, start)
    return at < limit ? at : -1
  }
  const code = mark.charCodeAt(0)
  for (let index = start; index < limit; index++) if (text.charCodeAt(index) === code) return index
  return -1
}

interface QuotedRecord {
  readonly fields: string[]
  /** Where the record ends and the next begins. */
  readonly end: number
  readonly next: number
  /** Lines that it takes up. */
  readonly lines: number
}

interface QuotedOptions {
  readonly delimiter: string
  readonly style: QuoteStyle
  readonly maxCharacters: number
  readonly isEnd: boolean
}

function behindBlanks(text: string, from: number): number {
  let at = from
  while (text.charCodeAt(at) === 32) at++
  return at
}

function scanQuoted(
  text: string,
  start: number,
  { delimiter, style, maxCharacters, isEnd }: QuotedOptions,
): QuotedRecord | 'incomplete' | 'unclosed_quote' | 'text_after_quote' {
  const fields: string[] = []
  const split = delimiter.charCodeAt(0)
  const quote = style.quote.charCodeAt(0)
  let position = start
  let lines = 1
  for (;;) {
    const opening = style.skipsBlanks ? behindBlanks(text, position) : position
    if (text.charCodeAt(opening) === quote) {
      const field = quotedField(text, opening, start + maxCharacters, style)
      if (field === 'incomplete') return isEnd ? 'unclosed_quote' : 'incomplete'
      if (field === 'unclosed_quote') return field
      fields.push(field.value)
      lines += field.lines
      position = field.next
    } else {
      const from = position
      while (position < text.length) {
        const code = text.charCodeAt(position)
        if (code === split || code === 10 || code === 13) break
        position++
      }
      fields.push(text.slice(from, position))
    }
    if (position >= text.length) return isEnd ? { fields, end: position, next: position, lines } : 'incomplete'
    const code = text.charCodeAt(position)
    if (code === split) position++
    else if (code === 10) return { fields, end: position, next: position + 1, lines }
    else if (code === 13) {
      if (position + 1 >= text.length && !isEnd) return 'incomplete'
      const isPair = text.charCodeAt(position + 1) === 10
      return { fields, end: position, next: position + (isPair ? 2 : 1), lines }
    } else return 'text_after_quote'
  }
}

/** The field whose opening quote stands at `start`. `next` is behind its closing quote and blanks after it. */
function quotedField(
  text: string,
  start: number,
  limit: number,
  style: QuoteStyle,
): { value: string; next: number; lines: number } | 'incomplete' | 'unclosed_quote' {
  const quote = style.quote.charCodeAt(0)
  let close = start
  let isPlain = true
  for (;;) {
    close = text.indexOf(style.quote, close + 1)
    if (close === -1 || close > limit) return text.length > limit ? 'unclosed_quote' : 'incomplete'
    if (style.hasBackslashes && isEscaped(text, start + 1, close)) {
      isPlain = false
      continue
    }
    // Whether it is the first of a doubled quote is decided by the character behind it.
    if (close + 1 >= text.length) {
      return {
        value: unquoted(text.slice(start + 1, close), isPlain, style),
        next: close + 1,
        lines: lineEnds(text, start, close),
      }
    }
    if (text.charCodeAt(close + 1) !== quote) break
    isPlain = false
    close++
  }
  const next = behindBlanks(text, close + 1)
  return { value: unquoted(text.slice(start + 1, close), isPlain, style), next, lines: lineEnds(text, start, close) }
}

/** Whether an odd number of backslashes stands before a place. */
function isEscaped(text: string, from: number, at: number): boolean {
  let before = at - 1
  while (before >= from && text.charCodeAt(before) === 92) before--
  return (at - 1 - before) % 2 === 1
}

function unquoted(value: string, isPlain: boolean, { quote, hasBackslashes }: QuoteStyle): string {
  if (!hasBackslashes) return isPlain ? value : value.replaceAll(quote + quote, quote)
  return value.replace(
    /\\([\\"'])|(""|'')/g,
    (pair: string, escaped?: string) => escaped ?? (pair[0] === quote ? quote : pair),
  )
}

function lineEnds(text: string, from: number, to: number): number {
  let count = 0
  for (let index = from; index < to; index++) {
    const code = text.charCodeAt(index)
    if (code === 10 || (code === 13 && text.charCodeAt(index + 1) !== 10)) count++
  }
  return count
}
