import { createScanner, type ScannedRecord } from './scanner.ts'
import { readNumber } from './numbers.ts'
import { readWallTime } from './timestamp-forms.ts'

/** How a delimited text is written. */
export interface Dialect {
  readonly delimiter: string
  /** Line on which the header (or, without one, the first record) starts. Records before it are titles and hints. */
  readonly firstLine: number
  readonly hasHeader: boolean
  /** Of the header, or the usual number of fields when there is none. */
  readonly fieldCount: number
}

const DELIMITERS = [',', ';', '\t', '|']
const SAMPLED_RECORDS = 200
/** Titles above a table; further down a short line is a short record. */
const MAX_TITLE_LINES = 20

/** The most fields that any delimiter would make of the first line; cheap, for refusing a table of absurd width. */
export function widthOfFirstLine(head: string): number {
  const end = head.search(/[\r\n]/)
  const line = end === -1 ? head : head.slice(0, end)
  return Math.max(...DELIMITERS.map((delimiter) => line.split(delimiter).length))
}

/** Decides from the beginning of a text. `isWhole`: there is nothing after it. */
export function sniffDialect(head: string, isWhole: boolean): Dialect {
  const hint = /^sep=(.)\r?\n/i.exec(head)
  if (hint?.[1]) return describe(hint[1], records(head, hint[1], isWhole).slice(1))
  let best: { delimiter: string; records: ScannedRecord[]; score: number } | undefined
  for (const delimiter of DELIMITERS) {
    const sample = records(head, delimiter, isWhole)
    const score = scoreOf(sample)
    if (!best || score > best.score) best = { delimiter, records: sample, score }
  }
  return best ? describe(best.delimiter, best.records) : describe(',', [])
}

function records(head: string, delimiter: string, isWhole: boolean): ScannedRecord[] {
  const scanner = createScanner(delimiter)
  const found = scanner.push(head)
  if (isWhole) found.push(...scanner.end())
  return found.slice(0, SAMPLED_RECORDS + MAX_TITLE_LINES)
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

function describe(delimiter: string, sample: readonly ScannedRecord[]): Dialect {
  const usual = usualCount(sample)
  let start = 0
  while (start < Math.min(MAX_TITLE_LINES, sample.length - 1) && isTitle(sample[start], sample[start + 1], usual))
    start++
  const first = sample[start]
  if (!first) return { delimiter, firstLine: 1, hasHeader: true, fieldCount: 0 }
  const hasHeader = looksLikeHeader(first, sample[start + 1])
  return { delimiter, firstLine: first.line, hasHeader, fieldCount: hasHeader ? first.fields.length : usual }
}

function isTitle(record: ScannedRecord | undefined, next: ScannedRecord | undefined, usual: number): boolean {
  if (!record || !next || usual < 2 || record.fault) return false
  const filled = record.fields.filter((field) => field.trim() !== '').length
  if (filled <= 1) return record.fields.length < usual || usual > 2
  return usual >= 4 && record.fields.length * 2 <= usual
}

/** A first row with a date, or with numbers where the second has numbers too, is data. Years may head columns. */
function looksLikeHeader(first: ScannedRecord, second: ScannedRecord | undefined): boolean {
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
