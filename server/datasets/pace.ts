import { setTimeout as delay } from 'node:timers/promises'

/**
 * So many bytes of a file are taken in a second while people edit: as much as a network of a gigabit brings, so only who sends from this
 * very machine waits. Taken as fast as they come they would be all that the server does for seconds, and edits would wait behind them.
 */
const BYTES_PER_SECOND_BESIDE_EDITS = 100_000_000

/** Waits until as much as was taken may have been taken: not at all while nobody edits. */
export type Pace = (bytes: number) => Promise<void>

/** The pace of one file. `isEdited`: whether people edit journeys just now. */
export function createPace(isEdited: () => boolean): Pace {
  let dueMs = 0
  return async (bytes) => {
    if (!isEdited()) return
    const nowMs = performance.now()
    dueMs = Math.max(dueMs, nowMs) + (bytes / BYTES_PER_SECOND_BESIDE_EDITS) * 1_000
    await delay(dueMs - nowMs)
  }
}
