import type { EngineJob } from '#server/duckdb/engine-job.ts'

/**
 * A person who is being deleted from joined datasets. Once the rows that tie their ids together are gone nobody could find the others any
 * more, so that what is to go is written down first, and taken away with the last of it.
 */
export interface UnfinishedRemoval {
  readonly workspaceId: string
  /** By what they were asked for. */
  readonly values: readonly string[]
  /** All their cases, by dataset. */
  readonly cases: Readonly<Record<string, readonly string[]>>
}

const TABLE = 'CREATE TABLE IF NOT EXISTS unfinished_removals(workspace_id VARCHAR NOT NULL, removal VARCHAR NOT NULL)'

export const noteRemoval: EngineJob<UnfinishedRemoval, null> = async (session, removal) => {
  await session.transaction(async () => {
    await session.run(TABLE)
    await session.run('INSERT INTO unfinished_removals VALUES ($1, $2)', [removal.workspaceId, JSON.stringify(removal)])
  })
  return null
}

/** Of all workspaces. */
export const unfinishedRemovals: EngineJob<null, UnfinishedRemoval[]> = async (session) => {
  await session.run(TABLE)
  const rows = await session.query<{ removal: string }>('SELECT removal FROM unfinished_removals')
  return rows.map(({ removal }) => JSON.parse(removal) as UnfinishedRemoval)
}

/** Everything that was noted of a workspace was done. */
export const endRemovals: EngineJob<{ readonly workspaceId: string }, null> = async (session, { workspaceId }) => {
  await session.run('DELETE FROM unfinished_removals WHERE workspace_id = $1', [workspaceId])
  // Out of the file as well. While others write there can be no checkpoint; then the engine's next one does it.
  await session.run('CHECKPOINT').catch(() => undefined)
  return null
}
