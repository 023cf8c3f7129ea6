import type { LoadedJourney } from '#server/storage/ports.ts'

/** A row's share of the time that opening takes, in bytes of log. */
const ROW_COST_BYTES = 64
const SMALLEST_DUE_BYTES = 256 * 1024
/** Compacting a large journey costs more, so its tail may be longer: opening seldom reads more than half as much again. */
const DUE_SHARE_OF_SNAPSHOT = 0.5
/** Folding takes time from those who edit, so it waits for a pause; but not while the log grows beyond all measure. */
const OVERDUE_BYTES = 4 * 1024 * 1024
const OVERDUE_SHARE_OF_SNAPSHOT = 2
const ALWAYS_OVERDUE_BYTES = 16 * 1024 * 1024
/** Whoever opens the journey next is spared this much when its last reader leaves. */
const DUE_ON_UNLOAD_BYTES = 4 * 1024

/** When a log is looked at: somebody edits; nobody is in the journey any more; the server goes away. */
export type Occasion = 'open' | 'unload' | 'closing'

/** How much log lies after the snapshot, to know when folding it pays. */
export interface LogSize {
  /** A row of so many bytes is in the log. */
  grew(bytes: number): void
  isDue(occasion: Occasion): boolean
  /** Whether it cannot wait for a pause any more. */
  isOverdue(): boolean
  /** Call when a state is taken for a snapshot: what lies behind is accounted for, whether or not storing it succeeds. */
  folding(): void
  /** The snapshot's size is known. */
  folded(stateBytes: number): void
  /** About the size of the stored journey. */
  bytes(): number
}

export function createLogSize({ snapshot, updates }: LoadedJourney): LogSize {
  let snapshotBytes = snapshot?.data.byteLength ?? 0
  let rows = updates.length
  let tailBytes = updates.reduce((sum, { data }) => sum + data.byteLength, 0)

  const cost = (): number => tailBytes + rows * ROW_COST_BYTES

  return {
    grew(bytes) {
      rows++
      tailBytes += bytes
    },
    isDue(occasion) {
      if (occasion !== 'open') return cost() > DUE_ON_UNLOAD_BYTES
      return cost() > Math.max(SMALLEST_DUE_BYTES, snapshotBytes * DUE_SHARE_OF_SNAPSHOT)
    },
    isOverdue() {
      const share = Math.max(OVERDUE_BYTES, snapshotBytes * OVERDUE_SHARE_OF_SNAPSHOT)
      return cost() > Math.min(share, ALWAYS_OVERDUE_BYTES)
    },
    folding() {
      snapshotBytes += tailBytes
      rows = 0
      tailBytes = 0
    },
    folded(stateBytes) {
      snapshotBytes = stateBytes
    },
    bytes: () => snapshotBytes + tailBytes,
  }
}
