import { StorageError, type LoadedJourney, type LoggedUpdate, type UpdateLog } from '../ports.ts'
import { startLogWorker, type LogWorkerSession } from './log-worker-session.ts'
import type { LogAnswer, LogRequest, WorkerData } from './update-log-messages.ts'

export interface UpdateLogOptions {
  /** How long a commit waits for the other connection to the file. */
  readonly busyTimeoutMs?: number
}

const DEFAULT_BUSY_TIMEOUT_MS = 5_000

/**
 * The update log in `<dataFolder>/waymark.sqlite`, whose tables `openDatabase` has made. Reading, numbering and committing happen in
 * a thread of its own (`update-log-worker.ts`). Should that thread die, what it had not answered is refused and the next request
 * starts a new one.
 */
export async function createUpdateLog(dataFolder: string, options: UpdateLogOptions = {}): Promise<UpdateLog> {
  const workerData: WorkerData = { dataFolder, busyTimeoutMs: options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS }
  let session: LogWorkerSession = await startLogWorker(workerData)
  let restarting: Promise<void> | null = null
  let closed: Promise<void> | null = null

  async function restart(): Promise<void> {
    try {
      session = await startLogWorker(workerData)
    } finally {
      restarting = null
    }
  }

  async function ask(request: LogRequest): Promise<LogAnswer> {
    if (closed !== null) throw new StorageError('The update log is closed.')
    if (!session.isAlive()) await (restarting ??= restart())
    return session.ask(request)
  }

  async function closeOnce(): Promise<void> {
    if (restarting !== null) await restarting
    if (session.isAlive()) await session.close()
  }

  return {
    load: async (journeyId) => (await ask({ kind: 'load', journeyId })) as LoadedJourney,
    append: async (journeyId, data, actorId) =>
      (await ask({ kind: 'append', journeyId, data, actorId, at: Date.now() })) as number,
    since: async (journeyId, seq) => (await ask({ kind: 'since', journeyId, seq })) as readonly LoggedUpdate[] | null,
    async compact(journeyId, seq, state) {
      await ask({ kind: 'compact', journeyId, seq, state, at: Date.now() })
    },
    close: () => (closed ??= closeOnce()),
  }
}
