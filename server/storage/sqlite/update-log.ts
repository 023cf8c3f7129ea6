import { assert } from '#shared/lib/assert.ts'
import { forgetInSteps } from '../forget-in-steps.ts'
import { StorageError, type LoadedJourney, type NewUpdate, type UpdateLog } from '../ports.ts'
import { packSnapshot, unpackSnapshot } from '../snapshot-format.ts'
import { startLogWorker, type LogWorkerSession } from './log-worker-session.ts'
import type { LogAnswers, LogRequest } from './update-log-messages.ts'

export interface UpdateLogOptions {
  /** How long a commit waits for another connection to the file. */
  readonly busyTimeoutMs?: number
}

const DEFAULT_BUSY_TIMEOUT_MS = 5_000

/**
 * The update log in `<dataFolder>/waymark.sqlite`, whose tables `openDatabase` has made. Reading, numbering and committing happen in
 * a thread of its own (`update-log-worker.ts`). Should that thread die, what it had not answered is refused and the next request
 * starts a new one.
 */
export async function createUpdateLog(dataFolder: string, options: UpdateLogOptions = {}): Promise<UpdateLog> {
  const workerOptions = { dataFolder, busyTimeoutMs: options.busyTimeoutMs ?? DEFAULT_BUSY_TIMEOUT_MS }
  let session: LogWorkerSession = await startLogWorker(workerOptions)
  let restarting: Promise<void> | null = null
  let closed: Promise<void> | null = null

  async function restart(): Promise<void> {
    try {
      session = await startLogWorker(workerOptions)
    } finally {
      restarting = null
    }
  }

  async function ask<Request extends LogRequest>(request: Request): Promise<LogAnswers[Request['kind']]> {
    if (closed !== null) throw new StorageError('The update log is closed.', { fault: 'failed' })
    if (!session.isAlive()) await (restarting ??= restart())
    return (await session.ask(request)) as LogAnswers[Request['kind']]
  }

  async function closeOnce(): Promise<void> {
    if (restarting !== null) await restarting
    if (session.isAlive()) await session.close()
  }

  return {
    load: async (journeyId) => unpacked(await ask({ kind: 'load', journeyId })),
    append(journeyId, updates) {
      assert(updates.length > 0, 'an append has at least one update')
      return ask({ kind: 'append', journeyId, updates: updates.map(withOwnBuffer), at: Date.now() })
    },
    since: (journeyId, seq) => ask({ kind: 'since', journeyId, seq }),
    heads: (journeyIds) => ask({ kind: 'heads', journeyIds }),
    async loadAt(journeyId, point) {
      const loaded = await ask({ kind: 'load-at', journeyId, point })
      return loaded && unpacked(loaded)
    },
    async compact(journeyId, seq, state, summary) {
      const packed = await packSnapshot(state, summary ?? null)
      await ask({ kind: 'compact', journeyId, seq, packed, at: Date.now() })
    },
    forgetBefore: (at) =>
      forgetInSteps({
        forgettable: () => ask({ kind: 'forgettable', at }),
        forget: (journeyId, seq, limit) => ask({ kind: 'forget', journeyId, seq, limit }),
      }),
    close: () => (closed ??= closeOnce()),
  }
}

async function unpacked(loaded: LoadedJourney): Promise<LoadedJourney> {
  const { snapshot } = loaded
  return snapshot === null
    ? loaded
    : { ...loaded, snapshot: { seq: snapshot.seq, ...(await unpackSnapshot(snapshot.data)) } }
}

/** A slice of a larger buffer, such as a socket's, would take all of that buffer to the other thread. */
const withOwnBuffer = ({ data, actorId }: NewUpdate): NewUpdate => ({
  data: data.byteLength === data.buffer.byteLength ? data : data.slice(),
  actorId,
})
