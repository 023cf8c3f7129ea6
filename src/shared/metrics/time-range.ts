import { DATE_LOCALE, DAY_MS } from '#shared/lib/time.ts'
import { calendarOf } from '#shared/lib/time-zone.ts'

/** A stretch of time in milliseconds since 1970: half open, from `from` on and before `to`, so that two that follow each other share nothing. */
export interface TimeRange {
  readonly from: number
  readonly to: number
  /**
   * Both ends are dates (when they begin in UTC), and stand for those days in the time zone of each dataset that is asked; else they are
   * instants, the same everywhere.
   */
  readonly isDays?: true | undefined
}

/** So many days up to that of the newest event, this included: it moves on with the data. Not of today: there may be no data of today. */
export interface LastDays {
  readonly last: number
}

/** The cases that somebody wants to see the numbers of, by when they start. */
export type AskedRange = (TimeRange | LastDays) & {
  /** Each number beside that of the period of equal length before. */
  readonly isBesideBefore: boolean
}

/** The longest stretch of last days, a century. */
export const LAST_DAYS_MAX = 36_525

/** The last days of data that end with a date. */
export const lastDaysTo = (lastDay: number, { last }: LastDays): TimeRange => ({
  from: lastDay - (last - 1) * DAY_MS,
  to: lastDay + DAY_MS,
  isDays: true,
})

/** `Last 30 days of data` */
export const lastDaysWords = ({ last }: LastDays): string =>
  last === 1 ? 'Last day of data' : `Last ${last} days of data`

/** The instants that a range means in a time zone. */
export function rangeIn({ from, to, isDays }: TimeRange, zone: string): TimeRange {
  if (!isDays) return { from, to }
  const { startOf } = calendarOf(zone)
  return { from: startOf(from), to: startOf(to) }
}

/** The stretch of equal length that ends where this one begins; of days as many days, however long they are. */
export const periodBefore = ({ from, to, isDays }: TimeRange): TimeRange => ({
  from: from - (to - from),
  to: from,
  ...(isDays && { isDays }),
})

const day = new Intl.DateTimeFormat(DATE_LOCALE, { day: 'numeric', month: 'short', year: 'numeric', timeZone: 'UTC' })

/**
 * `1 Aug 2026 to 31 Aug 2026 (Europe/Berlin)`, both days included, for days; `zone`: that of the dataset, or what else says whose days
 * they are. Instants are said as days of UTC where they are such, else as they are.
 */
export function rangeWords(range: TimeRange, zone = 'UTC'): string {
  const { from, to, isDays } = range
  const words = daysWords(range)
  return words
    ? `${words} (${isDays ? zone : 'UTC'})`
    : `${new Date(from).toISOString()} to before ${new Date(to).toISOString()}`
}

/** The days of a range, both included; `null`: it does not consist of whole days. */
export function daysWords({ from, to }: TimeRange): string | null {
  if (from % DAY_MS !== 0 || to % DAY_MS !== 0) return null
  const [first, last] = [dayWords(from), dayWords(to - DAY_MS)]
  return first === last ? first : `${first} to ${last}`
}

/** A date, or an instant's day in UTC: `1 Aug 2026`. */
export const dayWords = (at: number): string => day.format(at)
