import type { Kysely } from 'kysely'
import { columnTypes, type Dialect } from './dialect.ts'

/** What is told of the past: who did what that access depends on, who edited what, and when a journey was reviewed. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const { counter } = columnTypes(dialect)

  // Nothing refers to people or journeys: what they did is still known when they are gone.
  await db.schema
    .createTable('audit_entries')
    .addColumn('seq', counter, (column) =>
      dialect === 'sqlite' ? column.primaryKey().autoIncrement() : column.primaryKey(),
    )
    .addColumn('at', 'bigint', (column) => column.notNull())
    .addColumn('workspace_id', 'text')
    .addColumn('journey_id', 'text')
    .addColumn('actor_kind', 'text', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('actor_name', 'text')
    .addColumn('act', 'text', (column) => column.notNull())
    .addColumn('result', 'text', (column) => column.notNull())
    .addColumn('target_kind', 'text')
    .addColumn('target_id', 'text')
    .addColumn('target_name', 'text')
    .addColumn('details', 'text')
    .addColumn('address', 'text')
    .execute()
  await db.schema
    .createIndex('audit_entries_by_workspace')
    .on('audit_entries')
    .columns(['workspace_id', 'seq'])
    .execute()
  await db.schema.createIndex('audit_entries_by_at').on('audit_entries').column('at').execute()

  await db.schema
    .createTable('edit_stretches')
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('first_seq', 'bigint', (column) => column.notNull())
    .addColumn('last_seq', 'bigint', (column) => column.notNull())
    .addColumn('actor_id', 'text')
    .addColumn('begun_at', 'bigint', (column) => column.notNull())
    .addColumn('ended_at', 'bigint', (column) => column.notNull())
    .addColumn('changes', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('edit_stretches_key', ['journey_id', 'first_seq'])
    .execute()
  await db.schema.createIndex('edit_stretches_by_end').on('edit_stretches').column('ended_at').execute()

  await db.schema
    .createTable('review_plans')
    .addColumn('journey_id', 'text', (column) => column.primaryKey().references('journeys.id').onDelete('cascade'))
    .addColumn('cadence', 'text', (column) => column.notNull())
    .addColumn('next_at', 'bigint')
    .addColumn('reminded_at', 'bigint')
    .execute()

  await db.schema
    .createTable('reviews')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('person_id', 'text')
    .addColumn('note', 'text', (column) => column.notNull())
    .addColumn('at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('reviews_by_journey').on('reviews').columns(['journey_id', 'at']).execute()
}
