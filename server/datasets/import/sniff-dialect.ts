import { cutAt, fixedColumns, isRuler, type FixedColumns } from './fixed-columns.ts'
import { mergedHeadings } from './heading-rows.ts'
import { COLUMNS_OF_BLANKS, PLAIN_QUOTES, type QuoteStyle, type ScannedRecord } from './scanner.ts'
import { readNumber } from './numbers.ts'
import { scanned, sniffQuotes } from './sniff-quotes.ts'
import { readWallTime } from './timestamp-forms.ts'

/** How a delimited text is written. */
export interface Dialect {
  /** One character, or `COLUMNS_OF_BLANKS`. */
  readonly delimiter: string
  readonly quotes: QuoteStyle
  /** Where columns begin that are laid out by places, not only by blanks between them. */
  readonly starts: readonly number[] | null
  /** There are lines that only rule the table; they are no records. */
  readonly hasRulers: boolean
  /** Line on which the header (or, without one, the first record) starts. Records before it are titles and hints. */
  readonly firstLine: number
  readonly hasHeader: boolean
  /** The headings; empty when there are none. Two lines of them may be joined. */
  readonly headings: readonly string[]
  /** From this line on there are records. */
  readonly dataLine: number
  /** Of the header, or the usual number of fields when there is none. */
  readonly fieldCount: number
}

const DELIMITERS = [',', ';', '\t', '|']
/** Looked for only where none of the usual ones splits anything. */
const RARE_DELIMITERS = ['^', '~', '\u0001', '\u001F', '¦', COLUMNS_OF_BLANKS]
/** In how many records a rare one has to agree. */
const SURE = 0.95
const SAMPLED_RECORDS = 200
/** Titles above a table; further down a short line is a short record. */
const MAX_TITLE_LINES = 100

/** The most fields that any usual delimiter would make of the first line; cheap, for refusing a table of absurd width. */
export function widthOfFirstLine(head: string): number {
  const end = head.search(/[\r\n]/)
  const line = end === -1 ? head : head.slice(0, end)
  return Math.max(...DELIMITERS.map((delimiter) => line.split(delimiter).length))
}

/** Decides from the beginning of a text. `isWhole`: there is nothing after it. */
export function sniffDialect(head: string, isWhole: boolean): Dialect {
  const hint = /^sep=(.)\r?\n/i.exec(head)
  if (hint?.[1]) return described(head, hint[1], isWhole, 1)
  const usual = bestOf(head, DELIMITERS, isWhole)
  if (usual.score >= SURE) return described(head, usual.delimiter, isWhole, 0)
  // Its texts may have commas.
  const fixed = fixedColumns(firstLines(head, isWhole))
  if (usual.score > 0 && fixed === null) return described(head, usual.delimiter, isWhole, 0)
  const rare = bestOf(head, RARE_DELIMITERS, isWhole)
  if (fixed !== null && (rare.score < SURE || rare.fields <= fixed.starts.length)) {
    return described(head, COLUMNS_OF_BLANKS, isWhole, 0, fixed)
  }
  return described(head, rare.score >= SURE ? rare.delimiter : ',', isWhole, 0)
}

function firstLines(head: string, isWhole: boolean): readonly string[] {
  return head
    .split(/\r\n|\r|\n/)
    .slice(0, isWhole ? undefined : -1)
    .slice(0, SAMPLED_RECORDS)
}

function bestOf(
  head: string,
  delimiters: readonly string[],
  isWhole: boolean,
): { delimiter: string; score: number; fields: number } {
  let best = { delimiter: ',', score: 0, fields: 1 }
  for (const delimiter of delimiters) {
    const sample = records(head, delimiter, PLAIN_QUOTES, isWhole).filter(({ text }) => !isRuler(text))
    const score = scoreOf(sample)
    if (score > best.score) best = { delimiter, score, fields: usualCount(sample) }
  }
  return best
}

function described(
  head: string,
  delimiter: string,
  isWhole: boolean,
  hints: number,
  fixed: FixedColumns | null = null,
): Dialect {
  const quotes = sniffQuotes(head, delimiter, isWhole)
  const all = records(head, delimiter, quotes, isWhole).slice(hints)
  const ruled = all.filter(({ text }) => !isRuler(text))
  const starts = fixed?.starts ?? null
  const titles = fixed ? ruled.findIndex(({ text }) => text === fixed.header) : 0
  const sample = ruled
    .slice(titles)
    .map((record) => (starts ? { ...record, fields: cutAt(record.text, starts) ?? [] } : record))
  return { ...describe(delimiter, sample), quotes, starts, hasRulers: ruled.length < all.length }
}

function records(head: string, delimiter: string, quotes: QuoteStyle, isWhole: boolean): ScannedRecord[] {
  return scanned(head, delimiter, quotes, isWhole).slice(0, SAMPLED_RECORDS + MAX_TITLE_LINES)
}

/** The share of records with the usual number of fields; a delimiter that splits nothing scores nothing. */
function scoreOf(sample: readonly ScannedRecord[]): number {
  const usual = usualCount(sample)
  if (usual < 2) return 0
  const whole = sample.filter((record) => record.fault === null)
  const agreeing = whole.filter((record) => record.fields.length === usual).length
  const faulty = sample.length - whole.length
  // Of two that agree equally often the one with more fields; a hundredth is less than any difference in agreement that matters.
  return agreeing / (whole.length + faulty) + Math.min(usual, 100) / 10_000
}

/** The commonest number of fields, of at least two if any record has. */
function usualCount(sample: readonly ScannedRecord[]): number {
  const counts = new Map<number, number>()
  for (const { fields, fault } of sample) {
    if (fault === null && fields.length > 1) counts.set(fields.length, (counts.get(fields.length) ?? 0) + 1)
  }
  let usual = 1
  let most = 0
  for (const [count, times] of counts) {
    if (times > most || (times === most && count > usual)) {
      usual = count
      most = times
    }
  }
  return usual
}

function describe(
  delimiter: string,
  sample: readonly ScannedRecord[],
): Omit<Dialect, 'quotes' | 'starts' | 'hasRulers'> {
  const usual = usualCount(sample)
  let start = firstBehindComments(sample, delimiter, usual)
  const last = Math.min(start + MAX_TITLE_LINES, sample.length - 1)
  while (start < last && isTitle(sample[start], sample[start + 1], usual)) start++
  start = behindPreamble(sample, start, usual)
  const first = sample[start]
  if (!first) return { delimiter, firstLine: 1, hasHeader: true, fieldCount: 0, headings: [], dataLine: 2 }
  const { line: firstLine, fields } = first
  if (!looksLikeHeader(first, sample[start + 1])) {
    return { delimiter, firstLine, hasHeader: false, fieldCount: usual, headings: [], dataLine: firstLine }
  }
  const [sub, ...below] = sample.slice(start + 1)
  const merged = sub
    ? mergedHeadings(
        fields,
        sub.fields,
        below.map((record) => record.fields),
      )
    : null
  const headings = merged ?? (hasRowNames(fields, sample.slice(start + 1)) ? ['', ...fields] : fields)
  const dataLine = (merged && sub ? sub : first).line + 1
  return { delimiter, firstLine, hasHeader: true, fieldCount: headings.length, headings, dataLine }
}

/** Lines that begin with # are remarks; the last of them is the header when it has a name for every column and data comes next. */
function firstBehindComments(sample: readonly ScannedRecord[], delimiter: string, usual: number): number {
  const isComment = ({ text }: ScannedRecord): boolean => text.startsWith('#') && text !== '#' && text[1] !== delimiter
  const isEmptyComment = ({ text }: ScannedRecord): boolean => text.trim() === '#'
  let count = 0
  for (const record of sample) {
    if (!isComment(record) && !isEmptyComment(record)) break
    count++
  }
  const [last, next] = [sample[count - 1], sample[count]]
  if (!last || !next) return 0
  const isHeader = isComment(last) && last.fields.length === usual && !looksLikeHeader(next, sample[count + 1])
  return isHeader ? count - 1 : count
}

function isTitle(record: ScannedRecord | undefined, next: ScannedRecord | undefined, usual: number): boolean {
  if (!record || !next || usual < 2 || record.fault) return false
  const filled = record.fields.filter((field) => field.trim() !== '').length
  if (filled <= 1) return record.fields.length < usual || usual > 2
  return usual >= 4 && record.fields.length * 2 <= usual
}

/**
 * Past short lines above a table that have delimiters too, such as `Period,2025-01-01,2025-01-31`: they end with a blank line, or differ among
 * themselves, and what follows is a header over rows of its own length.
 */
function behindPreamble(sample: readonly ScannedRecord[], start: number, usual: number): number {
  let at = start
  while (at < sample.length && (sample[at]?.fields.length ?? 0) < usual) at++
  const [header, next, before] = [sample[at], sample[at + 1], sample[at - 1]]
  if (at === start || !header || !next || !before || header.fields.length !== usual) return start
  const hasGap = header.line > before.line + 1
  const differ = new Set(sample.slice(start, at).map(({ fields }) => fields.length)).size > 1
  const isHeader = header.fields.every((field) => field.trim() !== '') && looksLikeHeader(header, next)
  const isTable = next.fields.length === usual && !looksLikeHeader(next, sample[at + 2])
  return isHeader && isTable && (hasGap || differ) ? at : start
}

const FEWEST_NAMED_ROWS = 3

/** R leaves the names of rows without a heading: each row has one value more than there are headings, and the first never comes back. */
function hasRowNames(headings: readonly string[], rows: readonly ScannedRecord[]): boolean {
  const whole = rows.filter(({ fault }) => fault === null)
  const names = whole.map(({ fields }) => (fields[0] ?? '').trim())
  return (
    whole.length >= FEWEST_NAMED_ROWS &&
    headings.every((heading) => heading.trim() !== '') &&
    whole.every(({ fields }) => fields.length === headings.length + 1) &&
    whole.some(({ fields }) => (fields.at(-1) ?? '').trim() !== '') &&
    new Set(names).size === names.length &&
    !names.includes('')
  )
}

/** Columns that nobody named are counted: 0, 1, 2 or 1, 2, 3. */
const isCounted = (fields: readonly string[]): boolean =>
  fields.length > 2 &&
  ['0', '1'].includes(fields[0] ?? '') &&
  fields.every((field, index) => field === String(index + Number(fields[0])))

/** A first row with a date, or with numbers where the second has numbers too, is data. Years may head columns. */
function looksLikeHeader(first: ScannedRecord, second: ScannedRecord | undefined): boolean {
  if (isCounted(first.fields)) return second !== undefined && !isCounted(second.fields)
  return !first.fields.some((field, index) => {
    const text = field.trim()
    if (text === '' || /^(19|20)\d\d$/.test(text)) return false
    if (readNumber(text, '.') !== null || readNumber(text, ',') !== null) {
      const below = second?.fields[index]?.trim() ?? ''
      return readNumber(below, '.') !== null || readNumber(below, ',') !== null
    }
    return readWallTime(text, 'DMY') !== null || readWallTime(text, 'MDY') !== null
  })
}
