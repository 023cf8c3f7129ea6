import { setTimeout as delay } from 'node:timers/promises'
import { StorageError, type NewUpdate } from '#server/storage/ports.ts'
import type { Connection } from './connection.ts'
import { mergeNews } from './merge-news.ts'

/** What must not leave the process before everything applied so far is on disk. */
export interface Held {
  release(): void
  refuse(error: StorageError): void
}

interface Entry extends NewUpdate {
  /** Others have to be told of it. */
  readonly isNews: boolean
}

/** Changes that are committed together, and what waits for that commit. */
export interface Batch {
  readonly entries: Entry[]
  /** What the room's other members have to be told, in order. */
  readonly news: Uint8Array[]
  /** Whose changes these are; `null`: the server's own, or another node's. */
  readonly authors: Set<Connection | null>
  /** How many of its change messages each connection may then call saved. */
  readonly saved: Map<Connection, number>
  readonly held: Held[]
  bytes: number
}

/** Where the log has put a batch. */
export interface Committed {
  readonly first: number
  readonly last: number
  readonly updates: readonly Uint8Array[]
  /** From the moment when the batch went to the log. */
  readonly durationMs: number
}

/**
 * The room's one way to the log. Changes are applied to the live document at once, but one batch at a time goes to the log, and only
 * when it is on disk is anybody told: no client ever knows something that a crash of the server could undo. While a batch is being
 * written the next one gathers, so the disk sets the pace by itself. While the store is away the batch waits and is tried again.
 */
export interface CommitQueue {
  /** `isNews`: others have to be told. Not so for bytes that Yjs cannot place yet. */
  add(entry: NewUpdate, author: Connection | null, isNews: boolean): void
  /** Others have to be told of what another node has committed; after everything that was added before. */
  tell(news: Uint8Array): void
  /** Will tell the connection that its change messages so far are saved. */
  acknowledge(connection: Connection): void
  /** Holds something back until all that was added before is on disk; at once when it is already. */
  hold(held: Held): void
  /** Bytes of changes that are not on disk. */
  unsavedBytes(): number
  /** Resolves when nothing is waiting any more, or the queue was stopped. */
  settled(): Promise<void>
  /** Refuses everything that waits and takes nothing more. */
  stop(error: StorageError): void
}

interface Needs {
  append(entries: readonly NewUpdate[]): Promise<number>
  /** How long changes gather before they are committed; 0: to the end of this turn. */
  windowMs(): number
  /** How long an error that is the request's own fault is tried again. */
  readonly patienceMs: number
  readonly retryMs: number
  readonly slowMs: number
  /** A batch is on disk (`null`: it had nothing to store): tell everyone. Called before what was held is released. */
  committed(batch: Batch, where: Committed | null): void
  failedOnce(error: StorageError): void
  /** A batch is under way for `slowMs` without an answer. */
  slow(): void
  /** Patience is over; the queue has stopped. */
  gaveUp(error: StorageError): void
}

const emptyBatch = (): Batch => ({
  entries: [],
  news: [],
  authors: new Set(),
  saved: new Map(),
  held: [],
  bytes: 0,
})

/** The batch's news as one update: made from the log's own rows, which are merged already, when they are all of it. */
export function newsOf({ entries, news }: Batch, where: Committed | null): readonly Uint8Array[] {
  const isAllRows = where !== null && news.length === entries.length && entries.every(({ isNews }) => isNews)
  return mergeNews(isAllRows ? where.updates : news)
}

export function createCommitQueue(needs: Needs): CommitQueue {
  let next = emptyBatch()
  let writingBytes = 0
  let state: 'idle' | 'gathering' | 'writing' | 'stopped' = 'idle'
  let stopError = new StorageError('The journey was closed.')

  function touched(): void {
    if (state !== 'idle') return
    if (next.entries.length === 0 && next.news.length === 0) {
      finish(next, null)
      return
    }
    state = 'gathering'
    const windowMs = needs.windowMs()
    if (windowMs === 0) setImmediate(startWriting)
    else setTimeout(startWriting, windowMs)
  }

  function startWriting(): void {
    if (state !== 'gathering') return
    write().catch((cause: unknown) => {
      const error = new StorageError('The journey could not be told of its changes.', { cause, fault: 'failed' })
      stop(error)
      needs.gaveUp(error)
    })
  }

  async function write(): Promise<void> {
    const batch = next
    next = emptyBatch()
    if (batch.entries.length === 0) {
      state = 'idle'
      finish(batch, null)
      return
    }
    state = 'writing'
    writingBytes = batch.bytes
    const stored = await store(gathered(batch.entries))
    writingBytes = 0
    // `stop` may have come while the disk was at work; what it had not refused yet is this batch.
    if (isStopped()) refuseAll(batch, stopError)
    else if (stored instanceof StorageError) {
      next.held.unshift(...batch.held)
      stop(stored)
      needs.gaveUp(stored)
    } else {
      state = 'idle'
      finish(batch, stored)
    }
  }

  const isStopped = (): boolean => state === 'stopped'

  /** Appends until all are stored, or says why it gave up. */
  async function store(entries: readonly NewUpdate[]): Promise<Committed | StorageError> {
    const startedAt = performance.now()
    const slow = setTimeout(() => needs.slow(), needs.slowMs)
    try {
      return await storeUntilDone(entries, startedAt)
    } finally {
      clearTimeout(slow)
    }
  }

  async function storeUntilDone(entries: readonly NewUpdate[], startedAt: number): Promise<Committed | StorageError> {
    for (;;) {
      try {
        const last = await needs.append(entries)
        const updates = entries.map(({ data }) => data)
        return { first: last - entries.length + 1, last, updates, durationMs: performance.now() - startedAt }
      } catch (cause) {
        const error = asStorageError(cause)
        needs.failedOnce(error)
        const isHopeless = error.fault === 'failed' && performance.now() - startedAt >= needs.patienceMs
        if (isStopped() || error.fault === 'journey-gone' || isHopeless) return error
      }
      await delay(needs.retryMs)
    }
  }

  function finish(batch: Batch, where: Committed | null): void {
    if (batch === next) next = emptyBatch()
    needs.committed(batch, where)
    for (const held of batch.held) held.release()
    // Gathered while the disk was at work, or by what was just released.
    if (next.entries.length + next.news.length + next.held.length + next.saved.size > 0) touched()
  }

  function refuseAll(batch: Batch, error: StorageError): void {
    for (const held of batch.held.splice(0)) held.refuse(error)
  }

  function stop(error: StorageError): void {
    if (state === 'stopped') return
    state = 'stopped'
    stopError = error
    const batch = next
    next = emptyBatch()
    refuseAll(batch, error)
  }

  return {
    add(entry, author, isNews) {
      if (state === 'stopped') return
      next.entries.push({ ...entry, isNews })
      next.bytes += entry.data.byteLength
      if (isNews) next.news.push(entry.data)
      next.authors.add(author)
      touched()
    },
    tell(news) {
      if (state === 'stopped') return
      next.news.push(news)
      next.authors.add(null)
      touched()
    },
    acknowledge(connection) {
      if (state === 'stopped') return
      next.saved.set(connection, connection.changesReceived)
      touched()
    },
    hold(held) {
      if (state === 'stopped') {
        held.refuse(stopError)
        return
      }
      next.held.push(held)
      touched()
    },
    unsavedBytes: () => writingBytes + next.bytes,
    settled: () =>
      new Promise((resolve) => {
        const done = () => resolve()
        if (state === 'stopped') resolve()
        else {
          next.held.push({ release: done, refuse: done })
          touched()
        }
      }),
    stop,
  }
}

/** One row for what one person did within the batch: fewer rows to write, to keep and to read again, and still one author a row. */
function gathered(entries: readonly Entry[]): readonly NewUpdate[] {
  if (entries.length < 2) return entries
  const byActor = new Map<string | null, Uint8Array[]>()
  // What Yjs cannot place yet stays as it came.
  const waiting = entries.filter(({ isNews }) => !isNews)
  for (const { actorId, data, isNews } of entries) {
    if (!isNews) continue
    const own = byActor.get(actorId)
    if (own === undefined) byActor.set(actorId, [data])
    else own.push(data)
  }
  const merged = [...byActor].flatMap(([actorId, updates]) => mergeNews(updates).map((data) => ({ actorId, data })))
  return [...merged, ...waiting]
}

const asStorageError = (cause: unknown): StorageError =>
  cause instanceof StorageError
    ? cause
    : new StorageError('The changes could not be stored.', { cause, fault: 'failed' })
