/** What the product needs kept, whatever keeps it: SQLite or PostgreSQL. One test suite runs over both. */

/** A change on its way to the log. */
export interface NewUpdate {
  readonly data: Uint8Array
  /** Whose change it is; `null`: the server's own. */
  readonly actorId: string | null
}

export interface LoggedUpdate {
  readonly seq: number
  readonly data: Uint8Array
}

export interface LoggedSnapshot extends LoggedUpdate {
  /** What its writer noted beside the state, to know what it holds without taking it apart; `null`: nothing. */
  readonly summary: Uint8Array | null
}

export interface LoadedJourney {
  /** The newest compacted state, and the updates after it, in order. */
  readonly snapshot: LoggedSnapshot | null
  readonly updates: readonly LoggedUpdate[]
  /** The last sequence number, 0 when there is nothing. */
  readonly seq: number
}

/** A moment in a journey's past: after the update with this number, or what stood at this instant (ms since 1970). */
export type LogPoint = { readonly seq: number } | { readonly at: number }

/**
 * The append-only log that is a journey's truth (decisions 1 and 2). Several nodes may append to one journey: the store numbers
 * their updates without gaps, in the order in which they were committed. Everything rejects with `StorageError` when it fails.
 */
export interface UpdateLog {
  /** Reads snapshot and tail as of one moment. */
  load(journeyId: string): Promise<LoadedJourney>
  /**
   * Appends all of `updates` (at least one) under consecutive numbers, or none of them, and resolves with the last number once they are
   * on disk. Everything that arrives while an fsync is under way goes into the next one. When it rejects with `unavailable`, they may
   * be stored all the same (the answer was lost): appending them again is harmless, because Yjs knows what it has.
   */
  append(journeyId: string, updates: readonly NewUpdate[]): Promise<number>
  /** The updates after `seq`, in order; `null` when some of them are not kept any more: then `load` has them folded. */
  since(journeyId: string, seq: number): Promise<readonly LoggedUpdate[] | null>
  /** The last number of each of these journeys; a journey that does not exist (any more) is missing. */
  heads(journeyIds: readonly string[]): Promise<ReadonlyMap<string, number>>
  /**
   * What `load` would have given at that point; `null` when the past is not kept so far back, or it lies before the first update. A
   * point after the last update gives the present.
   */
  loadAt(journeyId: string, point: LogPoint): Promise<LoadedJourney | null>
  /**
   * Stores `state`, which holds every update up to and including `seq`, as a snapshot to start from. In one transaction. The updates
   * stay, so that the past can be read; `forgetBefore` drops them in time. `summary` comes back with it.
   */
  compact(journeyId: string, seq: number, state: Uint8Array, summary?: Uint8Array): Promise<void>
  /** Drops what is only needed to read the past before this instant (ms since 1970). Returns how many updates and snapshots went. */
  forgetBefore(at: number): Promise<number>
  /** Resolves when everything appended before is on disk, then closes. */
  close(): Promise<void>
}

/**
 * `unavailable`: the store does not answer or takes nothing now (cut off, restarting, disk full): keep what you have and try again.
 * `journey-gone`: there is no such journey (any more). `failed`: this request will fail again.
 */
export type StorageFault = 'unavailable' | 'journey-gone' | 'failed'

/** The store could not take or give something. */
export class StorageError extends Error {
  override readonly name = 'StorageError'
  readonly fault: StorageFault

  constructor(message: string, options?: ErrorOptions & { readonly fault?: StorageFault }) {
    super(message, options)
    this.fault = options?.fault ?? 'unavailable'
  }
}
