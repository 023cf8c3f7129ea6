import type { LoadedJourney } from '#server/storage/ports.ts'

/** A row's share of the time that opening takes, in bytes of log. */
const ROW_COST_BYTES = 64
const SMALLEST_DUE_BYTES = 256 * 1024
/** Compacting a large journey costs more, so its tail may be longer: opening never reads more than half as much again. */
const DUE_SHARE_OF_SNAPSHOT = 0.5
/** Whoever opens the journey next is spared this much when its last reader leaves. */
const DUE_ON_UNLOAD_BYTES = 4 * 1024

/** How much log lies after the snapshot, to know when folding it pays. */
export interface LogSize {
  grew(bytes: number): void
  isDue(occasion: 'open' | 'unload'): boolean
  /** Call when a state is taken for a snapshot: what lies behind is accounted for, whether or not storing it succeeds. */
  folded(stateBytes: number): void
  /** About the size of the stored journey. */
  bytes(): number
}

export function createLogSize({ snapshot, updates }: LoadedJourney): LogSize {
  let snapshotBytes = snapshot?.data.byteLength ?? 0
  let rows = updates.length
  let tailBytes = updates.reduce((sum, { data }) => sum + data.byteLength, 0)

  return {
    grew(bytes) {
      rows++
      tailBytes += bytes
    },
    isDue(occasion) {
      const cost = tailBytes + rows * ROW_COST_BYTES
      if (occasion === 'unload') return cost > DUE_ON_UNLOAD_BYTES
      return cost > Math.max(SMALLEST_DUE_BYTES, snapshotBytes * DUE_SHARE_OF_SNAPSHOT)
    },
    folded(stateBytes) {
      snapshotBytes = stateBytes
      rows = 0
      tailBytes = 0
    },
    bytes: () => snapshotBytes + tailBytes,
  }
}
