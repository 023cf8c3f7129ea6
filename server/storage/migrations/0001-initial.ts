import type { Kysely } from 'kysely'
import { columnTypes, type Dialect } from './dialect.ts'

/** People, sessions, journeys with their update log, shares, datasets and jobs. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { blob, double, storedInKeyOrder } = columnTypes(dialect)

  await db.schema
    .createTable('people')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('color', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('sessions')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('token_hash', 'text', (column) => column.notNull().unique())
    .addColumn('person_id', 'text', (column) => column.references('people.id').onDelete('cascade'))
    .addColumn('guest_name', 'text')
    .addColumn('color', 'integer', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_seen_at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('journeys')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('title', 'text', (column) => column.notNull())
    .addColumn('counts', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('archived_at', 'bigint')
    .execute()

  await db.schema
    .createTable('journey_updates')
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('data', blob, (column) => column.notNull())
    .addPrimaryKeyConstraint('journey_updates_key', ['journey_id', 'seq'])
    // Opening a journey is then a single walk through neighbouring pages.
    .modifyEnd(storedInKeyOrder)
    .execute()

  await db.schema
    .createTable('journey_snapshots')
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('data', blob, (column) => column.notNull())
    .addPrimaryKeyConstraint('journey_snapshots_key', ['journey_id', 'seq'])
    .execute()

  await db.schema
    .createTable('shares')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('role', 'text', (column) => column.notNull())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_by', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('revoked_at', 'bigint')
    .execute()
  await db.schema.createIndex('shares_by_journey').on('shares').column('journey_id').execute()

  await db.schema
    .createTable('session_shares')
    .addColumn('session_id', 'text', (column) => column.notNull().references('sessions.id').onDelete('cascade'))
    .addColumn('share_id', 'text', (column) => column.notNull().references('shares.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('session_shares_key', ['session_id', 'share_id'])
    .execute()

  await db.schema
    .createTable('datasets')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('profile', 'text')
    .addColumn('mapping', 'text')
    .addColumn('result', 'text')
    .addColumn('error', 'text')
    .addColumn('fields', 'text', (column) => column.notNull())
    .addColumn('job_id', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('jobs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('dataset_id', 'text', (column) => column.references('datasets.id').onDelete('cascade'))
    .addColumn('state', 'text', (column) => column.notNull())
    .addColumn('progress', double, (column) => column.notNull())
    .addColumn('rows', 'bigint', (column) => column.notNull())
    .addColumn('error', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .execute()
}
