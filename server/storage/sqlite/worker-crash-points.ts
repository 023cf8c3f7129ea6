import { armCrashPoint, reachCrashPoint, type CrashPoint } from '../crash-points.ts'
import type { FromWorker } from './update-log-messages.ts'

const WAIT = 0
const GO_ON = 1
const DIE = 2

/** What the log's two threads share for an armed crash point: the action belongs to the main thread, the place to the log's. */
export const crashPointGate = (): Int32Array<SharedArrayBuffer> => new Int32Array(new SharedArrayBuffer(4))

/** In the log's thread: at this place, asks the main thread and sleeps until it has answered. */
export function armInThread(
  name: CrashPoint,
  gate: Int32Array<SharedArrayBuffer>,
  tell: (message: FromWorker) => void,
): void {
  armCrashPoint(name, () => {
    tell({ kind: 'reached', name })
    Atomics.wait(gate, 0, WAIT)
    // In a worker this ends the thread alone, in the middle of what it was doing.
    if (Atomics.exchange(gate, 0, WAIT) === DIE) process.exit(1)
  })
}

/** In the main thread: runs the action that the test has armed, then lets the log's thread go on, or die when the action throws. */
export function reachForThread(name: CrashPoint, gate: Int32Array<SharedArrayBuffer>): void {
  let answer = GO_ON
  try {
    reachCrashPoint(name)
  } catch {
    // The test wants the place to fail: the thread does.
    answer = DIE
  }
  Atomics.store(gate, 0, answer)
  Atomics.notify(gate, 0)
}
