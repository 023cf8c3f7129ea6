import { type Kysely, sql } from 'kysely'
import { titleKey } from '#shared/lib/title-key.ts'
import { columnTypes, type Dialect } from './dialect.ts'

/** Collections with rights of their own, tags, what each person starred and opened, pictures of journeys, and an index of what all of them say. */
export async function up(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  await db.schema.alterTable('workspaces').addColumn('deleted_at', 'bigint').execute()

  await db.schema
    .createTable('collections')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id').onDelete('cascade'))
    .addColumn('parent_id', 'text')
    .addColumn('name', 'text', (column) => column.notNull())
    .addColumn('created_at', 'bigint', (column) => column.notNull())
    .execute()
  await db.schema.createIndex('collections_by_workspace').on('collections').column('workspace_id').execute()

  const bytewise = dialect === 'sqlite' ? sql`text` : sql`text collate "C"`
  await db.schema.alterTable('journeys').addColumn('collection_id', 'text').execute()
  await db.schema
    .alterTable('journeys')
    .addColumn('title_key', bytewise, (column) => column.notNull().defaultTo(''))
    .execute()
  await db.schema.createIndex('journeys_by_collection').on('journeys').column('collection_id').execute()
  const { rows } = await sql<{ id: string; title: string }>`select id, title from journeys`.execute(db)
  for (const { id, title } of rows)
    await sql`update journeys set title_key = ${titleKey(title)} where id = ${id}`.execute(db)

  for (const thing of ['collection', 'journey'] as const) {
    await db.schema
      .createTable(`${thing}_access`)
      .addColumn(`${thing}_id`, 'text', (column) => column.notNull().references(`${thing}s.id`).onDelete('cascade'))
      // A person's, or the word that stands for everyone.
      .addColumn('person_id', 'text', (column) => column.notNull())
      .addColumn('role', 'text', (column) => column.notNull())
      .addPrimaryKeyConstraint(`${thing}_access_key`, [`${thing}_id`, 'person_id'])
      .execute()
  }

  await db.schema
    .createTable('tags')
    .addColumn('id', 'text', (column) => column.primaryKey())
    .addColumn('workspace_id', 'text', (column) => column.notNull().references('workspaces.id').onDelete('cascade'))
    .addColumn('name', 'text', (column) => column.notNull())
    // The name as it is compared: no two tags of a workspace read the same.
    .addColumn('name_key', bytewise, (column) => column.notNull())
    .addColumn('color', 'integer', (column) => column.notNull())
    .addUniqueConstraint('tags_by_name', ['workspace_id', 'name_key'])
    .execute()
  await db.schema
    .createTable('journey_tags')
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('tag_id', 'text', (column) => column.notNull().references('tags.id').onDelete('cascade'))
    .addPrimaryKeyConstraint('journey_tags_key', ['journey_id', 'tag_id'])
    .execute()
  await db.schema.createIndex('journey_tags_by_tag').on('journey_tags').column('tag_id').execute()

  await db.schema
    .createTable('journey_marks')
    .addColumn('person_id', 'text', (column) => column.notNull().references('people.id').onDelete('cascade'))
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('starred_at', 'bigint')
    .addColumn('opened_at', 'bigint')
    .addPrimaryKeyConstraint('journey_marks_key', ['person_id', 'journey_id'])
    .execute()
  await db.schema.createIndex('journey_marks_by_journey').on('journey_marks').column('journey_id').execute()

  await makeTexts(db, dialect)

  await db.schema
    .createTable('journey_thumbnails')
    .addColumn('journey_id', 'text', (column) => column.notNull().references('journeys.id').onDelete('cascade'))
    .addColumn('theme', 'text', (column) => column.notNull())
    .addColumn('updated_at', 'bigint', (column) => column.notNull())
    .addColumn('data', columnTypes(dialect).blob, (column) => column.notNull())
    .addPrimaryKeyConstraint('journey_thumbnails_key', ['journey_id', 'theme'])
    .execute()
}

/** What a journey says, and its words in the way of the store: SQLite's has a table of its own that triggers keep in step. */
async function makeTexts(db: Kysely<unknown>, dialect: Dialect): Promise<void> {
  const table = db.schema
    .createTable('journey_texts')
    .addColumn('journey_id', 'text', (column) =>
      column.notNull().unique().references('journeys.id').onDelete('cascade'),
    )
    .addColumn('seq', 'bigint', (column) => column.notNull())
    .addColumn('texts', 'text', (column) => column.notNull())
  if (dialect === 'postgres') {
    await table
      .addColumn('title_words', sql`tsvector`)
      .addColumn('words', sql`tsvector`)
      .execute()
    await sql`create index journey_texts_title_words on journey_texts using gin (title_words)`.execute(db)
    await sql`create index journey_texts_words on journey_texts using gin (words)`.execute(db)
    return
  }
  await table.addColumn('number', 'integer', (column) => column.primaryKey()).execute()
  // The words come folded and parted; nothing is left for the tokenizer to decide. The texts are not kept here a second time.
  await sql`
    create virtual table journey_words using fts5(
      title, body, content='', contentless_delete=1, detail=column, prefix='1 2 3', tokenize="unicode61 remove_diacritics 0 categories 'L* M* N* Co'"
    )
  `.execute(db)
  await sql`
    create trigger journey_texts_deleted after delete on journey_texts begin
      delete from journey_words where rowid = old.number;
    end
  `.execute(db)
}
