import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'

/** One file that was brought for a dataset. */
export interface DatasetFile {
  /** Of the first one, the dataset's. */
  readonly id: string
  readonly name: string
  readonly byteCount: number
  readonly sha256: string
}

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
      return rows.map(({ id, name, byte_count: byteCount, sha256 }) => ({ id, name, byteCount, sha256 }))
    },

    /** False when the dataset has this file already. */
    async add(datasetId: string, { id, name, byteCount, sha256 }: DatasetFile): Promise<boolean> {
      const done = await database
        .insertInto('dataset_files')
        .values({ id, dataset_id: datasetId, name, byte_count: byteCount, sha256, added_at: Date.now() })
        .onConflict((conflict) => conflict.columns(['dataset_id', 'sha256']).doNothing())
        .executeTakeFirst()
      return (done.numInsertedOrUpdatedRows ?? 0n) > 0n
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
