import { isCrashPointArmed, reachCrashPoint, type CrashPoint } from '../crash-points.ts'
import { StorageError } from '../ports.ts'
import { appendQuery, numbersOf, type Append, type AppendedRow } from './append-statement.ts'
import { isCrossed } from './faults.ts'
import type { ConnectionPool } from './pool.ts'

/** A commit takes what is waiting, but not so much that those who come later wait long for it. */
const MOST_BYTES_IN_ONE_COMMIT = 4 * 1024 * 1024
const MOST_ROWS_IN_ONE_COMMIT = 4_000
const MOST_ATTEMPTS_WHEN_CROSSED = 5

/** Appends to some of the journeys, one commit at a time. */
export interface AppendShard {
  /** Resolves with the last number. Rejects with `StorageError`. */
  append(append: Append): Promise<number>
  /** Resolves when nothing is waiting any more. */
  settled(): Promise<void>
}

interface Waiting extends Append {
  readonly bytes: number
  readonly resolve: (last: number) => void
  readonly reject: (error: StorageError) => void
}

/** Group commit: what arrives while one commit is under way goes into the next. */
export function createAppendShard(pool: ConnectionPool): AppendShard {
  let waiting: Waiting[] = []
  let isBusy = false
  const whenSettled: (() => void)[] = []

  async function work(): Promise<void> {
    while (waiting.length > 0) {
      const batch = nextBatch(waiting)
      waiting = waiting.slice(batch.length)
      await store(batch)
    }
    isBusy = false
    for (const settled of whenSettled.splice(0)) settled()
  }

  /** Never rejects: each append hears of its own fate. */
  async function store(batch: readonly Waiting[]): Promise<void> {
    try {
      const numbers = numbersOf(batch, await commit(pool, batch))
      for (const [index, { journeyId, resolve, reject }] of batch.entries()) {
        const last = numbers[index] ?? null
        if (last === null) reject(new StorageError(`There is no journey ${journeyId}.`, { fault: 'journey-gone' }))
        else resolve(last)
      }
    } catch (cause) {
      const error = cause as StorageError
      // Somebody's own fault (an id that is no text, say) must not take the others along.
      if (error.fault === 'failed' && batch.length > 1) for (const one of batch) await store([one])
      else for (const { reject } of batch) reject(error)
    }
  }

  return {
    append: ({ journeyId, updates }) =>
      new Promise((resolve, reject) => {
        const bytes = updates.reduce((sum, { data }) => sum + data.byteLength, 0)
        waiting.push({ journeyId, updates, bytes, resolve, reject })
        if (isBusy) return
        isBusy = true
        // After everything that is being read from sockets in this turn.
        setImmediate(() => void work())
      }),
    settled: () => (isBusy ? new Promise((resolve) => whenSettled.push(resolve)) : Promise.resolve()),
  }
}

/** The longest that fits, but at least one. */
function nextBatch(waiting: readonly Waiting[]): readonly Waiting[] {
  let bytes = 0
  let rows = 0
  const tooMuch = waiting.findIndex((append, index) => {
    bytes += append.bytes
    rows += append.updates.length
    return index > 0 && (bytes > MOST_BYTES_IN_ONE_COMMIT || rows > MOST_ROWS_IN_ONE_COMMIT)
  })
  return tooMuch === -1 ? waiting : waiting.slice(0, tooMuch)
}

/** Rejects with `StorageError`. */
async function commit(pool: ConnectionPool, batch: readonly Append[]): Promise<readonly AppendedRow[]> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await commitOnce(pool, batch)
    } catch (error) {
      if (attempt === MOST_ATTEMPTS_WHEN_CROSSED || !isCrossed((error as StorageError).cause)) throw error
    }
  }
}

function commitOnce(pool: ConnectionPool, batch: readonly Append[]): Promise<readonly AppendedRow[]> {
  return pool.use(async (client) => {
    reach('append.before')
    // The statement is its own transaction. Only to stop between writing and committing does it need one around it.
    const isOpen = isCrashPointArmed('append.inserted')
    if (isOpen) await client.query('BEGIN')
    const { rows } = await client.query<AppendedRow>(appendQuery(batch))
    if (isOpen) {
      reach('append.inserted')
      await client.query('COMMIT')
    }
    reach('append.committed')
    return rows
  })
}

/** A place that fails is a connection that broke there. */
export function reach(name: CrashPoint): void {
  try {
    reachCrashPoint(name)
  } catch (cause) {
    throw new StorageError(`The connection to the database broke at ${name}.`, { cause })
  }
}
