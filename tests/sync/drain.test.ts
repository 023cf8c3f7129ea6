import { expect, it } from 'vitest'
import { readFresh, startWriter } from '#tests/support/sync-kill-round.ts'
import { startNode } from '#tests/support/sync-nodes.ts'
import { createRandom } from '#tests/support/sync-random.ts'
import { describeStores } from '#tests/support/stores.ts'

describeStores('on SIGTERM, under load', (store) => {
  it('the server ends within seconds, cleanly, and keeps what it promised', async () => {
    const place = await store.open()
    const node = await startNode(place)
    const journey = `${node.url}/journey`
    const random = createRandom(1)
    const writers = await Promise.all(['ann', 'bob', 'cleo'].map((name) => startWriter(journey, name, random)))
    await Promise.all(writers.map(({ firstSaved }) => firstSaved))

    const askedAt = performance.now()
    expect(await node.end('SIGTERM')).toBe(0)
    expect(performance.now() - askedAt).toBeLessThan(6_000)
    expect(await Promise.all(writers.map(({ closed }) => closed))).toEqual([1012, 1012, 1012])

    const next = await startNode(place)
    const kept = await readFresh(`${next.url}/journey`)
    await next.end('SIGKILL')
    await place.close()
    const promised = writers.flatMap((writer) => writer.saved().concat(writer.told()))
    expect(promised.length).toBeGreaterThan(0)
    expect(promised.filter((card) => !kept.has(card))).toEqual([])
  })
})
