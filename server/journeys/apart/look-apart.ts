import { Worker } from 'node:worker_threads'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { LoadedJourney, UpdateLog } from '#server/storage/ports.ts'
import type { Look, Looks } from './look.ts'

/** So long a thread that has nothing to do is kept: while somebody edits there is soon something again. */
const KEEP_IDLE_MS = 30 * SECOND_MS

export interface LookQuestion {
  readonly loaded: LoadedJourney
  readonly look: Look
}

export type LookAnswer = { readonly seen: Looks[Look['kind']] } | { readonly error: string }

/** Looks at journeys where nobody has to wait for it. */
export interface Lookout {
  /** As the journey is in the log by now. Rejects with `StorageError`, or when it cannot be understood. */
  look<Kind extends Look['kind']>(journeyId: string, look: Extract<Look, { kind: Kind }>): Promise<Looks[Kind]>
  /** What is under way is rejected. */
  close(): Promise<void>
}

interface Asked {
  readonly resolve: (seen: Looks[Look['kind']]) => void
  readonly reject: (error: Error) => void
}

/**
 * Reading, laying out and drawing a journey of 200 cards takes a tenth of a second, after each burst of changes; in the thread that passes
 * edits on all of them would wait for that. So a thread of its own does it, from the bytes of the log, one journey at a time, because each
 * needs several times its memory.
 */
export function createLookout(log: Pick<UpdateLog, 'load'>): Lookout {
  let thread: Worker | null = null
  let asked: Asked | null = null
  let lastInLine: Promise<unknown> = Promise.resolve()
  let resting: NodeJS.Timeout | undefined
  let isClosed = false

  function started(): Worker {
    const worker = new Worker(new URL('./look-thread.ts', import.meta.url))
    // Never a reason for the process to stay.
    worker.unref()
    worker.on('message', (answer: LookAnswer) => {
      const { resolve, reject } = taken()
      if ('seen' in answer) resolve(answer.seen)
      else reject(new Error(`A journey could not be looked at: ${answer.error}`))
    })
    const ended = (error: Error): void => {
      if (thread !== worker) return
      thread = null
      taken().reject(error)
    }
    worker.once('error', ended)
    worker.once('exit', (code) => ended(new Error(`The thread that looks at journeys ended with ${code}.`)))
    return worker
  }

  function taken(): Asked {
    const one = asked ?? { resolve: () => undefined, reject: () => undefined }
    asked = null
    return one
  }

  async function end(): Promise<void> {
    const worker = thread
    thread = null
    // Before it has ended: somebody may ask anew meanwhile, of another thread.
    taken().reject(new Error('The server is closing.'))
    await worker?.terminate()
  }

  async function ask(journeyId: string, look: Look): Promise<Looks[Look['kind']]> {
    const loaded = await log.load(journeyId)
    if (isClosed) throw new Error('The server is closing.')
    clearTimeout(resting)
    try {
      return await new Promise((resolve, reject) => {
        asked = { resolve, reject }
        thread ??= started()
        // oxlint-disable-next-line unicorn/require-post-message-target-origin -- a thread, not a window
        thread.postMessage({ loaded, look } satisfies LookQuestion)
      })
    } finally {
      resting = setTimeout(() => void end(), KEEP_IDLE_MS)
      resting.unref()
    }
  }

  return {
    look<Kind extends Look['kind']>(journeyId: string, look: Extract<Look, { kind: Kind }>) {
      const turn = lastInLine.then(() => ask(journeyId, look))
      lastInLine = turn.catch(() => undefined)
      return turn as Promise<Looks[Kind]>
    },
    async close() {
      isClosed = true
      clearTimeout(resting)
      await end()
    },
  }
}
