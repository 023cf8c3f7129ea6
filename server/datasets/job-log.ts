import type { Kysely } from 'kysely'
import type { JobBody } from '#shared/contract/rest/datasets.ts'
import { newId } from '#shared/lib/ids.ts'
import type { Database } from '#server/storage/schema.ts'
import { plainError, type PlainError } from './dataset-rows.ts'
import type { FileProgress } from './import/profile-job.ts'

/** Work that somebody is waiting for: told while it runs, kept when it is over. */
export interface JobLog {
  start(kind: JobBody['kind'], datasetId: string): Promise<RunningJob>
  find(id: string): Promise<JobBody | undefined>
  /** `null`: there is no such job. */
  datasetOf(id: string): Promise<string | null>
  /** After a restart: what was running is not any more. */
  failInterrupted(): Promise<void>
  /** How often the last jobs of a dataset, one after the other, were cut off by a restart. */
  interruptionsOf(datasetId: string): Promise<number>
}

export interface RunningJob {
  readonly id: string
  /** Kept in memory only: progress is not worth a write. */
  progressed(progress: FileProgress): void
  /** `error`: null when it went well. */
  finished(error: PlainError | null): Promise<void>
}

export function createJobLog(database: Kysely<Database>): JobLog {
  const running = new Map<string, JobBody>()

  return {
    async start(kind, datasetId) {
      const id = newId<'Job'>()
      const now = Date.now()
      running.set(id, { id, kind, state: 'running', progress: 0, rows: 0, error: null })
      await database
        .insertInto('jobs')
        .values({
          id,
          kind,
          dataset_id: datasetId,
          state: 'running',
          progress: 0,
          rows: 0,
          error: null,
          created_at: now,
          updated_at: now,
        })
        .execute()
      return {
        id,
        progressed({ progress, rows }) {
          const job = running.get(id)
          if (job) running.set(id, { ...job, progress: Math.min(progress, 0.99), rows })
        },
        async finished(error) {
          const rows = running.get(id)?.rows ?? 0
          await database
            .updateTable('jobs')
            .set({
              state: error === null ? 'done' : 'failed',
              progress: 1,
              rows,
              error: error === null ? null : JSON.stringify(error),
              updated_at: Date.now(),
            })
            .where('id', '=', id)
            .execute()
          running.delete(id)
        },
      }
    },

    async find(id) {
      const live = running.get(id)
      if (live) return live
      const row = await database.selectFrom('jobs').selectAll().where('id', '=', id).executeTakeFirst()
      if (!row) return undefined
      return {
        id: row.id,
        kind: row.kind as JobBody['kind'],
        state: row.state as JobBody['state'],
        progress: row.progress,
        rows: row.rows,
        error: row.error === null ? null : (JSON.parse(row.error) as PlainError),
      }
    },

    async datasetOf(id) {
      const row = await database.selectFrom('jobs').select('dataset_id').where('id', '=', id).executeTakeFirst()
      return row?.dataset_id ?? null
    },

    async interruptionsOf(datasetId) {
      const jobs = await database
        .selectFrom('jobs')
        .select('error')
        .where('dataset_id', '=', datasetId)
        .orderBy('created_at', 'desc')
        .limit(10)
        .execute()
      const last = jobs.findIndex(({ error }) => !error?.includes('"import-interrupted"'))
      return last === -1 ? jobs.length : last
    },

    async failInterrupted() {
      await database
        .updateTable('jobs')
        .set({ state: 'failed', error: JSON.stringify(plainError('import-interrupted')), updated_at: Date.now() })
        .where('state', '=', 'running')
        .execute()
    },
  }
}
