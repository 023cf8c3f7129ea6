import type { EngineJob } from '#server/duckdb/engine-job.ts'
import type { PersonalColumns } from '#shared/contract/rest/datasets.ts'
import { casesTableName, changingIds } from '../case-numbers.ts'
import { eventsTableName } from '../events-table.ts'
import { personalHashSql } from './personal-hash.ts'

export interface MarkInput {
  readonly datasetId: string
  readonly fields: readonly string[]
  /** What is not hashed yet. */
  readonly newly: PersonalColumns
  /** What is hashed after it. */
  readonly marks: PersonalColumns
  /** Hexadecimal. */
  readonly key: string
}

/** Hashes what is stored in some columns and remembers the marks, all or nothing. */
export const markPersonal: EngineJob<MarkInput, null> = async (session, { datasetId, fields, newly, marks, key }) => {
  const names = [
    ...(newly.case ? ['case_id'] : []),
    ...fields.flatMap((name, index) => (newly.columns.includes(name) ? [`a${index}`] : [])),
  ]
  const change = async (): Promise<void> => {
    if (newly.case) {
      const cases = casesTableName(eventsTableName(datasetId))
      await session.run(`UPDATE ${cases} SET case_id = ${personalHashSql('case_id', key)}`)
    }
    if (names.length > 0) {
      const changes = names.map((name) => `${name} = ${personalHashSql(name, key)}`)
      await session.run(`UPDATE ${eventsTableName(datasetId)} SET ${changes.join(', ')}`)
    }
    await session.run('UPDATE dataset_tables SET personal = $2 WHERE dataset_id = $1', [
      datasetId,
      JSON.stringify(marks),
    ])
  }
  if (newly.case) await changingIds(session, eventsTableName(datasetId), change)
  else await session.transaction(change)
  // The clear values leave the log with a checkpoint, and their space in the file is given back. While others write there can be none; then the engine's next one does it.
  await session.run('CHECKPOINT').catch(() => undefined)
  return null
}
