import { DAY_MS } from '#shared/lib/time.ts'

/** A stretch of time in milliseconds since 1970: half open, from `from` on and before `to`, so that two that follow each other share nothing. */
export interface TimeRange {
  readonly from: number
  readonly to: number
}

/** The cases that somebody wants to see the numbers of, by when they start. */
export interface AskedRange extends TimeRange {
  /** Each number beside that of the period of equal length before. */
  readonly isBesideBefore: boolean
}

/** The stretch of equal length that ends where this one begins. */
export const periodBefore = ({ from, to }: TimeRange): TimeRange => ({ from: from - (to - from), to: from })

const day = new Intl.DateTimeFormat('en', { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/** `1 Aug 2026 to 31 Aug 2026 (UTC)`, both days included, where it consists of whole days; else both instants. */
export function rangeWords({ from, to }: TimeRange): string {
  if (from % DAY_MS !== 0 || to % DAY_MS !== 0)
    return `${new Date(from).toISOString()} to before ${new Date(to).toISOString()}`
  const [first, last] = [dayWords(from), dayWords(to - DAY_MS)]
  return first === last ? `${first} (UTC)` : `${first} to ${last} (UTC)`
}

/** An instant's day in UTC: `1 Aug 2026`. */
export function dayWords(at: number): string {
  const parts = new Map(day.formatToParts(at).map(({ type, value }) => [type, value]))
  return `${parts.get('day') ?? ''} ${parts.get('month') ?? ''} ${parts.get('year') ?? ''}`
}
