import type { EngineJob } from '#server/duckdb/engine-job.ts'
import type { PersonalColumns } from '#shared/contract/rest/datasets.ts'
import { casesTableName, changingIds } from './case-numbers.ts'
import { eventsTableName } from './events-table.ts'

export interface FindCasesInput {
  readonly datasetId: string
  readonly fields: readonly string[]
  readonly personal: PersonalColumns
  /** Fields that identify people, in clear. */
  readonly alsoIn: readonly string[]
  /** The id of a case, or what stands in a personal column. */
  readonly values: readonly string[]
}

export interface FoundCases {
  readonly cases: readonly string[]
  readonly events: number
}

/** The cases of one person. A clear address is found however its letters are written. */
export const findCases: EngineJob<FindCasesInput, FoundCases> = async (
  session,
  { datasetId, fields, personal, alsoIn, values },
) => {
  const table = eventsTableName(datasetId)
  const columnsOf = (names: readonly string[]): readonly string[] =>
    fields.flatMap((name, index) => (names.includes(name) ? [`a${index}`] : []))
  const clear = columnsOf(alsoIn)
  const exact = values.map((_, at) => `$${at + 1}::VARCHAR`).join(', ')
  const addresses = values.flatMap((value, at) => (value.includes('@') ? [`lower($${at + 1}::VARCHAR)`] : []))
  const conditions = ['case_id', ...columnsOf(personal.columns), ...clear].map((column) => `${column} IN (${exact})`)
  for (const column of addresses.length > 0 ? ['case_id', ...clear] : []) {
    conditions.push(`lower(${column}) IN (${addresses.join(', ')})`)
  }
  const rows = await session.query<{ id: string; events: number }>(
    `SELECT case_id AS id, count(*) AS events FROM ${table}
     WHERE case_id IN (SELECT case_id FROM ${table} WHERE ${conditions.join(' OR ')}) GROUP BY case_id ORDER BY case_id`,
    [...values],
  )
  return { cases: rows.map(({ id }) => id), events: rows.reduce((sum, { events }) => sum + events, 0) }
}

export interface RemoveCasesInput {
  readonly datasetId: string
  readonly cases: readonly string[]
}

const CASES_AT_ONCE = 500

/** Deletes all events of some cases; gives how many there were. */
export const removeCases: EngineJob<RemoveCasesInput, number> = async (session, { datasetId, cases }) => {
  const table = eventsTableName(datasetId)
  const removed = await changingIds(session, table, async () => {
    let events = 0
    for (let from = 0; from < cases.length; from += CASES_AT_ONCE) {
      const some = cases.slice(from, from + CASES_AT_ONCE)
      const list = some.map((_, at) => `$${at + 1}::VARCHAR`).join(', ')
      const [counted] = await session.query<{ events: number }>(
        `SELECT count(*) AS events FROM ${table} WHERE case_id IN (${list})`,
        some,
      )
      events += counted?.events ?? 0
      await session.run(`DELETE FROM ${table} WHERE case_id IN (${list})`, some)
      await session.run(`DELETE FROM ${casesTableName(table)} WHERE case_id IN (${list})`, some)
    }
    return events
  })
  // What was deleted leaves the file with a checkpoint. While others write there can be none; then the engine's next one does it.
  await session.run('CHECKPOINT').catch(() => undefined)
  return removed
}
