import type { Kysely } from 'kysely'

/** Where the events of a dataset come from by themselves: senders with a key of their own, and what is fetched by a plan. */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('event_sources')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('dataset_id', 'text', (column) => column.notNull().references('datasets.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('key_hash', 'text', (column) => column.notNull().unique())
    .addColumn('secret', 'text')
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('last_at', 'bigint')
    .addColumn('accepted', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('duplicates', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('rejected', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('rejects', 'text', (column) => column.notNull().defaultTo('[]'))
    .execute()
  await db.schema.createIndex('event_sources_by_dataset').on('event_sources').column('dataset_id').execute()

  await db.schema
    .createTable('dataset_pulls')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('dataset_id', 'text', (column) => column.notNull().references('datasets.id').onDelete('cascade'))
    .addColumn('origin', 'text', (column) => column.notNull())
    .addColumn('secret', 'text')
    .addColumn('cron', 'text', (column) => column.notNull())
    .addColumn('timezone', 'text', (column) => column.notNull())
    .addColumn('mode', 'text', (column) => column.notNull())
    .addColumn('is_paused', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('next_at', 'bigint')
    .addColumn('claimed_by', 'text')
    .addColumn('claimed_until', 'bigint', (column) => column.notNull().defaultTo(0))
    .addColumn('failures', 'integer', (column) => column.notNull().defaultTo(0))
    .addColumn('seen', 'text', (column) => column.notNull().defaultTo('{}'))
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('dataset_pulls_by_dataset').on('dataset_pulls').column('dataset_id').execute()
  await db.schema.createIndex('dataset_pulls_by_time').on('dataset_pulls').column('next_at').execute()

  await db.schema
    .createTable('pull_runs')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('pull_id', 'text', (column) => column.notNull().references('dataset_pulls.id').onDelete('cascade'))
    .addColumn('started_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint')
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('reason', 'text')
    .addColumn('byte_count', 'bigint')
    .addColumn('events', 'bigint')
    .execute()
  await db.schema.createIndex('pull_runs_by_pull').on('pull_runs').columns(['pull_id', 'started_at']).execute()

  await db.schema.alterTable('dataset_files').addColumn('pull_id', 'text').execute()
  await db.schema.alterTable('dataset_files').addColumn('replaces', 'text').execute()
}
