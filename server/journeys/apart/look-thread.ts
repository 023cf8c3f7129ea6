import { parentPort } from 'node:worker_threads'
import { lowerPriorityOfThread } from '#server/duckdb/lower-priority.ts'
import { assert } from '#shared/lib/assert.ts'
import type { LookAnswer, LookQuestion } from './look-apart.ts'

/** The thread of `createLookout`: looks at what it is given, one after another. */
assert(parentPort !== null, 'journeys are looked at in a worker')
const port = parentPort
// Nobody waits for it; whoever opens a journey meanwhile does. Reading its own program is half of the work of the first look.
lowerPriorityOfThread()
const { lookAt } = await import('./look.ts')
port.on('message', ({ loaded, look }: LookQuestion) => port.postMessage(answerTo({ loaded, look })))

function answerTo({ loaded, look }: LookQuestion): LookAnswer {
  try {
    return { seen: lookAt(loaded, look) }
  } catch (error) {
    return { error: error instanceof Error ? (error.stack ?? error.message) : String(error) }
  }
}
