import type { NoticeWay } from '#shared/contract/notice-kinds.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'

/** Who reads it in the app meanwhile gets no letter, and what comes in one go comes in one letter. */
export const SOON_MS = 2 * MINUTE_MS
/** Seven in the morning, UTC. */
const DIGEST_AT_MS = 7 * HOUR_MS

/** When a letter about something that happened at this instant is due, ms since 1970; `null`: none. */
export function mailTimeOf(way: NoticeWay, at: number): number | null {
  if (way === 'mail') return at + SOON_MS
  if (way !== 'digest') return null
  const today = Math.floor(at / DAY_MS) * DAY_MS + DIGEST_AT_MS
  return today > at ? today : today + DAY_MS
}
