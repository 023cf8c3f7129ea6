import type { Kysely } from 'kysely'

/** Who was deleted while a file lay there unread, as hashes, so that whoever reads it leaves them out. They go with the file, or once it was read. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('forgotten_people')
    .addColumn('file_id', 'text', (column) => column.notNull())
    .addColumn('hash', 'text', (column) => column.notNull())
    .addColumn('dataset_id', 'text', (column) => column.notNull().references('datasets.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('forgotten_people_once', ['file_id', 'hash'])
    .execute()
  await db.schema.createIndex('forgotten_people_by_dataset').on('forgotten_people').column('dataset_id').execute()
}
