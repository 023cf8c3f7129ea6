import type { Kysely } from 'kysely'

/** How a file of a dataset names its columns otherwise than the first, and whether it was read. Files from before were. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('dataset_files').addColumn('columns', 'text').execute()
  await db.schema.alterTable('dataset_files').addColumn('profile', 'text').execute()
  await db.schema
    .alterTable('dataset_files')
    .addColumn('state', 'text', (column) => column.notNull().defaultTo('read'))
    .execute()
}
