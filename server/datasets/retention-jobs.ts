import type { EngineJob } from '#server/duckdb/engine-job.ts'
import { beginAnew, changingIds } from './case-numbers.ts'
import { eventsTableName } from './events-table.ts'
import { FIRST_LIVE_SEQ } from './table-jobs.ts'

export interface BeforeInput {
  readonly datasetId: string
  /** Microseconds since 1970; events before it. */
  readonly beforeUs: number
}

export interface OldEvents {
  readonly events: number
  readonly cases: number
  /** Those of them that came by a file. */
  readonly imported: number
}

/** How many events are older. */
export const countBefore: EngineJob<BeforeInput, OldEvents> = async (session, { datasetId, beforeUs }) => {
  const [counted] = await session.query<OldEvents>(
    `SELECT count(*) AS events, count(DISTINCT case_id) AS cases, count(*) FILTER (WHERE seq < ${FIRST_LIVE_SEQ}) AS imported
     FROM ${eventsTableName(datasetId)} WHERE epoch_us(ts) < $1`,
    [beforeUs],
  )
  return counted ?? { events: 0, cases: 0, imported: 0 }
}

/** Deletes the events that are older. */
export const removeBefore: EngineJob<BeforeInput, null> = async (session, { datasetId, beforeUs }) => {
  const table = eventsTableName(datasetId)
  await changingIds(session, table, async () => {
    await session.run(`DELETE FROM ${table} WHERE epoch_us(ts) < $1`, [beforeUs])
    await beginAnew(session, table, beforeUs)
  })
  // While others write there can be no checkpoint; then the engine's next one does it.
  await session.run('CHECKPOINT').catch(() => undefined)
  return null
}
