import type { Doorbell } from '#server/cluster/doorbell.ts'
import type { UpdateLog } from '#server/storage/ports.ts'
import type { SyncLimits } from './limits.ts'
import type { SyncLogger } from './logger.ts'
import type { Room } from './room.ts'

/** Asks a shared log for what rings did not bring: now and then, often while nobody rings, and at once when rings were missed. */
export interface LogPoll {
  close(): void
}

interface Needs {
  readonly log: UpdateLog
  readonly doorbell: Doorbell
  readonly rooms: () => Iterable<Room>
  readonly limits: SyncLimits
  readonly logger: SyncLogger
}

export function startLogPoll({ log, doorbell, rooms, limits, logger }: Needs): LogPoll {
  let timer: NodeJS.Timeout | null = null
  let isClosed = false
  let isAsking = false

  function schedule(): void {
    if (isClosed) return
    timer = setTimeout(() => void ask(), doorbell.isConnected() ? limits.pollMs : limits.pollWithoutDoorbellMs)
    timer.unref()
  }

  async function ask(): Promise<void> {
    if (isAsking || isClosed) return
    isAsking = true
    if (timer !== null) clearTimeout(timer)
    const open = [...rooms()]
    try {
      const heads =
        open.length > 0 ? await log.heads(open.map(({ journeyId }) => journeyId)) : new Map<string, number>()
      for (const room of open) {
        const head = heads.get(room.journeyId)
        if (head !== undefined) room.headIs(head)
      }
    } catch (error) {
      logger.warn({ err: error }, 'the log did not say whether there is something new')
    } finally {
      isAsking = false
      schedule()
    }
  }

  const stopMissing = doorbell.onMissed(() => void ask())
  schedule()
  return {
    close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      stopMissing()
    },
  }
}
