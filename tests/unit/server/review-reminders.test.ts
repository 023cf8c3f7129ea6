import { afterEach, beforeEach, expect, it } from 'vitest'
import { createReviews, nextAfter } from '#server/journeys/past/reviews.ts'
import { remindOfReviews } from '#server/review-reminders.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import type { Storage } from '#server/storage/storage.ts'
import { describeStores } from '#tests/support/stores.ts'

const logger = { info: () => undefined, warn: () => undefined, error: () => undefined }
const MADE_AT = Date.UTC(2026, 0, 31, 12)

it.each([
  ['monthly', '2026-02-28'],
  ['quarterly', '2026-04-30'],
  ['half-yearly', '2026-07-31'],
  ['yearly', '2027-01-31'],
] as const)('%s after the 31st of January is %s', (cadence, day) => {
  expect(new Date(nextAfter(MADE_AT, cadence) ?? 0).toISOString().slice(0, 10)).toBe(day)
})

describeStores('reminders of reviews', (store) => {
  let storage: Storage
  let now = MADE_AT
  beforeEach(async () => {
    const place = await store.open()
    storage = await openStorage({ ...place, historyDays: 1, logger })
    now = MADE_AT
    const { database } = storage
    for (const [id, role] of [
      ['ann', 'owner'],
      ['ed', 'editor'],
      ['vic', 'viewer'],
    ] as const) {
      const person = { id, name: id, color: 1, email: `${id}@example.org`, password_hash: null, created_at: 1 }
      await database.insertInto('people').values(person).execute()
      await database
        .insertInto('members')
        .values({ workspace_id: 'first', person_id: id, role, joined_at: 1 })
        .execute()
    }
    for (const [id, archivedAt] of [
      ['open', null],
      ['archived', 1],
    ] as const) {
      const row = { id, workspace_id: 'first', title: id, counts: '{}', updated_at: 1, archived_at: archivedAt }
      await database
        .insertInto('journeys')
        .values({ ...row, created_at: MADE_AT })
        .execute()
    }
    return () => place.close()
  })
  afterEach(() => storage.close())

  it('come once for each time, whichever node looks first, and again after the next', async () => {
    const reviews = createReviews({ database: storage.database, now: () => now })
    expect(await reviews.takeDue()).toEqual([])
    now = Date.UTC(2026, 4, 1)
    const taken = (await Promise.all([reviews.takeDue(), reviews.takeDue(), reviews.takeDue()])).flat()
    expect(taken).toEqual([{ journeyId: 'open', workspaceId: 'first', title: 'open' }])
    expect(await reviews.takeDue()).toEqual([])
    await reviews.review('open', 'ann', '')
    expect(await reviews.takeDue()).toEqual([])
    now = Date.UTC(2026, 8, 1)
    expect(await reviews.takeDue()).toHaveLength(1)
    await reviews.plan('open', 'none')
    now = Date.UTC(2030, 0, 1)
    expect(await reviews.takeDue()).toEqual([])
  })

  it('are told to who edits the journey, else to the owners', async () => {
    const { database } = storage
    const reviews = createReviews({ database, now: () => now })
    const told: (readonly string[])[] = []
    const notices = {
      notify: ({ personIds }: { readonly personIds: Iterable<string> }) => {
        told.push([...personIds])
        return Promise.resolve()
      },
    }
    now = Date.UTC(2026, 4, 1)
    const remind = () => remindOfReviews({ reviews, notices, logger, firstAfterMs: 0, everyMs: 5 })
    const first = remind()
    await expect.poll(() => told).toEqual([['ann']])
    await first.close()
    for (const actor of ['ed', 'vic']) {
      const update = { journey_id: 'open', actor_id: actor, created_at: 1, data: new Uint8Array([0]) }
      await database
        .insertInto('journey_updates')
        .values({ ...update, seq: actor === 'ed' ? 1 : 2 })
        .execute()
    }
    now = Date.UTC(2026, 5, 1)
    await reviews.plan('open', 'monthly', now - 1)
    const second = remind()
    await expect.poll(() => told).toEqual([['ann'], ['ed']])
    await second.close()
  })
})
