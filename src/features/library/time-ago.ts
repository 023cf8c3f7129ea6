import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'

const WEEK_DAYS = 7

/** “just now”, “5 minutes ago”, “yesterday”, and after a week the date. Instants are ms since 1970. */
export function timeAgo(instant: number, now: number = Date.now()): string {
  const age = Math.max(0, now - instant)
  if (age < MINUTE_MS) return 'just now'
  const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' })
  if (age < HOUR_MS) return relative.format(-Math.floor(age / MINUTE_MS), 'minute')
  if (age < DAY_MS) return relative.format(-Math.floor(age / HOUR_MS), 'hour')
  if (age < WEEK_DAYS * DAY_MS) return relative.format(-Math.floor(age / DAY_MS), 'day')
  return new Intl.DateTimeFormat('en', { dateStyle: 'medium' }).format(instant)
}
