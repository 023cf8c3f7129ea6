import { parentPort, workerData } from 'node:worker_threads'
import { assert } from '#shared/lib/assert.ts'
import type { LoadedJourney } from '#server/storage/ports.ts'
import { foldedLog } from './live-document.ts'

/** The thread of `foldApart`: folds what it was started with, says what came out, and ends. */
assert(parentPort !== null, 'the fold runs as a worker')
const folded = foldedLog(workerData as LoadedJourney)
parentPort.postMessage(folded, [folded.state.buffer as ArrayBuffer, folded.summary.buffer as ArrayBuffer])
