import { pino } from 'pino'
import { expect, it, onTestFinished } from 'vitest'
import { createPullRows } from '#server/datasets/pulls/pull-rows.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { describeStores } from '#tests/support/stores.ts'

const NOW = 1_000_000

describeStores('who runs a pull', (store) => {
  async function open() {
    const place = await store.open()
    const logger = pino({ level: 'silent' })
    const storages = await Promise.all(
      // A folder has one owner; PostgreSQL has two nodes.
      (place.databaseUrl === null ? [1] : [1, 2]).map(() => openStorage({ ...place, historyDays: 1, logger })),
    )
    onTestFinished(async () => {
      for (const storage of storages) await storage.close()
      await place.close()
    })
    const [first] = storages
    if (!first) throw new Error('no store')
    await first.database
      .insertInto('datasets')
      .values({
        id: 'd1',
        workspace_id: FIRST_WORKSPACE,
        name: 'D',
        state: 'ready',
        profile: null,
        mapping: null,
        result: null,
        error: null,
        fields: '[]',
        job_id: null,
        created_at: 0,
        updated_at: 0,
      })
      .execute()
    const plan = {
      cron: '0 3 * * *',
      timezone: 'UTC',
      mode: 'replace',
      is_paused: 0,
      next_at: NOW,
      created_at: 0,
    } as const
    await createPullRows(first.database).add({ id: 'p1', dataset_id: 'd1', origin: '{}', secret: null, ...plan })
    return storages.map(({ database }) => createPullRows(database))
  }

  const ended = { result: 'imported', reason: null, bytes: 1, events: 1 } as const

  it('one of all that see it due, and nobody once it ran', async () => {
    const nodes = await open()
    const [node] = nodes
    if (!node) throw new Error('no node')
    expect(await node.due(NOW - 1)).toEqual([])
    expect(await node.due(NOW)).toEqual(['p1'])
    const taken = await Promise.all(
      Array.from({ length: 12 }, (_, index) =>
        (nodes[index % nodes.length] ?? node).claim('p1', `run${index}`, NOW, NOW + 60, true),
      ),
    )
    const winners = taken.flatMap((row, index) => (row ? [`run${index}`] : []))
    expect(winners).toHaveLength(1)
    const [winner = ''] = winners
    expect((await node.runsOf('p1', 10)).map(({ id }) => id)).toEqual([winner])
    expect(await node.due(NOW + 1)).toEqual([])
    await node.finish('p1', winner, ended, { seen: null, failures: 0, nextAt: NOW + 1_000 })
    // It was due when this one looked, and is not any more.
    expect(await node.claim('p1', 'late', NOW, NOW + 60, true)).toBeUndefined()
    expect((await node.runsOf('p1', 10)).map(({ result }) => result)).toEqual(['imported'])
  })

  it('another one when who had it does not say any more that it lives; who lost it changes nothing', async () => {
    const [node] = await open()
    if (!node) throw new Error('no node')
    await node.claim('p1', 'first', NOW, NOW + 60, true)
    expect(await node.keepClaim('p1', 'first', NOW + 100)).toBe(true)
    expect(await node.claim('p1', 'second', NOW + 100, NOW + 200, true)).toBeUndefined()
    expect(await node.claim('p1', 'second', NOW + 101, NOW + 200, true)).toBeDefined()
    expect(await node.keepClaim('p1', 'first', NOW + 900)).toBe(false)
    await node.finish('p1', 'first', ended, { seen: { last: 'lost' }, failures: 0, nextAt: NOW + 1_000 })
    const [run, cut] = await node.runsOf('p1', 10)
    expect(new Set([run?.result, cut?.result])).toEqual(new Set(['failed', 'running']))
    expect(await node.find('d1', 'p1')).toMatchObject({ claimed_by: 'second', seen: '{}', next_at: NOW })
  })
})
