import type { PullItem, PullOrigin, PullResult } from '#shared/contract/rest/pulls.ts'
import { DATE_LOCALE, DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'

/** The plans that most people want; any other is written as five parts. */
export const PLANS = [
  { cron: '0 * * * *', label: 'Every hour' },
  { cron: '0 6 * * *', label: 'Every day at 06:00' },
  { cron: '0 6 * * 1-5', label: 'Monday to Friday at 06:00' },
  { cron: '0 6 * * 1', label: 'Every Monday at 06:00' },
  { cron: '0 6 1 * *', label: 'On the first of each month at 06:00' },
] as const

/** A plan in words, where there are some. */
export const planWords = (cron: string): string =>
  PLANS.find((plan) => plan.cron === cron)?.label ?? `By the plan ${cron}`

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'always' })

/** “in 5 hours, on Sun 29 Nov, 03:00”; in the zone of the plan. */
export function nextWords(at: number, timezone: string, now: number): string {
  const left = at - now
  const when = new Intl.DateTimeFormat(DATE_LOCALE, {
    weekday: 'short',
    month: 'short',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
    timeZone: timezone,
  }).format(at)
  if (left < MINUTE_MS) return 'within a minute'
  const [count, unit] =
    left < HOUR_MS
      ? ([left / MINUTE_MS, 'minute'] as const)
      : left < 2 * DAY_MS
        ? ([left / HOUR_MS, 'hour'] as const)
        : ([left / DAY_MS, 'day'] as const)
  return `${relative.format(Math.round(count), unit)}, on ${when} (${timezone})`
}

/** Where it comes from, short enough for a title. */
export const originWords = (origin: PullOrigin): string =>
  origin.kind === 'url'
    ? origin.url.replace(/^https?:\/\//, '').replace(/[?#].*$/, '')
    : `${origin.database} on ${origin.host}`

/** What happens with what comes. */
export function modeWords({ origin, mode }: Pick<PullItem, 'origin' | 'mode'>): string {
  if (origin.kind === 'postgres' && origin.watermark !== null)
    return `Rows with a higher “${origin.watermark}” are added.`
  return mode === 'replace'
    ? 'What comes takes the place of what came from here before.'
    : 'What comes is added to what came before.'
}

export const RESULT_WORDS: Readonly<Record<PullResult, string>> = {
  running: 'Fetching',
  imported: 'Fetched and read',
  unchanged: 'Nothing new',
  'columns-needed': 'Waits for its columns to be chosen',
  failed: 'Failed',
}
