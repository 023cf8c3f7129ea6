import type { Kysely } from 'kysely'

/** The library of metrics: defined once, shown on every journey of the workspace. One that is made of others has no dataset. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('named_metrics')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id').onDelete('cascade'))
    .addColumn('dataset_id', 'text', (column) => column.references('datasets.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('description', 'text', (column) => column.notNull())
    .addColumn('definition', 'text', (column) => column.notNull())
    .addColumn('format', 'text', (column) => column.notNull())
    .addColumn('direction', 'text', (column) => column.notNull())
    .addColumn('target', 'double precision')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('named_metrics_by_workspace').on('named_metrics').column('workspace_id').execute()
  await db.schema.createIndex('named_metrics_by_dataset').on('named_metrics').column('dataset_id').execute()
}
