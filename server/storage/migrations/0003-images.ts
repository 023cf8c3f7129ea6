import { sql, type Kysely } from 'kysely'
import { columnTypes, type Dialect } from './dialect.ts'

/** Pictures on journeys. They go with their journey. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema
    .createTable('images')
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('id', 'text', (column) => column.notNull())
    .addColumn('type', 'text', (column) => column.notNull())
    .addColumn('width', 'integer', (column) => column.notNull())
    .addColumn('height', 'integer', (column) => column.notNull())
    .addColumn('byte_count', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('data', columnTypes(dialect).blob, (column) => column.notNull())
    .addPrimaryKeyConstraint('images_key', ['journey_id', 'id'])
    .execute()
  await db.schema.createIndex('images_by_id').on('images').column('id').execute()
  // Pictures are compressed already: trying again would cost for nothing.
  if (dialect === 'postgres') await sql`alter table images alter column data set storage external`.execute(db)
}
