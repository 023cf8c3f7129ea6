import { Worker } from 'node:worker_threads'
import { StorageError, type LoadedJourney } from '#server/storage/ports.ts'
import type { FoldedLog } from './live-document.ts'

let lastInLine: Promise<unknown> = Promise.resolve()

/**
 * Folds what was read from a log in a thread of its own, so that nobody waits for it: a state of 5 MB takes a sixth of a second to write.
 * One at a time, because each needs several times the journey's memory. Rejects with `StorageError` when the log cannot be understood.
 */
export function foldApart(loaded: LoadedJourney): Promise<FoldedLog> {
  const turn = lastInLine.then(() => runThread(loaded))
  lastInLine = turn.catch(() => undefined)
  return turn
}

const runThread = (loaded: LoadedJourney): Promise<FoldedLog> =>
  new Promise((resolve, reject) => {
    const thread = new Worker(new URL('./fold-thread.ts', import.meta.url), { workerData: loaded })
    // Never a reason for the process to stay.
    thread.unref()
    const failed = (cause: unknown) =>
      reject(new StorageError('The log could not be folded.', { cause, fault: 'failed' }))
    thread.once('message', resolve)
    thread.once('error', failed)
    thread.once('exit', (code) => failed(new Error(`its thread ended with code ${code}`)))
  })
