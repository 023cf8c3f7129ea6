import { rangeOfTexts, rangeTexts } from './instant-text.ts'
import { type AskedRange, LAST_DAYS_MAX, type LastDays, type TimeRange } from './time-range.ts'

/** The parameter by which addresses and queries say what numbers are held against. */
export const COMPARE = 'compare'

/** The same, and those that say of which time they are. */
export const RANGE_NAMES = ['from', 'to', 'last', COMPARE] as const

/** Of which time, without a comparison. */
export const timeQuery = (range: TimeRange | LastDays): Readonly<Record<string, string>> =>
  'last' in range ? { last: String(range.last) } : rangeTexts(range)

/** The same, and whether beside the period before. */
export const rangeQuery = (range: AskedRange): Readonly<Record<string, string>> => ({
  ...timeQuery(range),
  ...(range.isBesideBefore && { compare: 'previous' }),
})

/** The range that such a query says; `null`: all time. */
export function rangeOfQuery(query: { get(name: string): string | null }): AskedRange | null {
  const isBesideBefore = query.get('compare') === 'previous'
  const last = /^\d{1,5}$/.test(query.get('last') ?? '') ? Number(query.get('last')) : 0
  if (last >= 1 && last <= LAST_DAYS_MAX) return { last, isBesideBefore }
  const range = rangeOfTexts(query.get('from'), query.get('to'))
  return range && { ...range, isBesideBefore }
}
