import type { EngineJob } from '#server/duckdb/engine-job.ts'

/** Which datasets are made of which others. In the engine's file, beside what they are made of. */
const REGISTRY = 'CREATE TABLE IF NOT EXISTS dataset_unions(dataset_id VARCHAR NOT NULL, members VARCHAR NOT NULL)'

export interface Combined {
  readonly datasetId: string
  /** In the order in which their events count when they happened at one instant. */
  readonly members: readonly string[]
}

export const openCombined: EngineJob<null, Combined[]> = async (session) => {
  await session.run(REGISTRY)
  const rows = await session.query<{ dataset_id: string; members: string }>('SELECT * FROM dataset_unions')
  return rows.map(({ dataset_id: datasetId, members }) => ({ datasetId, members: JSON.parse(members) as string[] }))
}

export const writeCombined: EngineJob<Combined, null> = async (session, { datasetId, members }) => {
  await session.run(REGISTRY)
  await session.run('INSERT INTO dataset_unions VALUES ($1, $2)', [datasetId, JSON.stringify(members)])
  return null
}

/** With the dataset itself. */
export const eraseCombined: EngineJob<{ readonly datasetId: string }, null> = async (session, { datasetId }) => {
  await session.run(REGISTRY)
  await session.run('DELETE FROM dataset_unions WHERE dataset_id = $1', [datasetId])
  return null
}
