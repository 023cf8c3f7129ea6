import type { Kysely } from 'kysely'

/**
 * The key of a workspace by which what identifies customers is hashed, who in it may see the customers behind a number, and after how
 * many days the events of a dataset go. Which columns are hashed is kept where the events are.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workspace_keys')
    .addColumn('workspace_id', 'text', (column) => column.primaryKey().references('workspaces.id').onDelete('cascade'))
    .addColumn('key', 'text', (column) => column.notNull())
    .execute()
  await db.schema.alterTable('datasets').addColumn('retention_days', 'integer').execute()
  await db.schema
    .alterTable('workspaces')
    .addColumn('customers_seen_by', 'text', (column) => column.notNull().defaultTo('editor'))
    .execute()
}
