import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'

/** One file that was brought for a dataset. */
export interface DatasetFile {
  /** Of the first one, the dataset's. */
  readonly id: string
  readonly name: string
  readonly byteCount: number
  readonly sha256: string
  /** What fetched it; `null`: a person brought it. */
  readonly pullId: string | null
  /** The file whose place it takes once it was read; until then both are there. `null`: none. */
  readonly replaces: string | null
}

/** A file that a person brings. */
export const BY_HAND = { pullId: null, replaces: null } as const

export type DatasetFiles = ReturnType<typeof createDatasetFiles>

/** Which files a dataset is made of, in the order in which they came. Two with the same bytes are the same file. */
export function createDatasetFiles(database: Kysely<Database>) {
  return {
    async of(datasetId: string): Promise<DatasetFile[]> {
      const rows = await database
        .selectFrom('dataset_files')
        .selectAll()
        .where('dataset_id', '=', datasetId)
        .orderBy('added_at')
        .orderBy('id')
        .execute()
      return rows.map((row) => ({
        id: row.id,
        name: row.name,
        byteCount: row.byte_count,
        sha256: row.sha256,
        pullId: row.pull_id,
        replaces: row.replaces,
      }))
    },

    /** False when the dataset has this file already. */
    async add(datasetId: string, { id, name, byteCount, sha256, pullId, replaces }: DatasetFile): Promise<boolean> {
      const done = await database
        .insertInto('dataset_files')
        .values({
          id,
          dataset_id: datasetId,
          name,
          byte_count: byteCount,
          sha256,
          added_at: Date.now(),
          pull_id: pullId,
          replaces,
        })
        .onConflict((conflict) => conflict.columns(['dataset_id', 'sha256']).doNothing())
        .executeTakeFirst()
      return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
    },

    /** A file takes the place of the one that it replaces: that one's row goes, or, when it is the dataset's first, becomes this file's. */
    async settle(datasetId: string, file: DatasetFile): Promise<void> {
      const { id, name, byteCount, sha256, pullId, replaces } = file
      if (replaces === null) return
      await database.transaction().execute(async (transaction) => {
        const gone = replaces === datasetId ? id : replaces
        await transaction.deleteFrom('dataset_files').where('id', '=', gone).execute()
        await transaction
          .updateTable('dataset_files')
          .set({ name, byte_count: byteCount, sha256, pull_id: pullId, replaces: null })
          .where('id', '=', replaces === datasetId ? datasetId : id)
          .execute()
      })
    },

    async remove(id: string): Promise<void> {
      await database.deleteFrom('dataset_files').where('id', '=', id).execute()
    },

    /** Other datasets of the workspace that have this file. */
    async sameElsewhere(
      workspaceId: string,
      datasetId: string,
      sha256: string,
    ): Promise<{ id: string; name: string } | null> {
      const row = await database
        .selectFrom('dataset_files')
        .innerJoin('datasets', 'datasets.id', 'dataset_files.dataset_id')
        .select(['datasets.id', 'datasets.name'])
        .where('datasets.workspace_id', '=', workspaceId)
        .where('datasets.state', '=', 'ready')
        .where('datasets.id', '<>', datasetId)
        .where('dataset_files.sha256', '=', sha256)
        .orderBy('datasets.created_at')
        .executeTakeFirst()
      return row ?? null
    },
  }
}
