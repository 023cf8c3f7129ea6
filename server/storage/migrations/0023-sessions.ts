import type { Kysely } from 'kysely'

/** A proof gives the session another token; the one before is good for requests that are under way. How somebody came in, too. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('sessions').addColumn('previous_hash', 'text').execute()
  await db.schema.alterTable('sessions').addColumn('previous_until', 'bigint').execute()
  await db.schema.alterTable('sessions').addColumn('way', 'text').execute()
  await db.schema.createIndex('sessions_by_previous').on('sessions').column('previous_hash').execute()
}
