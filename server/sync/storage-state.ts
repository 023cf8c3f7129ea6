/** Whether one journey's changes reach the disk, and telling those who have it open when that changes. */
export interface StorageState {
  isAway(): boolean
  /** An attempt to store failed. */
  failed(): void
  /** Changes were stored. Returns whether some had not been taken in the meantime. */
  worked(): boolean
  /** A change was not taken, because no more can wait. */
  full(): void
}

export function createStorageState(tell: (state: 'ok' | 'waiting' | 'full') => void): StorageState {
  let state: 'ok' | 'waiting' | 'full' = 'ok'

  function become(next: typeof state): void {
    if (state === next) return
    state = next
    tell(next)
  }

  return {
    isAway: () => state !== 'ok',
    failed() {
      if (state === 'ok') become('waiting')
    },
    worked() {
      const wasFull = state === 'full'
      become('ok')
      return wasFull
    },
    full() {
      if (state === 'waiting') become('full')
    },
  }
}
