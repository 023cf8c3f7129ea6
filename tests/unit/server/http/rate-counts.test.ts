import { describe, expect, it, onTestFinished } from 'vitest'
import { createLocalCounts, createSharedCounts } from '#server/http/rate-counts.ts'
import { openTestStore } from '#tests/support/sync-data-folder.ts'

const MINUTE = 60_000
const clock = () => {
  let at = 1_000_000
  return { now: () => at, pass: (ms: number) => void (at += ms) }
}

async function sharedCounts(time: ReturnType<typeof clock>) {
  const store = await openTestStore()
  onTestFinished(() => store.close())
  const complaints: unknown[] = []
  const logger = { warn: (...words: unknown[]) => void complaints.push(words) }
  const node = () => createSharedCounts({ database: store.database, logger, now: time.now })
  return { node, store, complaints }
}

describe.each(['alone', 'shared'])('counted %s', (how) => {
  it('begin anew when their time is over, each key for itself', async () => {
    const time = clock()
    const count = how === 'alone' ? createLocalCounts(time.now) : (await sharedCounts(time)).node()
    expect(await count('a', MINUTE)).toEqual({ count: 1, endsInMs: MINUTE })
    time.pass(20_000)
    expect(await count('a', MINUTE)).toEqual({ count: 2, endsInMs: 40_000 })
    expect(await count('b', MINUTE)).toEqual({ count: 1, endsInMs: MINUTE })
    time.pass(40_000)
    expect(await count('a', MINUTE)).toEqual({ count: 1, endsInMs: MINUTE })
  })
})

it('are the same for all nodes, without the store knowing who was counted', async () => {
  const { node, store } = await sharedCounts(clock())
  const [one, other] = [node(), node()]
  await one('account ann@example.org', MINUTE)
  expect((await other('account ann@example.org', MINUTE)).count).toBe(2)
  const rows = await store.database.selectFrom('rate_counts').selectAll().execute()
  expect(rows).toHaveLength(1)
  expect(JSON.stringify(rows)).not.toContain('ann')
})

it('are forgotten by the store some time after they are over', async () => {
  const time = clock()
  const { node, store } = await sharedCounts(time)
  const count = node()
  await count('a', MINUTE)
  time.pass(2 * MINUTE)
  await count('b', MINUTE)
  expect(await store.database.selectFrom('rate_counts').select('count').execute()).toHaveLength(1)
})

it('go on on each node while the store is away', async () => {
  const { node, store, complaints } = await sharedCounts(clock())
  const count = node()
  await store.database.schema.dropTable('rate_counts').execute()
  expect(await count('a', MINUTE)).toEqual({ count: 1, endsInMs: MINUTE })
  expect(await count('a', MINUTE)).toEqual({ count: 2, endsInMs: MINUTE })
  expect(complaints).toHaveLength(2)
})
