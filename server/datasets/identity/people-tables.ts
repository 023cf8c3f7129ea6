import type { IdentityDeclaration } from '#shared/contract/rest/identity.ts'
import type { EngineJob, EngineSession } from '#server/duckdb/engine-job.ts'
import { numberOfName } from '../case-numbers.ts'
import { attributeColumns, eventsTableName } from '../events-table.ts'

/**
 * Which datasets are joined, and by what. Kept in the engine's own file beside the people themselves and changed in one transaction with
 * them, so that a declaration and what it does cannot part.
 */
const REGISTRY = `CREATE TABLE IF NOT EXISTS dataset_identity(
  dataset_id VARCHAR NOT NULL, workspace_id VARCHAR NOT NULL, declared VARCHAR NOT NULL, since DOUBLE NOT NULL)`

export interface Joined {
  readonly datasetId: string
  readonly workspaceId: string
  readonly declaration: IdentityDeclaration
  /** Ms since 1970. */
  readonly since: number
}

/** Of the cases that are joined with another, here or in another dataset, whose they are. */
export const peopleTableName = (datasetId: string): string => `people_of_${eventsTableName(datasetId)}`

/** What stands after FROM for the events of a dataset whose cases are people. The cases as they came stay in the table of events. */
export function joinedRows(datasetId: string, attributes: number): string {
  const columns = ['ts', 'seq', 'event', 'channel', 'value', ...attributeColumns(attributes)]
  const name = 'coalesce(p.person, o.case_id)'
  return `(SELECT ${name} AS case_id, ${numberOfName(name)} AS case_no, ${columns.map((name) => `o.${name}`).join(', ')}
    FROM ${eventsTableName(datasetId)} o LEFT JOIN ${peopleTableName(datasetId)} p ON p.case_id = o.case_id)`
}

/** Which datasets are joined. */
export const openIdentity: EngineJob<null, Joined[]> = async (session) => {
  await session.run(REGISTRY)
  const rows = await session.query<{ dataset_id: string; workspace_id: string; declared: string; since: number }>(
    'SELECT * FROM dataset_identity ORDER BY dataset_id',
  )
  for (const { dataset_id: id } of rows) await makePeopleTable(session, id)
  return rows.map(({ dataset_id: datasetId, workspace_id: workspaceId, declared, since }) => ({
    datasetId,
    workspaceId,
    declaration: JSON.parse(declared) as IdentityDeclaration,
    since,
  }))
}

export const makePeopleTable = (session: EngineSession, datasetId: string): Promise<void> =>
  session.run(
    `CREATE TABLE IF NOT EXISTS ${peopleTableName(datasetId)}(case_id VARCHAR NOT NULL, person VARCHAR NOT NULL)`,
  )

/** Within the transaction that changes the people. */
export async function writeDeclaration(session: EngineSession, joined: Joined): Promise<void> {
  const { datasetId, workspaceId, declaration, since } = joined
  await session.run('DELETE FROM dataset_identity WHERE dataset_id = $1', [datasetId])
  await session.run('INSERT INTO dataset_identity VALUES ($1, $2, $3, $4)', [
    datasetId,
    workspaceId,
    JSON.stringify(declaration),
    since,
  ])
}

/** The cases are what they were. The table stays, empty: a question that is under way may still look into it. */
export async function eraseDeclaration(session: EngineSession, datasetId: string): Promise<void> {
  await makePeopleTable(session, datasetId)
  await session.run(`DELETE FROM ${peopleTableName(datasetId)}`)
  await session.run('DELETE FROM dataset_identity WHERE dataset_id = $1', [datasetId])
}

/** With the dataset itself. */
export async function dropPeople(session: EngineSession, datasetId: string): Promise<void> {
  await session.run(REGISTRY)
  await session.run(`DROP TABLE IF EXISTS ${peopleTableName(datasetId)}`)
  await session.run('DELETE FROM dataset_identity WHERE dataset_id = $1', [datasetId])
}
