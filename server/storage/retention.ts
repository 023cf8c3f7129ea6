import { DAY_MS, HOUR_MS, MINUTE_MS } from '#shared/lib/time.ts'
import type { UpdateLog } from './ports.ts'
import type { StorageLogger } from './storage.ts'

/** The first one soon after the start, so that a server that is restarted every night sweeps as well. */
const FIRST_SWEEP_AFTER_MS = MINUTE_MS
const SWEEP_EVERY_MS = HOUR_MS

export interface Retention {
  /** Stops; resolves when a sweep that is under way has ended. */
  close(): Promise<void>
}

/** Drops now and then what is older than so many days and only needed to read the past. Does not keep the process alive. */
export function startRetention(log: UpdateLog, historyDays: number, logger: StorageLogger): Retention {
  let sweeping: Promise<void> = Promise.resolve()

  async function sweep(): Promise<void> {
    try {
      const dropped = await log.forgetBefore(Date.now() - historyDays * DAY_MS)
      if (dropped > 0) logger.info({ dropped, historyDays }, 'the oldest past of the journeys was dropped')
    } catch (err) {
      logger.warn({ err }, 'the oldest past of the journeys could not be dropped; it is tried again in an hour')
    }
  }

  let timer = setTimeout(startSweep, FIRST_SWEEP_AFTER_MS).unref()
  function startSweep(): void {
    sweeping = sweep()
    timer = setTimeout(startSweep, SWEEP_EVERY_MS).unref()
  }

  return {
    close() {
      clearTimeout(timer)
      return sweeping
    },
  }
}
