import type { Kysely, Selectable } from 'kysely'
import type { PullOrigin, PullResult } from '#shared/contract/rest/pulls.ts'
import { newId } from '#shared/lib/ids.ts'
import type { Database } from '#server/storage/schema.ts'

/** By what the same is known again. */
export interface PullSeen {
  readonly etag?: string | undefined
  readonly lastModified?: string | undefined
  /** The highest value of the rising column that was fetched. */
  readonly last?: string | null
  /** Of the file that this is true of; when the dataset has another, nothing of this counts. */
  readonly sha256?: string | null
}

export type PullRow = Selectable<Database['dataset_pulls']>
export type RunRow = Selectable<Database['pull_runs']>

/** How a run ended. */
export interface RunEnding {
  readonly result: Exclude<PullResult, 'running'>
  readonly reason: string | null
  readonly bytes: number | null
  readonly events: number | null
}

const RUNS_KEPT = 50
const INTERRUPTED = 'The server was restarted in the middle of it.'

export const originOf = (row: PullRow): PullOrigin => JSON.parse(row.origin) as PullOrigin
export const seenOf = (row: PullRow): PullSeen => JSON.parse(row.seen) as PullSeen

export function createPullRows(database: Kysely<Database>) {
  const pulls = () => database.selectFrom('dataset_pulls').selectAll()

  return {
    of: (datasetId: string): Promise<PullRow[]> =>
      pulls().where('dataset_id', '=', datasetId).orderBy('created_at').orderBy('id').execute(),

    find: (datasetId: string, id: string): Promise<PullRow | undefined> =>
      pulls().where('id', '=', id).where('dataset_id', '=', datasetId).executeTakeFirst(),

    runsOf: (pullId: string, limit: number): Promise<RunRow[]> =>
      database
        .selectFrom('pull_runs')
        .selectAll()
        .where('pull_id', '=', pullId)
        .orderBy('started_at', 'desc')
        .orderBy('id')
        .limit(limit)
        .execute(),

    async add(row: Omit<PullRow, 'claimed_by' | 'claimed_until' | 'failures' | 'seen'>): Promise<void> {
      await database.insertInto('dataset_pulls').values(row).execute()
    },

    async change(
      id: string,
      change: Partial<Pick<PullRow, 'cron' | 'timezone' | 'mode' | 'is_paused' | 'next_at' | 'failures'>>,
    ): Promise<void> {
      await database.updateTable('dataset_pulls').set(change).where('id', '=', id).execute()
    },

    async remove(datasetId: string, id: string): Promise<boolean> {
      const done = await database
        .deleteFrom('dataset_pulls')
        .where('id', '=', id)
        .where('dataset_id', '=', datasetId)
        .executeTakeFirst()
      return done.numDeletedRows > 0n
    },

    /** What is due and nobody has, most urgent first. */
    async due(now: number): Promise<string[]> {
      const rows = await database
        .selectFrom('dataset_pulls')
        .select('id')
        .where('next_at', '<=', now)
        .where('is_paused', '=', 0)
        .where('claimed_until', '<', now)
        .orderBy('next_at')
        .limit(20)
        .execute()
      return rows.map(({ id }) => id)
    },

    /**
     * Takes a pull for one run; `undefined`: somebody else has it. `isDue`: only when it still is, so that two nodes that both saw it due
     * do not run it one after the other.
     */
    async claim(id: string, runId: string, now: number, until: number, isDue: boolean): Promise<PullRow | undefined> {
      let taking = database
        .updateTable('dataset_pulls')
        .set({ claimed_by: runId, claimed_until: until })
        .where('id', '=', id)
        .where('claimed_until', '<', now)
      if (isDue) taking = taking.where('next_at', '<=', now).where('is_paused', '=', 0)
      const taken = await taking.executeTakeFirst()
      if (taken.numUpdatedRows === 0n) return undefined
      await database
        .updateTable('pull_runs')
        .set({ result: 'failed', reason: INTERRUPTED, ended_at: now })
        .where('pull_id', '=', id)
        .where('result', '=', 'running')
        .execute()
      await database
        .insertInto('pull_runs')
        .values({
          id: runId,
          pull_id: id,
          started_at: now,
          ended_at: null,
          result: 'running',
          reason: null,
          byte_count: null,
          events: null,
        })
        .execute()
      return pulls().where('id', '=', id).executeTakeFirst()
    },

    /** False: somebody else has it now, or it is gone. */
    async keepClaim(id: string, runId: string, until: number): Promise<boolean> {
      const done = await database
        .updateTable('dataset_pulls')
        .set({ claimed_until: until })
        .where('id', '=', id)
        .where('claimed_by', '=', runId)
        .executeTakeFirst()
      return done.numUpdatedRows > 0n
    },

    /** Gives a pull back and writes down how it went. */
    async finish(
      id: string,
      runId: string,
      { result, reason, bytes, events }: RunEnding,
      after: { readonly seen: PullSeen | null; readonly failures: number; readonly nextAt: number | null },
    ): Promise<void> {
      await database
        .updateTable('dataset_pulls')
        .set({
          claimed_by: null,
          claimed_until: 0,
          failures: after.failures,
          next_at: after.nextAt,
          ...(after.seen && { seen: JSON.stringify(after.seen) }),
        })
        .where('id', '=', id)
        .where('claimed_by', '=', runId)
        .execute()
      await database
        .updateTable('pull_runs')
        .set({ ended_at: Date.now(), result, reason, byte_count: bytes, events })
        .where('id', '=', runId)
        .where('result', '=', 'running')
        .execute()
      const kept = await this.runsOf(id, RUNS_KEPT)
      const oldest = kept.length < RUNS_KEPT ? undefined : kept.at(-1)
      if (!oldest) return
      await database
        .deleteFrom('pull_runs')
        .where('pull_id', '=', id)
        .where('started_at', '<', oldest.started_at)
        .execute()
    },

    newRunId: (): string => newId<'pullRun'>(),
  }
}
