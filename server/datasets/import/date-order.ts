import { dayOrderOf, type DayOrder } from './timestamp-forms.ts'

/** What a column says about the order of day and month in its dates. */
export interface DateOrderEvidence {
  add(text: string): void
  /** The order that at least one date proves, the more frequent one if both are proved; `null` when none is. */
  readonly proved: () => DayOrder | null
  /** Dates that could be read either way, dates like these at all, and values of any kind. */
  readonly counts: { either: number; dates: number; values: number }
}

export function createDateOrderEvidence(): DateOrderEvidence {
  const counts = { either: 0, dates: 0, values: 0 }
  let dayFirst = 0
  let monthFirst = 0
  return {
    counts,
    add(text) {
      counts.values++
      // Nearly everything is ISO: four digits first.
      if (text.charCodeAt(4) === 45) return
      const order = dayOrderOf(text)
      if (order === null) return
      counts.dates++
      if (order === 'either') counts.either++
      else if (order === 'DMY') dayFirst++
      else monthFirst++
    },
    proved: () => {
      if (dayFirst === 0 && monthFirst === 0) return null
      return dayFirst >= monthFirst ? 'DMY' : 'MDY'
    },
  }
}

/** A person has to say: most values are such dates, and not one of them proves the order. */
export function needsDateOrder({ counts, proved }: DateOrderEvidence): boolean {
  return proved() === null && counts.either > 0 && counts.dates >= counts.values / 2
}
