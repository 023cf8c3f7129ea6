import type { Kysely } from 'kysely'

/**
 * Threads of comments on journeys, what each reader has seen of them, and what people are told of. All of it goes with its journey.
 * Authors and readers are persons or guests, so their ids refer to no one table; a guest's name would go with their session, and is kept.
 */
export async function up(db: Kysely<unknown>): Promise<void> {
  await db.schema
    .createTable('comment_heads')
    .addColumn('journey_id', 'text', (column) => column.primaryKey().references('journeys.id').onDelete('cascade'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .execute()

  await db.schema
    .createTable('threads')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('anchor', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('resolved_at', 'bigint')
    .addColumn('resolved_by', 'text')
    .addColumn('resolved_name', 'text')
    .execute()
  await db.schema.createIndex('threads_by_seq').on('threads').columns(['journey_id', 'seq']).execute()

  await db.schema
    .createTable('comments')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('thread_id', 'text', (column) => column.notNull().references('threads.id').onDelete('cascade'))
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addColumn('author_id', 'text', (column) => column.notNull())
    .addColumn('author_kind', 'text', (column) => column.notNull())
    .addColumn('author_name', 'text', (column) => column.notNull())
    .addColumn('author_color', 'integer', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('mentions', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('edited_at', 'bigint')
    .addColumn('removed_at', 'bigint')
    .addColumn('removed_by', 'text')
    .execute()
  await db.schema.createIndex('comments_by_seq').on('comments').columns(['journey_id', 'seq']).execute()
  await db.schema.createIndex('comments_by_thread').on('comments').columns(['thread_id', 'number']).execute()

  await db.schema
    .createTable('comment_reactions')
    .addColumn('comment_id', 'text', (column) => column.notNull().references('comments.id').onDelete('cascade'))
    .addColumn('actor_id', 'text', (column) => column.notNull())
    .addColumn('reaction', 'text', (column) => column.notNull())
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('comment_reactions_key', ['comment_id', 'actor_id', 'reaction'])
    .execute()

  await db.schema
    .createTable('thread_reads')
    .addColumn('thread_id', 'text', (column) => column.notNull().references('threads.id').onDelete('cascade'))
    .addColumn('reader_id', 'text', (column) => column.notNull())
    .addColumn('number', 'bigint', (column) => column.notNull())
    .addPrimaryKeyConstraint('thread_reads_key', ['thread_id', 'reader_id'])
    .execute()

  await db.schema
    .createTable('notices')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('recipient_id', 'text', (column) => column.notNull())
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id').onDelete('cascade'))
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('thread_id', 'text', (column) => column.references('threads.id').onDelete('cascade'))
    .addColumn('comment_id', 'text', (column) => column.references('comments.id').onDelete('cascade'))
    .addColumn('element_id', 'text')
    .addColumn('actor_name', 'text', (column) => column.notNull())
    .addColumn('actor_color', 'integer', (column) => column.notNull())
    .addColumn('text', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .addColumn('read_at', 'bigint')
    .addColumn('mail_at', 'bigint')
    .execute()
  await db.schema.createIndex('notices_by_recipient').on('notices').columns(['recipient_id', 'created_at']).execute()
  await db.schema.createIndex('notices_by_mail').on('notices').column('mail_at').execute()
  await db.schema.createIndex('notices_by_thread').on('notices').column('thread_id').execute()
  await db.schema.createIndex('notices_by_comment').on('notices').column('comment_id').execute()
  await db.schema.createIndex('notices_by_age').on('notices').column('created_at').execute()

  await db.schema
    .createTable('notice_settings')
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('kind', 'text', (column) => column.notNull())
    .addColumn('way', 'text', (column) => column.notNull())
    .addPrimaryKeyConstraint('notice_settings_key', ['person_id', 'kind'])
    .execute()
}
