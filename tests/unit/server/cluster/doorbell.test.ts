import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import type { Doorbell, JourneyRing, NodeNotice } from '#server/cluster/doorbell.ts'
import { createRedisDoorbell } from '#server/cluster/redis-doorbell.ts'
import { createLinkedDoorbells, type LinkedDoorbells } from '#tests/support/linked-doorbells.ts'
import { haveServices } from '#tests/support/services.ts'
import { startRedis, type TestRedis } from '#tests/support/redis.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

const RINGS: readonly JourneyRing[] = [
  { kind: 'updates', first: 3, last: 4, updates: [Uint8Array.of(1, 2, 3), new Uint8Array(70_000).fill(7)] },
  { kind: 'updates', first: 5, last: 9, updates: [] },
  { kind: 'presence', entries: Uint8Array.of(0, 255, 128) },
  { kind: 'ask-presence' },
  { kind: 'push', message: { kind: 'dataset-changed', datasetId: 'ü/🚲' } },
]
const NOTICES: readonly NodeNotice[] = [
  { kind: 'rights-changed' },
  { kind: 'opened', journeyId: 'j1' },
  { kind: 'changed', journeyId: 'j2' },
  { kind: 'open-journeys', journeyIds: ['j1', 'j2'] },
]

const isRedisHere = haveServices('redis-server')
let redis: TestRedis | null = null
let linked: LinkedDoorbells
beforeAll(async () => {
  if (isRedisHere) redis = await startRedis()
})
afterAll(() => redis?.close())

const ADAPTERS: readonly { name: string; join: () => Promise<Doorbell> }[] = [
  { name: 'in one process', join: () => Promise.resolve(linked.join()) },
  { name: 'over Redis', join: () => createRedisDoorbell({ url: redis?.url ?? '', logger: silent }) },
]

describe.each(ADAPTERS.slice(0, isRedisHere ? 2 : 1))('doorbells $name', ({ join }) => {
  async function nodes(count: number): Promise<Doorbell[]> {
    linked = createLinkedDoorbells()
    const doorbells = await Promise.all(Array.from({ length: count }, join))
    onTestFinished(async () => {
      await Promise.all(doorbells.map((doorbell) => doorbell.close()))
    })
    await expect.poll(() => doorbells.every((doorbell) => doorbell.isConnected())).toBe(true)
    return doorbells
  }

  it('carry every kind of ring, in order, to all others and not to the ringer', async () => {
    const [a, b, c] = (await nodes(3)) as [Doorbell, Doorbell, Doorbell]
    const heard: Record<string, [JourneyRing, string][]> = { a: [], b: [], c: [] }
    for (const [name, node] of Object.entries({ a, b, c })) {
      node.listen('journey', (ring, from) => heard[name]?.push([ring, from]))
    }
    await isListening(a, b, 'journey')
    await isListening(a, c, 'journey')
    for (const list of Object.values(heard)) list.length = 0
    for (const ring of RINGS) a.ring('journey', ring)
    const expected = RINGS.map((ring) => [ring, a.nodeId])
    await expect.poll(() => ringsOf(heard['b'])).toEqual(expected)
    await expect.poll(() => ringsOf(heard['c'])).toEqual(expected)
    expect(heard['a']).toEqual([])
  })

  it('carry every kind of notice to all others', async () => {
    const [a, b] = (await nodes(2)) as [Doorbell, Doorbell]
    const heard: [NodeNotice, string][] = []
    const own: NodeNotice[] = []
    b.onNotice((notice, from) => heard.push([notice, from]))
    a.onNotice((notice) => own.push(notice))
    for (const notice of NOTICES) a.notify(notice)
    await expect.poll(() => heard).toEqual(NOTICES.map((notice) => [notice, a.nodeId]))
    expect(own).toEqual([])
  })

  it('tell nothing of journeys that nobody listens to, or not any more', async () => {
    const [a, b] = (await nodes(2)) as [Doorbell, Doorbell]
    const heard: string[] = []
    const stop = b.listen('one', () => heard.push('one'))
    b.listen('two', () => heard.push('two'))
    await isListening(a, b, 'one')
    await isListening(a, b, 'two')
    stop()
    heard.length = 0
    a.ring('one', { kind: 'ask-presence' })
    a.ring('other', { kind: 'ask-presence' })
    a.ring('two', { kind: 'ask-presence' })
    await expect.poll(() => heard).toEqual(['two'])
  })

  it('let a journey be left and listened to again at once', async () => {
    const [a, b] = (await nodes(2)) as [Doorbell, Doorbell]
    let heard = 0
    for (let round = 0; round < 20; round++) b.listen('journey', () => (heard += 1000))()
    b.listen('journey', () => heard++)
    await isListening(a, b, 'journey')
    heard = 0
    a.ring('journey', { kind: 'ask-presence' })
    await expect.poll(() => heard).toBe(1)
  })

  it('let each of several listeners of a journey come and go', async () => {
    const [a, b] = (await nodes(2)) as [Doorbell, Doorbell]
    const heard: string[] = []
    const same = (): void => void heard.push('same')
    const stops = [b.listen('journey', same), b.listen('journey', same)]
    await isListening(a, b, 'journey')
    heard.length = 0
    stops[0]?.()
    stops[0]?.()
    a.ring('journey', { kind: 'ask-presence' })
    await expect.poll(() => heard).toEqual(['same'])
  })

  it('hear the answers to what they ask at the moment of coming', async () => {
    const [a, b] = (await nodes(2)) as [Doorbell, Doorbell]
    b.listen('journey', (ring) => {
      if (ring.kind === 'ask-presence') b.ring('journey', { kind: 'presence', entries: Uint8Array.of(1) })
    })
    await isListening(a, b, 'journey')
    const answers: JourneyRing[] = []
    a.listen('journey', (ring) => answers.push(ring))
    a.ring('journey', { kind: 'ask-presence' })
    await expect.poll(() => answers).toContainEqual({ kind: 'presence', entries: Uint8Array.of(1) })
  })

  it('neither ring nor hear once they are closed', async () => {
    const [a, b] = (await nodes(2)) as [Doorbell, Doorbell]
    const heard: string[] = []
    b.listen('journey', () => heard.push('ring'))
    await isListening(a, b, 'journey')
    await b.close()
    heard.length = 0
    a.ring('journey', { kind: 'ask-presence' })
    b.ring('journey', { kind: 'ask-presence' })
    b.notify({ kind: 'rights-changed' })
    await linked.quiet()
    expect(heard).toEqual([])
  })
})

/** Rings until it is heard: from then on every ring is. */
async function isListening(from: Doorbell, to: Doorbell, journeyId: string): Promise<void> {
  let heard = false
  const stop = to.listen(journeyId, (ring) => {
    if (ring.kind === 'updates' && ring.first === 77) heard = true
  })
  await expect
    .poll(() => {
      from.ring(journeyId, { kind: 'updates', first: 77, last: 77, updates: [] })
      return heard
    })
    .toBe(true)
  // What was rung while it was polled is behind this one.
  let isLast = false
  const stopLast = to.listen(journeyId, (ring) => {
    if (ring.kind === 'updates' && ring.first === 78) isLast = true
  })
  from.ring(journeyId, { kind: 'updates', first: 78, last: 78, updates: [] })
  await expect.poll(() => isLast).toBe(true)
  stop()
  stopLast()
}

/** Without what was rung to find out whether somebody listens. */
const ringsOf = (heard: readonly [JourneyRing, string][] | undefined) =>
  (heard ?? []).filter(([ring]) => ring.kind !== 'updates' || ring.first < 77)
