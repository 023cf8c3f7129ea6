import { expect, it, onTestFinished } from 'vitest'
import type { Look, Looks } from '#server/journeys/apart/look.ts'
import type { Lookout } from '#server/journeys/apart/look-apart.ts'
import { keepTexts } from '#server/journeys/search/keep-texts.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import { createSearchIndex } from '#server/storage/search-index.ts'
import { sqliteStore } from '#tests/support/stores.ts'
import { addJourney } from '#tests/support/sync-data-folder.ts'

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
const REST_MS = 200

interface Looked {
  readonly id: string
  readonly at: number
}

/** Journeys with so many cards each, over a store, and who looks at them; `tookMs`: what a look says that it took. */
async function scene(journeys: Readonly<Record<string, number>>, tookMs = 0) {
  const place = await sqliteStore.open()
  const storage = await openStorage({ ...place, historyDays: 1, logger })
  const { database, dialect } = storage
  for (const [id, cards] of Object.entries(journeys)) {
    await addJourney(database, id)
    await database
      .updateTable('journeys')
      .set({ counts: JSON.stringify({ cards }) })
      .where('id', '=', id)
      .execute()
  }
  const looks: Looked[] = []
  const lookout = {
    look: async (id: string, _look: Look): Promise<Looks['words']> => {
      looks.push({ id, at: performance.now() })
      return { titleWords: [id], words: [id], texts: '[]', pictures: null, tookMs }
    },
    close: async () => undefined,
  } as Lookout
  let change = (_journeyId: string): void => undefined
  const keeper = keepTexts({
    database,
    rooms: {
      on(_event, listener) {
        change = (journeyId) => listener(journeyId, true)
        return () => undefined
      },
    },
    lookout,
    index: createSearchIndex(database, dialect),
    keepPictures: async () => undefined,
    logger,
    // Another node's turn: nothing is looked at but what is changed here.
    isShared: true,
    restMs: REST_MS,
  })
  onTestFinished(async () => {
    await keeper.close()
    await storage.close()
    await place.close()
  })
  return { change: (journeyId: string) => change(journeyId), looks }
}

const times = (looks: readonly Looked[]) => looks.map(({ at }) => at)

it('looks at a journey when people pause, not while they edit', async () => {
  const { change, looks } = await scene({ a: 1 })
  const begunAt = performance.now()
  let lastAt = begunAt
  // Three times as long as a rest.
  await expect
    .poll(
      () => {
        lastAt = performance.now()
        change('a')
        return lastAt - begunAt > 3 * REST_MS
      },
      { interval: 10 },
    )
    .toBe(true)
  expect(looks).toEqual([])
  await expect.poll(() => looks.length).toBe(1)
  expect(times(looks)[0]).toBeGreaterThanOrEqual(lastAt + REST_MS - 5)
})

it('rests ten times as long as a look took, whatever the journey', async () => {
  const { change, looks } = await scene({ a: 1, b: 1 }, 40)
  change('a')
  change('b')
  await expect.poll(() => looks.length).toBe(2)
  const [first = 0, second = 0] = times(looks)
  expect(second - first).toBeGreaterThanOrEqual(400 - 5)
})

it('leaves a large journey alone at first, and meanwhile looks at others', async () => {
  const { change, looks } = await scene({ large: 250, small: 1 })
  const begunAt = performance.now()
  change('large')
  change('small')
  await expect.poll(() => looks.map(({ id }) => id)).toEqual(['small'])
  await expect.poll(() => looks.map(({ id }) => id)).toEqual(['small', 'large'])
  expect(times(looks)[1]).toBeGreaterThanOrEqual(begunAt + REST_MS + 500 - 5)
})
