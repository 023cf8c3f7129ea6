import type { TimeRange } from './time-range.ts'

/** A date (when it begins in UTC, ms since 1970) as `2026-08-01`. */
export const dateText = (date: number): string => new Date(date).toISOString().slice(0, 10)

/** As addresses write the ends of a range: dates of days, else instants in ISO 8601. */
export function rangeTexts({ from, to, isDays }: TimeRange): { readonly from: string; readonly to: string } {
  const textOf = isDays ? dateText : (at: number): string => new Date(at).toISOString()
  return { from: textOf(from), to: textOf(to) }
}

/** The range that such texts say; `null` for any others. */
export function rangeOfTexts(from: string | null, to: string | null): TimeRange | null {
  const [first, end] = [instantOf(from), instantOf(to)]
  if (first === null || end === null || first >= end) return null
  const isDays = isDate(from) && isDate(to)
  return { from: first, to: end, ...(isDays && { isDays }) }
}

const isDate = (text: string | null): boolean => text !== null && !text.includes('T')

/** The instant that a text says, of a date its start in UTC; `null` for any other. */
export function instantOf(text: string | null): number | null {
  if (text === null || !/^\d{4}-\d\d-\d\d(T\S+(Z|[+-]\d\d:\d\d))?$/.test(text)) return null
  const at = Date.parse(text)
  return Number.isNaN(at) ? null : at
}
