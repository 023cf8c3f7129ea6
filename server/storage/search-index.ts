import { type Kysely, type RawBuilder, sql } from 'kysely'
import type { Dialect } from './migrations/dialect.ts'
import type { Database } from './schema.ts'

/** What is kept of a journey to find it by what it says. Words come folded, without punctuation, from `searchWordsOf`. */
export interface IndexedTexts {
  /** Up to which update it was read. */
  readonly seq: number
  readonly titleWords: readonly string[]
  /** All of them, the title's too. */
  readonly words: readonly string[]
  /** JSON, as it is given back. */
  readonly texts: string
}

/** Finds journeys by their words; each store in its own way, under one test suite. */
export interface SearchIndex {
  /** Puts a journey's texts in the place of those that were there, unless they are older. A journey that is gone is passed over. */
  put(journeyId: string, indexed: IndexedTexts): Promise<void>
  /** To be put into a query: the ids of the journeys in which each of these (at least one) begins some word; `in`: where it has to stand. */
  matching(words: readonly string[], place: 'title' | 'anywhere'): RawBuilder<string>
}

/** PostgreSQL holds no more than a megabyte of words of one journey; beyond that the rest is not found. */
const MOST_WORD_BYTES = 800_000

export function createSearchIndex(database: Kysely<Database>, dialect: Dialect): SearchIndex {
  return dialect === 'sqlite' ? inSqlite(database) : inPostgres(database)
}

/** Each once, as many as there is room for. */
function distinct(words: readonly string[]): readonly string[] {
  const kept: string[] = []
  let bytes = 0
  for (const word of new Set(words)) {
    bytes += Buffer.byteLength(word) + 8
    if (bytes > MOST_WORD_BYTES) break
    kept.push(word)
  }
  return kept
}

/** Whether what is there is older; the row is then locked until the transaction ends. */
async function isOlder(transaction: Kysely<Database>, journeyId: string, seq: number): Promise<boolean> {
  const head = transaction.selectFrom('journeys').select('id').where('id', '=', journeyId)
  if (!(await head.executeTakeFirst())) return false
  await transaction
    .insertInto('journey_texts')
    .values({ journey_id: journeyId, seq: -1, texts: '[]' })
    .onConflict((conflict) => conflict.doNothing())
    .execute()
  const changed = await transaction
    .updateTable('journey_texts')
    .set({ seq })
    .where('journey_id', '=', journeyId)
    .where('seq', '<=', seq)
    .executeTakeFirst()
  return changed.numUpdatedRows > 0n
}

const inSqlite = (database: Kysely<Database>): SearchIndex => ({
  async put(journeyId, { seq, titleWords, words, texts }) {
    await database.transaction().execute(async (transaction) => {
      if (!(await isOlder(transaction, journeyId, seq))) return
      await transaction.updateTable('journey_texts').set({ texts }).where('journey_id', '=', journeyId).execute()
      const row = sql`select number from journey_texts where journey_id = ${journeyId}`
      await sql`delete from journey_words where rowid = (${row})`.execute(transaction)
      await sql`
        insert into journey_words (rowid, title, body)
        values ((${row}), ${distinct(titleWords).join(' ')}, ${distinct(words).join(' ')})
      `.execute(transaction)
    })
  },
  matching(words, place) {
    const asked = words.map((word) => `"${word}"*`).join(' AND ')
    const column = place === 'title' ? 'title' : 'body'
    return sql<string>`(
      select journey_id from journey_texts
      where number in (select rowid from journey_words where journey_words match ${`{${column}} : (${asked})`})
    )`
  },
})

const inPostgres = (database: Kysely<Database>): SearchIndex => ({
  async put(journeyId, { seq, titleWords, words, texts }) {
    await database.transaction().execute(async (transaction) => {
      if (!(await isOlder(transaction, journeyId, seq))) return
      await sql`
        update journey_texts
        set texts = ${texts}, title_words = array_to_tsvector(${distinct(titleWords)}::text[]),
          words = array_to_tsvector(${distinct(words)}::text[])
        where journey_id = ${journeyId}
      `.execute(transaction)
    })
  },
  matching(words, place) {
    // Words are letters and digits only, so that nothing in them could end the quotes.
    const asked = words.map((word) => `'${word}':*`).join(' & ')
    const column = sql.ref(place === 'title' ? 'journey_texts.title_words' : 'journey_texts.words')
    return sql<string>`(select journey_id from journey_texts where ${column} @@ ${asked}::tsquery)`
  },
})
