import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'

/** How long ago, in the short form of a status line: `now`, `2 s ago`, `5 min ago`, `3 h ago`, `4 days ago`. */
export function timeAgo(at: number, now: number): string {
  const age = Math.max(0, now - at)
  if (age < SECOND_MS) return 'just now'
  if (age < MINUTE_MS) return `${Math.floor(age / SECOND_MS)} s ago`
  if (age < HOUR_MS) return `${Math.floor(age / MINUTE_MS)} min ago`
  if (age < DAY_MS) return `${Math.floor(age / HOUR_MS)} h ago`
  const days = Math.floor(age / DAY_MS)
  return days === 1 ? '1 day ago' : `${days} days ago`
}
