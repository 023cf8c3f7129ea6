import type { Kysely } from 'kysely'

/** What a share link asks of whoever opens it, how long and how often it serves and what it shows; and who came by it, or was removed. */
export async function up(db: Kysely<unknown>): Promise<void> {
  const { schema } = db
  await schema.alterTable('shares').addColumn('password_hash', 'text').execute()
  await schema.alterTable('shares').addColumn('expires_at', 'bigint').execute()
  await schema.alterTable('shares').addColumn('max_uses', 'integer').execute()
  await schema
    .alterTable('shares')
    .addColumn('uses', 'integer', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('shares').addColumn('last_used_at', 'bigint').execute()
  await schema.alterTable('shares').addColumn('shows', 'text').execute()

  // When who is in by now came is not known.
  await schema
    .alterTable('session_shares')
    .addColumn('opened_at', 'bigint', (column) => column.notNull().defaultTo(0))
    .execute()
  await schema.alterTable('session_shares').addColumn('removed_at', 'bigint').execute()
  await schema.alterTable('session_shares').addColumn('seen_at', 'bigint').execute()
  await schema.createIndex('session_shares_by_share').on('session_shares').column('share_id').execute()
}
