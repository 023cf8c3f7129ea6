import type { Kysely } from 'kysely'
import { afterEach, beforeEach, expect, it, onTestFinished } from 'vitest'
import type { RightsTarget } from '#server/access/rights-target.ts'
import type { Doorbell } from '#server/cluster/doorbell.ts'
import { createNoDoorbell } from '#server/cluster/no-doorbell.ts'
import { createRightsWatch, type RightsWatch } from '#server/cluster/rights-watch.ts'
import { createLogger } from '#server/http/logger.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import type { Database } from '#server/storage/schema.ts'
import type { Storage } from '#server/storage/storage.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import { createLinkedDoorbells, type LinkedDoorbells } from '#tests/support/linked-doorbells.ts'
import { describeStores, sharedPostgres, type StorePlace } from '#tests/support/stores.ts'

const NEVER_MS = 10 * MINUTE_MS
/** The machine may be busy. */
/** A real database is stopped and started again. */
const OUTAGES_TIMEOUT_MS = 60_000
const PATIENCE = { timeout: 10 * SECOND_MS, interval: 10 } as const

interface Node {
  readonly watch: RightsWatch
  readonly doorbell: Doorbell
  /** Whom it asked about, in order. */
  readonly asked: RightsTarget[]
  readonly warnings: string[]
}

describeStores('the rights watch', (store) => {
  let place: StorePlace
  let storage: Storage
  let bells: LinkedDoorbells
  let database: Kysely<Database>

  beforeEach(async () => {
    place = await store.open()
    storage = await openStorage({ ...place, historyDays: 90, logger: createLogger('silent') })
    database = storage.database
    bells = createLinkedDoorbells()
  })
  afterEach(async () => {
    await storage.close()
    await place.close()
  })

  interface Options {
    readonly doorbell?: Doorbell
    readonly isShared?: boolean
    readonly pollMs?: number
    readonly askAgain?: (target: RightsTarget) => Promise<void>
    readonly now?: () => number
  }

  async function startNode(options: Options = {}): Promise<Node> {
    const asked: RightsTarget[] = []
    const warnings: string[] = []
    const doorbell = options.doorbell ?? bells.join()
    const watch = await createRightsWatch({
      database,
      doorbell,
      isShared: true,
      logger: { warn: (_facts: unknown, words?: string) => void warnings.push(words ?? '') },
      ...options,
      async askAgain(target) {
        await options.askAgain?.(target)
        asked.push(target)
      },
    })
    onTestFinished(() => watch.close())
    return { watch, doorbell, asked, warnings }
  }

  const rows = () => database.selectFrom('rights_changes').selectAll().orderBy('seq').execute()
  const write = (seq: number, target: RightsTarget) =>
    database
      .insertInto('rights_changes')
      .values({ seq, target: JSON.stringify(target), at: Date.now() })
      .execute()

  it('asks here at once, and on every other node at a ring', async () => {
    const [here, there, elsewhere] = [
      await startNode({ pollMs: NEVER_MS }),
      await startNode({ pollMs: NEVER_MS }),
      await startNode({ pollMs: NEVER_MS }),
    ]
    const target = { journeyId: 'car', shareId: 'for-mia' }
    await here.watch.changed(target)
    expect(here.asked).toEqual([target])
    await expect.poll(() => [there.asked, elsewhere.asked], PATIENCE).toEqual([[target], [target]])
    await here.watch.changed({ sessionId: 's' })
    await expect.poll(() => there.asked, PATIENCE).toEqual([target, { sessionId: 's' }])
    // Its own changes are not read again.
    await there.watch.changed({ actorId: 'ann' })
    await expect.poll(() => here.asked, PATIENCE).toEqual([target, { sessionId: 's' }, { actorId: 'ann' }])
  })

  it('asks on other nodes within a second when no ring arrives at all', async () => {
    const [here, there] = [await startNode(), await startNode()]
    bells.cut([here.doorbell], { silently: true })
    const startedAt = performance.now()
    await here.watch.changed({ sessionId: 's' })
    await expect.poll(() => there.asked, PATIENCE).toEqual([{ sessionId: 's' }])
    expect(performance.now() - startedAt).toBeLessThan(1 * SECOND_MS)
    expect(here.asked).toHaveLength(1)
  })

  it('reads at once what was changed while the doorbell was cut', async () => {
    const [here, there] = [await startNode({ pollMs: NEVER_MS }), await startNode({ pollMs: NEVER_MS })]
    bells.cut([there.doorbell])
    for (const sessionId of ['a', 'b', 'c']) await here.watch.changed({ sessionId })
    await bells.quiet()
    expect(there.asked).toEqual([])
    bells.heal()
    await expect.poll(() => there.asked, PATIENCE).toEqual([{ sessionId: 'a' }, { sessionId: 'b' }, { sessionId: 'c' }])
  })

  it('misses none of many changes on several nodes at once, under a bad doorbell', async () => {
    Object.assign(bells.faults, { drop: 0.5, repeat: 0.3, delay: 0.5 })
    const nodes = await Promise.all([startNode({ pollMs: 50 }), startNode({ pollMs: 50 }), startNode({ pollMs: 50 })])
    const all = Array.from({ length: 90 }, (_, index) => ({ sessionId: `s${index}` }))
    await Promise.all(
      nodes.flatMap(({ watch }, at) =>
        all.filter((_, index) => index % nodes.length === at).map((target) => watch.changed(target)),
      ),
    )
    const ids = (node: Node) => new Set(node.asked.map(({ sessionId }) => sessionId))
    const expected = new Set(all.map(({ sessionId }) => sessionId))
    for (const node of nodes) await expect.poll(() => ids(node), PATIENCE).toEqual(expected)
  })

  it('does not miss a change that comes to light after a later one, nor asks about any twice', async () => {
    await write(10, { sessionId: 'before' })
    const node = await startNode({ pollMs: 20 })
    await write(14, { sessionId: 'fourteen' })
    await expect.poll(() => node.asked, PATIENCE).toEqual([{ sessionId: 'fourteen' }])
    await write(12, { sessionId: 'twelve' })
    await expect.poll(() => node.asked.length, PATIENCE).toBe(2)
    await write(11, { sessionId: 'eleven' })
    await write(15, { sessionId: 'fifteen' })
    await expect.poll(() => node.asked.length, PATIENCE).toBe(4)
    expect(node.asked.map(({ sessionId }) => sessionId)).toEqual(['fourteen', 'twelve', 'eleven', 'fifteen'])
  })

  it('asks again about a change that could not be asked about, and says so once', async () => {
    let failures = 3
    const node = await startNode({
      isShared: false,
      pollMs: 10,
      askAgain: () => (failures-- > 0 ? Promise.reject(new Error('away')) : Promise.resolve()),
    })
    await node.watch.changed({ sessionId: 's' })
    expect(node.asked).toEqual([])
    await expect.poll(() => node.asked, PATIENCE).toEqual([{ sessionId: 's' }])
    expect(node.warnings).toEqual(['a changed right could not be asked about yet'])
  })

  it('asks about everyone when it could not read for nearly as long as changes are kept', async () => {
    let at = Date.now()
    const node = await startNode({ pollMs: 20, now: () => at })
    at += HOUR_MS / 2
    await write(1, { sessionId: 'first' })
    await expect.poll(() => node.asked, PATIENCE).toEqual([{ sessionId: 'first' }])
    at += HOUR_MS / 2 + 1
    await expect.poll(() => node.asked, PATIENCE).toEqual([{ sessionId: 'first' }, {}])
  })

  it('keeps changes for an hour', async () => {
    let at = Date.now()
    const node = await startNode({ pollMs: 20, now: () => at })
    await node.watch.changed({ sessionId: 'first' })
    at += 40 * MINUTE_MS
    await node.watch.changed({ sessionId: 'second' })
    expect((await rows()).map(({ target }) => target)).toEqual(['{"sessionId":"first"}', '{"sessionId":"second"}'])
    at += 21 * MINUTE_MS
    await expect
      .poll(async () => (await rows()).map(({ target }) => target), PATIENCE)
      .toEqual(['{"sessionId":"second"}'])
  })

  it('writes nothing when it is alone', async () => {
    const node = await startNode({ isShared: false, doorbell: createNoDoorbell() })
    await node.watch.changed({})
    expect(node.asked).toEqual([{}])
    expect(await rows()).toEqual([])
  })

  it('is quiet once it is closed', async () => {
    const [here, there] = [await startNode({ pollMs: 10 }), await startNode({ pollMs: 10 })]
    await there.watch.close()
    await here.watch.changed({ sessionId: 's' })
    await write(99, { sessionId: 'later' })
    await expect.poll(() => here.asked.length, PATIENCE).toBe(2)
    await bells.quiet()
    expect(there.asked).toEqual([])
  })

  // Only one node has SQLite, and it is never away.
  if (store.name === 'SQLite') return

  it('does not miss a change whose transaction is committed after a later one', async () => {
    const [here, there] = [await startNode({ pollMs: 20 }), await startNode({ pollMs: 20 })]
    const late = await database.startTransaction().execute()
    await late.insertInto('rights_changes').values({ target: '{"sessionId":"late"}', at: Date.now() }).execute()
    await here.watch.changed({ sessionId: 'prompt' })
    await expect.poll(() => there.asked, PATIENCE).toEqual([{ sessionId: 'prompt' }])
    await late.commit().execute()
    const both = [{ sessionId: 'prompt' }, { sessionId: 'late' }]
    await expect.poll(() => [here.asked, there.asked], PATIENCE).toEqual([both, both])
  })

  it(
    'makes up for a store that was away, and makes nobody wait for it',
    async () => {
      const postgres = await sharedPostgres()
      const [here, there] = [await startNode({ pollMs: 50 }), await startNode({ pollMs: 50 })]
      for (const [sessionId, away, back] of [
        ['stands still', () => postgres.pause(), () => postgres.resume()],
        ['is cut off', () => postgres.stop('immediate'), () => postgres.start()],
      ] as const) {
        await away()
        const startedAt = performance.now()
        await here.watch.changed({ sessionId })
        expect(performance.now() - startedAt).toBeLessThan(2.5 * SECOND_MS)
        expect(here.asked.at(-1)).toEqual({ sessionId })
        await expect.poll(() => here.warnings, PATIENCE).toContain('changed rights could not be read')
        expect(here.warnings).toContain('other nodes could not be told of a changed right yet')
        expect(there.asked.at(-1)).not.toEqual({ sessionId })
        await back()
        await expect.poll(() => there.asked, PATIENCE).toContainEqual({ sessionId })
        // It reads again, too, before the next outage begins.
        await there.watch.changed({ actorId: sessionId })
        await expect.poll(() => here.asked, PATIENCE).toContainEqual({ actorId: sessionId })
        here.warnings.length = 0
      }
    },
    OUTAGES_TIMEOUT_MS,
  )
})
