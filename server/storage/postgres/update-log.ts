import { assert } from '#shared/lib/assert.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { forgetInSteps } from '../forget-in-steps.ts'
import { StorageError, type LoadedJourney, type UpdateLog } from '../ports.ts'
import { packSnapshot } from '../snapshot-format.ts'
import type { StorageLogger } from '../storage.ts'
import { createAppendShard } from './append-shard.ts'
import { storeSnapshot } from './compaction.ts'
import { forget, readForgettable } from './forgetting.ts'
import { createPool, type PoolOptions } from './pool.ts'
import { readSince, readState } from './read-statements.ts'

export interface UpdateLogOptions {
  readonly databaseUrl: string
  readonly logger: StorageLogger
  /** How many commits may be under way at once, each for journeys of its own. */
  readonly shards?: number
}

/**
 * One commit at a time takes most with it. `tests/bench/append.ts`: with the server on the same two cores, one wrote 12,000 updates a
 * second of 100 writers and 25,000 of 500, two wrote 8,500 and 14,700, four 6,000 and 6,400.
 */
const DEFAULT_SHARDS = 1
const READERS = 4
/** For a commit, or for reading one journey. */
const ANSWER_WITHIN_MS = 10 * SECOND_MS

/** More than any journey's last number. */
const LAST = { seq: Number.MAX_SAFE_INTEGER, at: null } as const

/** The update log in PostgreSQL, whose tables `openPostgresDatabase` has made. Several nodes may append to it at once. */
export function createPostgresUpdateLog({
  databaseUrl,
  logger,
  shards: count = DEFAULT_SHARDS,
}: UpdateLogOptions): UpdateLog {
  const options: Omit<PoolOptions, 'size'> = { databaseUrl, answerWithinMs: ANSWER_WITHIN_MS, logger }
  // Apart from each other: whoever reads much does not keep writers waiting for a connection.
  const writers = createPool({ ...options, size: count })
  const readers = createPool({ ...options, size: READERS })
  const shards = Array.from({ length: count }, () => createAppendShard(writers))
  let closed: Promise<void> | null = null

  function open<Pool>(pool: Pool): Pool {
    if (closed !== null) throw new StorageError('The update log is closed.', { fault: 'failed' })
    return pool
  }

  async function closeOnce(): Promise<void> {
    await Promise.all(shards.map((shard) => shard.settled()))
    await Promise.all([writers.close(), readers.close()])
  }

  return {
    async load(journeyId) {
      const read = (): Promise<LoadedJourney | null> =>
        open(readers).use((client) => readState(client, journeyId, LAST))
      const loaded = await read()
      if (loaded !== null) return loaded
      if (!(await hasUpdates(journeyId))) return { snapshot: null, updates: [], seq: 0 }
      // The first update may have come in between. Else: never an empty journey in the place of one that cannot be put together, because
      // whoever edits that has lost the real one.
      const again = await read()
      if (again === null) throw new StorageError(`Updates of ${journeyId} are missing.`, { fault: 'failed' })
      return again
    },
    async append(journeyId, updates) {
      assert(updates.length > 0, 'an append has at least one update')
      const shard = open(shards)[hashOf(journeyId) % count]
      assert(shard !== undefined, 'the remainder is smaller than the number of shards')
      return shard.append({ journeyId, updates })
    },
    since: async (journeyId, seq) => open(readers).use((client) => readSince(client, journeyId, seq)),
    async heads(journeyIds) {
      return open(readers).use(async (client) => {
        const { rows } = await client.query<{ journey_id: string; seq: number }>({
          name: 'waymark-heads',
          text: 'SELECT journey_id, seq FROM journey_heads WHERE journey_id = ANY ($1::text[])',
          values: [journeyIds],
        })
        return new Map(rows.map((row) => [row.journey_id, row.seq]))
      })
    },
    async loadAt(journeyId, point) {
      const readPoint = 'seq' in point ? { seq: point.seq, at: null } : { seq: null, at: point.at }
      const loaded = await open(readers).use((client) => readState(client, journeyId, readPoint))
      return loaded === null || loaded.seq < 1 ? null : loaded
    },
    async compact(journeyId, seq, state, summary) {
      const packed = await packSnapshot(state, summary ?? null)
      await open(readers).use((client) => storeSnapshot(client, journeyId, seq, packed))
    },
    forgetBefore: (at) =>
      forgetInSteps({
        forgettable: async () => open(readers).use((client) => readForgettable(client, at)),
        forget: async (journeyId, seq, limit) => open(readers).use((client) => forget(client, journeyId, seq, limit)),
      }),
    close: () => (closed ??= closeOnce()),
  }

  async function hasUpdates(journeyId: string): Promise<boolean> {
    const { rowCount } = await open(readers).use((client) =>
      client.query('SELECT FROM journey_heads WHERE journey_id = $1 AND seq > 0', [journeyId]),
    )
    return rowCount !== 0
  }
}

/** FNV-1a: spreads journeys evenly over the shards. */
function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let index = 0; index < text.length; index++) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193)
  return hash >>> 0
}
