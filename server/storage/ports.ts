/** What the product needs kept, whatever keeps it. SQLite implements this today, PostgreSQL later; one test suite runs over both. */

export interface LoggedUpdate {
  readonly seq: number
  readonly data: Uint8Array
}

export interface LoadedJourney {
  /** The newest compacted state, and the updates after it, in order. */
  readonly snapshot: LoggedUpdate | null
  readonly updates: readonly LoggedUpdate[]
  /** The last sequence number, 0 when there is nothing. */
  readonly seq: number
}

/** The append-only log that is a journey's truth (decisions 1 and 2). */
export interface UpdateLog {
  /** Reads snapshot and tail in one read transaction. */
  load(journeyId: string): Promise<LoadedJourney>
  /**
   * Appends an update and resolves with its sequence number once it is on disk. Everything that arrives while an fsync is under
   * way goes into the next one. Rejects with `StorageError` when it could not be stored: then nobody may be told of it.
   */
  append(journeyId: string, data: Uint8Array, actorId: string | null): Promise<number>
  /** The updates after `seq`; `null` when compaction has already folded some of them away. */
  since(journeyId: string, seq: number): Promise<readonly LoggedUpdate[] | null>
  /** Stores `state`, which holds every update up to and including `seq`, and drops the updates that it makes superfluous. One transaction. */
  compact(journeyId: string, seq: number, state: Uint8Array): Promise<void>
  /** Resolves when everything appended before is on disk, then closes. */
  close(): Promise<void>
}

/** The store could not take or give something; the caller keeps what it has and tries again. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
}
