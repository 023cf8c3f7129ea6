import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'
import type { UpdateLog } from './ports.ts'
import type { StorageLogger } from './storage.ts'

export interface Rhythm {
  readonly firstAfterMs: number
  readonly everyMs: number
}

/** The first one soon after the start, so that a server that is restarted every night sweeps as well. */
export const USUAL_RHYTHM: Rhythm = { firstAfterMs: MINUTE_MS, everyMs: HOUR_MS }

export interface Retention {
  /** Stops; resolves when a sweep that is under way has ended. */
  close(): Promise<void>
}

/** Drops now and then what is older than so many days. Does not keep the process alive. */
export function startRetention(
  log: Pick<UpdateLog, 'forgetBefore'>,
  keptDays: number,
  logger: StorageLogger,
  { firstAfterMs, everyMs } = USUAL_RHYTHM,
  what = 'the oldest past of the journeys',
): Retention {
  let isClosed = false
  let sweeping: Promise<void> = Promise.resolve()
  let timer = setTimeout(startSweep, firstAfterMs).unref()

  function startSweep(): void {
    sweeping = sweep()
  }

  async function sweep(): Promise<void> {
    try {
      const dropped = await log.forgetBefore(Date.now() - keptDays * DAY_MS)
      if (dropped > 0) logger.info({ dropped, keptDays }, `${what} was dropped`)
    } catch (err) {
      logger.warn({ err }, `${what} could not be dropped; it is tried again later`)
    }
    if (!isClosed) timer = setTimeout(startSweep, everyMs).unref()
  }

  return {
    close() {
      isClosed = true
      clearTimeout(timer)
      return sweeping
    },
  }
}
