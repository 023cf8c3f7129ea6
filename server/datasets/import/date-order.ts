import { withPlainDigits } from './numbers.ts'
import { dayOrderOf, shortYearParts, type DayOrder } from './timestamp-forms.ts'

/** What a column says about the order of day and month in its dates. */
export interface DateOrderEvidence {
  add(text: string): void
  /** The order that at least one date proves, the more frequent one if both are proved; `null` when none is. */
  readonly proved: () => DayOrder | null
  /** Dates that could be read either way, dates like these at all, and values of any kind. */
  readonly counts: { either: number; dates: number; values: number }
  /** Dates that are kept as such, when none of them has a day that is no month, and all that stand as text have one; else 0. */
  readonly turned: () => number
  /** All its dates may begin with a year of two digits, and more of them differ in the last place than in the first. */
  readonly mayBeYearFirst: () => boolean
}

/** Fewer may have their days by chance. */
const FEWEST_TURNED = 3
/** Days as a spreadsheet counts them, and the day 1970-01-01 among them. */
const SERIAL = /^[2-7]\d{4}(\.\d+)?$/
const EPOCH_SERIAL = 25_569

export function createDateOrderEvidence(): DateOrderEvidence {
  const counts = { either: 0, dates: 0, values: 0 }
  let dayFirst = 0
  let monthFirst = 0
  const short = { dates: 0, yearFirst: 0, notYearFirst: 0, firsts: new Set<number>(), lasts: new Set<number>() }

  function addShort(first: number, second: number, last: number): void {
    short.dates++
    short.firsts.add(first)
    short.lasts.add(last)
    if (second < 1 || second > 12 || last < 1 || last > 31) short.notYearFirst++
    else if (first > 31) short.yearFirst++
  }
  const kept = { dates: 0, late: 0 }

  /** As ISO or as a number of days. */
  function addKept(day: number): void {
    kept.dates++
    if (day > 12) kept.late++
  }
  const allMayBeYearFirst = (): boolean => short.dates > 0 && short.notYearFirst === 0 && short.dates === counts.dates
  const mayBeYearFirst = (): boolean => allMayBeYearFirst() && short.lasts.size > short.firsts.size

  return {
    counts,
    mayBeYearFirst,
    turned: () => {
      const proving = dayFirst + monthFirst
      const isTurned = counts.either === 0 && proving >= FEWEST_TURNED && kept.dates >= FEWEST_TURNED && kept.late === 0
      return isTurned ? kept.dates : 0
    },
    add(written) {
      const text = withPlainDigits(written)
      counts.values++
      // Nearly everything is ISO: four digits first.
      if (text.charCodeAt(4) === 45) {
        addKept(Number(text.slice(8, 10)))
        return
      }
      if (SERIAL.test(text)) addKept(new Date((Math.floor(Number(text)) - EPOCH_SERIAL) * 86_400_000).getUTCDate())
      const order = dayOrderOf(text)
      const parts = shortYearParts(text)
      if (order === null && !(parts && parts[0] > 31)) return
      counts.dates++
      if (parts) addShort(...parts)
      if (order === null) return
      if (order === 'either') counts.either++
      else if (order === 'DMY') dayFirst++
      else monthFirst++
    },
    proved: () => {
      if (allMayBeYearFirst() && short.yearFirst > 0) return 'YMD'
      if (mayBeYearFirst()) return null
      if (dayFirst === 0 && monthFirst === 0) return null
      return dayFirst >= monthFirst ? 'DMY' : 'MDY'
    },
  }
}

/** A person has to say: most values are such dates, and not one of them proves the order. */
export function needsDateOrder({ counts, proved, mayBeYearFirst }: DateOrderEvidence): boolean {
  return proved() === null && (counts.either > 0 || mayBeYearFirst()) && counts.dates >= counts.values / 2
}
