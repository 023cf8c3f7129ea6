import type { Kysely } from 'kysely'

/** The files of which a dataset is made, known again by their contents. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('dataset_files')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('dataset_id', 'text', (column) => column.notNull().references('datasets.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('byte_count', 'bigint', (column) => column.notNull())
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('added_at', 'bigint', (column) => column.notNull())
    .addUniqueConstraint('dataset_files_once', ['dataset_id', 'sha256'])
    .execute()
  await db.schema.createIndex('dataset_files_by_contents').on('dataset_files').column('sha256').execute()
}
