import { expect, it, onTestFinished } from 'vitest'
import { openStorage } from '#server/storage/open-storage.ts'
import { createSearchIndex } from '#server/storage/search-index.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { describeStores } from '#tests/support/stores.ts'

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }

describeStores('the search index', (store) => {
  async function open() {
    const place = await store.open()
    const storage = await openStorage({ ...place, historyDays: 1, logger })
    onTestFinished(async () => {
      await storage.close()
      await place.close()
    })
    const { database, dialect } = storage
    const index = createSearchIndex(database, dialect)
    const add = async (id: string, titleWords: readonly string[], words: readonly string[], seq = 1) => {
      await database
        .insertInto('journeys')
        .values({
          id,
          workspace_id: FIRST_WORKSPACE,
          title: id,
          counts: '{}',
          created_at: 1,
          updated_at: 1,
          archived_at: null,
        })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      await index.put(id, { seq, titleWords, words: [...titleWords, ...words], texts: '[]' })
    }
    const find = async (words: readonly string[], where: 'title' | 'anywhere' = 'anywhere'): Promise<string[]> => {
      const rows = await database
        .selectFrom('journeys')
        .select('id')
        .where('id', 'in', index.matching(words, where))
        .orderBy('id')
        .execute()
      return rows.map(({ id }) => id)
    }
    return { database, index, add, find }
  }

  it('finds the beginnings of words, all of them, in the title or anywhere', async () => {
    const { add, find } = await open()
    await add('a', ['card', 'fraud'], ['calls', 'bank', '旅行', '行者'])
    await add('b', ['refund'], ['card', 'blocked'])
    expect(await find(['car'])).toEqual(['a', 'b'])
    expect(await find(['car'], 'title')).toEqual(['a'])
    expect(await find(['car', 'b'])).toEqual(['a', 'b'])
    expect(await find(['card', 'refund'])).toEqual(['b'])
    expect(await find(['card', 'refund'], 'title')).toEqual([])
    expect(await find(['行者'])).toEqual(['a'])
    expect(await find(['ard'])).toEqual([])
    // Words that would mean something in the language of a store.
    for (const word of ['and', 'or', 'not', 'near', 'null']) expect(await find([word])).toEqual([])
  })

  it('keeps the newest of what is put in, whatever comes last', async () => {
    const { add, find } = await open()
    await add('a', ['new'], [], 5)
    await add('a', ['old'], [], 3)
    expect([await find(['new']), await find(['old'])]).toEqual([['a'], []])
    await add('a', ['newest'], [], 6)
    expect([await find(['newest']), await find(['old'])]).toEqual([['a'], []])
  })

  it('forgets a journey with it, and takes none that is gone', async () => {
    const { database, index, add, find } = await open()
    await add('a', ['card'], [])
    await database.deleteFrom('journeys').where('id', '=', 'a').execute()
    await index.put('a', { seq: 9, titleWords: ['card'], words: ['card'], texts: '[]' })
    expect(await find(['card'])).toEqual([])
    // Its row is free for another, which must not inherit its words.
    await add('b', ['phone'], [])
    expect(await find(['card'])).toEqual([])
    expect(await find(['phone'])).toEqual(['b'])
  })

  it('holds more words than a store could, and finds the first of them', async () => {
    const { add, find } = await open()
    const words = Array.from({ length: 120_000 }, (_, index) => `word${index.toString(36).padStart(6, '0')}`)
    await add('a', ['large'], ['first', ...words])
    expect(await find(['large', 'first'])).toEqual(['a'])
  })
})
