import type { Kysely } from 'kysely'

/** On which sites' pages a share link's journey may be shown. A link that is not here: on none. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('share_embeds')
    .addColumn('share_id', 'text', (column) => column.primaryKey().references('shares.id').onDelete('cascade'))
    .addColumn('sites', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
}
