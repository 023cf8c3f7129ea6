import { Cron } from 'croner'
import { HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'

/** When a pull is due. */
export interface Schedule {
  /** Five parts: minute, hour, day of the month, month, day of the week. */
  readonly cron: string
  readonly timezone: string
}

/** After so many failures one after the other only the plan counts. */
const TRIES_SOONER = 6

/** The first instant of the plan after this one; `null`: the plan or its zone cannot be read, or it never comes. */
export function nextTime({ cron, timezone }: Schedule, afterMs: number): number | null {
  try {
    return new Cron(cron, { timezone, mode: '5-part', paused: true }).nextRun(new Date(afterMs))?.getTime() ?? null
  } catch {
    return null
  }
}

/** After a failure: sooner than the plan says, after 1, 2, 4 … minutes, at most an hour. */
export function nextTry(schedule: Schedule, failures: number, nowMs: number): number | null {
  const planned = nextTime(schedule, nowMs)
  if (failures === 0 || failures > TRIES_SOONER) return planned
  const soon = nowMs + Math.min(HOUR_MS, MINUTE_MS * 2 ** (failures - 1))
  return planned === null ? soon : Math.min(planned, soon)
}
