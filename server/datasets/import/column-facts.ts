import { createAnswerObserver, type AnswerFacts } from './answers.ts'
import { isAbsent, isNobody, readNumber, trimmed } from './numbers.ts'
import { createDateOrderEvidence, type DateOrderEvidence } from './date-order.ts'
import { dayOrderOf, isDayOfDigits, isOrdinal, isShortDayOfDigits } from './timestamp-forms.ts'
import { createTimestampReader } from './timestamps.ts'
import type { SourceColumn } from './column-names.ts'

/** What the first rows say about a column. */
export interface ColumnFacts {
  readonly column: SourceColumn
  readonly index: number
  /** What a second line of headings says of it, such as the question that was asked. */
  readonly question?: string
  readonly rows: number
  readonly filled: number
  readonly distinct: number
  readonly examples: readonly string[]
  /** Shares of the filled values, 0..1. */
  readonly timeShare: number
  readonly timeOfDayShare: number
  /** Dates like 20251231 and 31122025, which are numbers as well. */
  readonly digitDayShare: number
  readonly numberShare: number
  readonly brokenNumberShare: number
  /** Values that may be answers on a scale, such as 9, 9/10, 85 %, ★★★, “10 - very likely” or “very satisfied”; `null` when there is none. */
  readonly answers: AnswerFacts | null
  readonly knownChannelShare: number
  readonly emailShare: number
  readonly phoneShare: number
  readonly ipShare: number
  readonly meanLength: number
  /** Values that as a case may be nobody, such as None. */
  readonly nobodies: number
  /** Of numbers with more digits than a spreadsheet keeps: rows, different ones, and how many of these end in 0. */
  readonly longNumbers: { readonly rows: number; readonly ids: number; readonly round: number }
  /** Values count 0, 1, 2, … or 1, 2, 3, … */
  readonly isRowIndex: boolean
  readonly dateOrder: DateOrderEvidence
}

export interface ColumnObserver {
  add(raw: string): void
  facts(): ColumnFacts
}

const EXAMPLES = 5
const SHEET_DIGITS = 15
const EXAMPLE_CHARACTERS = 200
const CHANNELS =
  /^(the )?(web|website|online|internet|app|mobile( app)?|ios|android|phone|telephone|telefon|tel[eé]fono|t[eé]l[eé]phone|call( center| centre)?|ivr|voice|store|shop|branch|filiale|desk|counter|balie|post|mail|e-?mail|letter|brief|fax|chat|chatbot|bot|sms|text|whatsapp|social|kiosk|atm|in[- ]person|agent|self[- ]service|desktop|partner|radio|tv)$/i

const EMAIL = /^[^\s@,;<>]+@[^\s@,;<>]+\.[a-z\u00A1-\uFFFF-]{2,}$/i
/** 7 to 15 digits, as people write them; a date or a plain number of few digits is none. */
const PHONE = /^(?=(?:\D*\d){7,15}\D*$)(?!\d{1,4}[-./]\d{1,2}[-./]\d{1,4}\b)[+(]?[\d\s()./-]+(\s?(x|ext\.?)\s?\d+)?$/i
/** 0:01:12 is a duration. */
const IP =
  /^(?:(?:25[0-5]|2[0-4]\d|1?\d?\d)(?:\.(?!$)|$)){4}$|^(?!\d{1,3}(?::\d\d){1,3}$)(?=(?:[^:]*:){2,7}[^:]*$)[\da-f:]{3,39}$/i

/** Watches one column of the sample. */
export function createColumnObserver(column: SourceColumn, index: number, nowMs: number): ColumnObserver {
  const mayBeOrdinal = /time|date|day|zeit|datum|tag|fecha|jour|heure|when/i.test(column.header)
  const reader = createTimestampReader('UTC', 'DMY', nowMs)
  const monthFirst = createTimestampReader('UTC', 'MDY', nowMs)
  const yearFirst = createTimestampReader('UTC', 'YMD', nowMs)
  const dateOrder = createDateOrderEvidence()
  const answers = createAnswerObserver()
  const distinct = new Set<string>()
  const examples: string[] = []
  let rows = 0
  let filled = 0
  let times = 0
  let timesOfDay = 0
  let digitDays = 0
  let numbers = 0
  let broken = 0
  let channels = 0
  let emails = 0
  let phones = 0
  let addresses = 0
  let characters = 0
  let nobodies = 0
  const long = { rows: 0, ids: 0, round: 0 }
  let isCounting = true
  let first: number | null = null

  function observeTime(text: string, isNumber: boolean): void {
    if (isShortDayOfDigits(text)) {
      const readings = [reader, monthFirst, yearFirst].map((each) => each.read(text))
      if (!readings.some((us) => us !== null && isPlausibleEpoch(us, nowMs))) return
      times++
      digitDays++
      if (text.length > 'yymmdd'.length) timesOfDay++
      return
    }
    // 2025-123 is a number of an order as well.
    if (!mayBeOrdinal && isOrdinal(text)) return
    // Only of dates like 03/14/2025 and 03142025 the order makes a difference; 99-03-14 has its year in the first place.
    const us = reader.read(text) ?? (dayOrderOf(text) === 'MDY' ? monthFirst.read(text) : yearFirst.read(text))
    if (us === null) return
    // A number is an instant only in living memory; ids and amounts are numbers too.
    if (isNumber && !/^(19|20)\d{6}$/.test(text) && !isPlausibleEpoch(us, nowMs)) return
    times++
    if (isDayOfDigits(text)) digitDays++
    if (us % 86_400_000_000 !== 0) timesOfDay++
  }

  return {
    add(raw) {
      rows++
      const text = trimmed(raw)
      if (isAbsent(text)) {
        isCounting = false
        return
      }
      filled++
      characters += text.length
      if (isNobody(text)) nobodies++
      if (text.length > SHEET_DIGITS && /^\d+$/.test(text)) {
        long.rows++
        if (!distinct.has(text)) {
          long.ids++
          if (text.endsWith('0')) long.round++
        }
      }
      distinct.add(text)
      if (examples.length < EXAMPLES && !examples.includes(text.slice(0, EXAMPLE_CHARACTERS))) {
        examples.push(text.slice(0, EXAMPLE_CHARACTERS))
      }
      const number = readNumber(text, '.') ?? readNumber(text, ',')
      if (number !== null) {
        numbers++
        if (/[.,]\d{1,2}(\D*)$/.test(text) || !Number.isInteger(number)) broken++
      }
      answers.add(text, number)
      if (isCounting) {
        first ??= number
        isCounting = number !== null && number === (first ?? 0) + rows - 1 && (first === 0 || first === 1)
      }
      observeTime(text, number !== null)
      dateOrder.add(text)
      if (text.includes('@') && EMAIL.test(text)) emails++
      if (text.length < 40 && PHONE.test(text)) phones++
      if (text.length < 40 && IP.test(text)) addresses++
      if (text.length < 24 && CHANNELS.test(text)) channels++
    },
    facts: () => ({
      column,
      index,
      rows,
      filled,
      distinct: distinct.size,
      examples,
      timeShare: share(times),
      timeOfDayShare: share(timesOfDay),
      digitDayShare: share(digitDays),
      numberShare: share(numbers),
      brokenNumberShare: share(broken),
      answers: answers.facts(filled),
      knownChannelShare: share(channels),
      emailShare: share(emails),
      phoneShare: share(phones),
      ipShare: share(addresses),
      meanLength: share(characters),
      nobodies,
      longNumbers: long,
      isRowIndex: isCounting && rows > 1,
      dateOrder,
    }),
  }

  function share(count: number): number {
    return filled === 0 ? 0 : count / filled
  }
}

function isPlausibleEpoch(us: number, nowMs: number): boolean {
  return us > Date.UTC(1990, 0) * 1000 && us < (nowMs + 5 * 365.25 * 86_400_000) * 1000
}
