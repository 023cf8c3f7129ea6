import { dayOrderOf, shortYearParts, type DayOrder } from './timestamp-forms.ts'

/** What a column says about the order of day and month in its dates. */
export interface DateOrderEvidence {
  add(text: string): void
  /** The order that at least one date proves, the more frequent one if both are proved; `null` when none is. */
  readonly proved: () => DayOrder | null
  /** Dates that could be read either way, dates like these at all, and values of any kind. */
  readonly counts: { either: number; dates: number; values: number }
  /** All its dates may begin with a year of two digits, and more of them differ in the last place than in the first. */
  readonly mayBeYearFirst: () => boolean
}

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
  const allMayBeYearFirst = (): boolean => short.dates > 0 && short.notYearFirst === 0 && short.dates === counts.dates
  const mayBeYearFirst = (): boolean => allMayBeYearFirst() && short.lasts.size > short.firsts.size

  return {
    counts,
    mayBeYearFirst,
    add(text) {
      counts.values++
      // Nearly everything is ISO: four digits first.
      if (text.charCodeAt(4) === 45) return
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
