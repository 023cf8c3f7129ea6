import { sql, type Kysely } from 'kysely'

/**
 * Workspaces and their members. What was there belongs to the first workspace, and who was there owns it. The column has that default
 * because a store can only be given a column that cannot be empty together with what stands in it.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('workspaces')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await sql`insert into workspaces (id, name, created_at) values ('first', 'Workspace', ${Date.now()})`.execute(db)

  await db.schema
    .createTable('members')
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id').onDelete('cascade'))
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('joined_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('members_key', ['workspace_id', 'person_id'])
    .execute()
  await db.schema.createIndex('members_by_person').on('members').column('person_id').execute()
  await sql`
    insert into members (workspace_id, person_id, role, joined_at) select 'first', id, 'owner', created_at from people
  `.execute(db)

  for (const table of ['journeys', 'datasets']) {
    await db.schema
      .alterTable(table)
      .addColumn('workspace_id', 'text', (column) => column.notNull().defaultTo('first'))
      .execute()
    await db.schema.createIndex(`${table}_by_workspace`).on(table).column('workspace_id').execute()
  }
}
