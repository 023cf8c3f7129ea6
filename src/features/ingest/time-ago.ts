import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'

const STEPS = [
  [DAY_MS, 'day'],
  [HOUR_MS, 'hour'],
  [MINUTE_MS, 'minute'],
  [SECOND_MS, 'second'],
] as const

const date = new Intl.DateTimeFormat('en', { dateStyle: 'medium' })
const MONTH_MS = 30 * DAY_MS

/** How long ago something was, for a person: `just now`, `2 minutes ago`, `3 days ago`, then the date. */
export function timeAgo(at: number, now: number): string {
  const age = now - at
  if (age >= MONTH_MS) return date.format(at)
  for (const [step, name] of STEPS) {
    const count = Math.floor(age / step)
    if (count >= 1) return `${count} ${name}${count === 1 ? '' : 's'} ago`
  }
  return 'just now'
}
