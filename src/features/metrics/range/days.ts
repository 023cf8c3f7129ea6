import type { StartsBody } from '#shared/contract/rest/readings.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { type AskedRange, lastDaysTo, type TimeRange } from '#shared/metrics/time-range.ts'

/** From the day of the first case to that of the last event, as dates; `null` while there are none. */
export function daysOf({ days, lastDay }: Pick<StartsBody, 'days' | 'lastDay'>): TimeRange | null {
  const first = days[0]?.day
  const last = days.at(-1)?.day
  if (first === undefined || last === undefined) return null
  return { from: first, to: Math.max(last, lastDay ?? last) + DAY_MS, isDays: true }
}

/** The days that are asked for, by what data there is. */
export const rangeAmong = (range: AskedRange | TimeRange, { to }: TimeRange): TimeRange =>
  'last' in range ? lastDaysTo(to - DAY_MS, range) : range

/** Cases that start within whole days. */
export const casesWithin = ({ days }: StartsBody, { from, to }: TimeRange): number =>
  days.reduce((sum, { day, cases }) => (day >= from && day < to ? sum + cases : sum), 0)

/** More bars than this are too thin to be seen. */
const BARS_MAX = 180
const WEEK_DAYS = 7

/** Cases by the days, weeks or longer spans in which they start; spans of equal length from the first day on, none left out. */
export function barsOf({ days }: StartsBody, { from, to }: TimeRange): readonly number[] {
  const count = Math.round((to - from) / DAY_MS)
  const span = count <= BARS_MAX ? 1 : Math.ceil(count / BARS_MAX / WEEK_DAYS) * WEEK_DAYS
  const bars = Array.from({ length: Math.ceil(count / span) }, () => 0)
  for (const { day, cases } of days) {
    const at = Math.floor((day - from) / DAY_MS / span)
    bars[at] = (bars[at] ?? 0) + cases
  }
  return bars
}
