import { setTimeout as delay } from 'node:timers/promises'
import { StorageError } from '#server/storage/ports.ts'
import type { Connection } from './connection.ts'

/** What must not leave the process before everything applied so far is on disk. */
export interface Held {
  /** `seq` is the last sequence number on disk. */
  release(seq: number): void
  refuse(error: StorageError): void
}

interface LogEntry {
  readonly data: Uint8Array
  readonly actorId: string | null
}

/** Changes that are committed together, and what waits for that commit. */
export interface Batch {
  readonly entries: LogEntry[]
  /** What the room's other members have to be told, in order. */
  readonly news: Uint8Array[]
  /** Whose changes these are; `null`: the server's own. */
  readonly authors: Set<Connection | null>
  /** How many of its change messages each connection may then call saved. */
  readonly saved: Map<Connection, number>
  readonly held: Held[]
}

/**
 * The room's one way to the log. Changes are applied to the live document at once, but one batch at a time goes to the log, and only
 * when it is on disk is anybody told: no client ever knows something that a crash of the server could undo. While a batch is being
 * written the next one gathers, so the disk sets the pace by itself.
 */
export interface CommitQueue {
  /** `isNews`: others have to be told. Not so for bytes that Yjs cannot place yet. */
  add(entry: LogEntry, author: Connection | null, isNews: boolean): void
  /** Will tell the connection that its change messages so far are saved. */
  acknowledge(connection: Connection): void
  /** Holds something back until all that was added before is on disk; at once when it is already. */
  hold(held: Held): void
  /** Resolves when nothing is waiting any more, or the queue was stopped. */
  settled(): Promise<void>
  /** Refuses everything that waits and takes nothing more. */
  stop(error: StorageError): void
}

interface Needs {
  readonly seq: number
  append(entry: LogEntry): Promise<number>
  /** How long changes gather before they are committed; 0: to the end of this turn. */
  windowMs(): number
  readonly patienceMs: number
  readonly retryMs: number
  /** A batch is on disk: tell everyone. Called before what was held is released. */
  committed(batch: Batch): void
  failedOnce(error: unknown): void
  /** Patience is over; the queue has stopped. */
  gaveUp(error: StorageError): void
}

const emptyBatch = (): Batch => ({ entries: [], news: [], authors: new Set(), saved: new Map(), held: [] })

export function createCommitQueue(needs: Needs): CommitQueue {
  let seq = needs.seq
  let next = emptyBatch()
  let state: 'idle' | 'gathering' | 'writing' | 'stopped' = 'idle'
  let stopError = new StorageError('The journey was closed.')

  function touched(): void {
    if (state !== 'idle') return
    if (next.entries.length === 0) {
      finish(next)
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
      const error = new StorageError('The journey could not be told of its changes.', { cause })
      stop(error)
      needs.gaveUp(error)
    })
  }

  async function write(): Promise<void> {
    state = 'writing'
    const batch = next
    next = emptyBatch()
    const error = await store(batch.entries)
    // `stop` may have come while the disk was at work; what it had not refused yet is this batch.
    if (isStopped()) refuseAll(batch, stopError)
    else if (error !== null) {
      next.held.unshift(...batch.held)
      stop(error)
      needs.gaveUp(error)
    } else {
      state = 'idle'
      finish(batch)
    }
  }

  const isStopped = (): boolean => state === 'stopped'

  /** Appends until all are stored; null, or why it gave up. */
  async function store(entries: readonly LogEntry[]): Promise<StorageError | null> {
    const deadline = Date.now() + needs.patienceMs
    let left = entries
    for (;;) {
      // All in one turn: the log takes them into one transaction.
      const outcomes = await Promise.allSettled(left.map((entry) => needs.append(entry)))
      for (const outcome of outcomes) if (outcome.status === 'fulfilled') seq = Math.max(seq, outcome.value)
      const failure = outcomes.find((outcome) => outcome.status === 'rejected')
      if (failure === undefined) return null
      needs.failedOnce(failure.reason)
      left = left.filter((_, index) => outcomes[index]?.status === 'rejected')
      if (isStopped() || Date.now() >= deadline) {
        return new StorageError('The changes could not be stored.', { cause: failure.reason })
      }
      await delay(needs.retryMs)
    }
  }

  function finish(batch: Batch): void {
    if (batch === next) next = emptyBatch()
    needs.committed(batch)
    for (const held of batch.held) held.release(seq)
    // Gathered while the disk was at work, or by what was just released.
    if (next.entries.length > 0 || next.held.length > 0 || next.saved.size > 0) touched()
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
      next.entries.push(entry)
      if (isNews) next.news.push(entry.data)
      next.authors.add(author)
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
