import { type Kysely, sql } from 'kysely'

/** Passkeys, addresses that are proved, what was tried at the doors, and when a browser last showed whose it is. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema.alterTable('people').addColumn('email_verified_at', 'bigint').execute()
  // Where nobody proves an address two people may give the same one: a door that refused the second would tell of the first.
  await db.schema.dropIndex('people_by_email').execute()
  await db.schema.createIndex('people_by_address').on('people').column('email').execute()
  await db.schema
    .createIndex('people_by_verified_email')
    .on('people')
    .column('email')
    .unique()
    .where(sql.ref('email_verified_at'), 'is not', null)
    .execute()

  await db.schema.alterTable('sessions').addColumn('proved_at', 'bigint').execute()

  await db.schema
    .createTable('email_claims')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().unique().references('people.id').onDelete('cascade'))
    .addColumn('email', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('passkeys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('public_key', 'text', (column) => column.notNull())
    .addColumn('counter', 'bigint', (column) => column.notNull())
    .addColumn('transports', 'text', (column) => column.notNull())
    .addColumn('is_synced', 'integer', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_used_at', 'bigint')
    .execute()
  await db.schema.createIndex('passkeys_by_person').on('passkeys').column('person_id').execute()

  await db.schema
    .createTable('challenges')
    .addColumn('hash', 'text', (column) => column.primaryKey())
    .addColumn('bound_to', 'text', (column) => column.notNull())
    .addColumn('expires_at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('rate_counts')
    .addColumn('key', 'text', (column) => column.primaryKey())
    .addColumn('count', 'integer', (column) => column.notNull())
    .addColumn('ends_at', 'bigint', (column) => column.notNull())
    .execute()
}
