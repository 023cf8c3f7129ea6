import { DATE_LOCALE, DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from './time.ts'

const WEEK_DAYS = 7
const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
const date = new Intl.DateTimeFormat(DATE_LOCALE, { dateStyle: 'medium' })

/** “just now”, “5 minutes ago”, “yesterday”, and after a week the date. Instants are ms since 1970. */
export function timeAgo(at: number, now: number = Date.now()): string {
  const age = Math.max(0, now - at)
  if (age < MINUTE_MS) return 'just now'
  if (age < HOUR_MS) return relative.format(-Math.floor(age / MINUTE_MS), 'minute')
  if (age < DAY_MS) return relative.format(-Math.floor(age / HOUR_MS), 'hour')
  if (age < WEEK_DAYS * DAY_MS) return relative.format(-Math.floor(age / DAY_MS), 'day')
  return date.format(at)
}

/** The short form of a status line, to the second: `just now`, `2 s ago`, `5 min ago`, `3 h ago`, `4 days ago`. */
export function timeAgoShort(at: number, now: number): string {
  const age = Math.max(0, now - at)
  if (age < SECOND_MS) return 'just now'
  if (age < MINUTE_MS) return `${Math.floor(age / SECOND_MS)} s ago`
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min ago`
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)} h ago`
  const days = Math.floor(age / DAY_MS)
  return days === 1 ? '1 day ago' : `${days} days ago`
}
