import { afterEach, describe, expect, it } from 'vitest'
import { WebSocket } from 'ws'
import * as Y from 'yjs'
import type { SyncLimits } from '#server/sync/limits.ts'
import { changeOf, connectRaw, joinRaw, presence, update } from '#tests/support/sync-raw-client.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

let server: TestSync

async function start(limits: Partial<SyncLimits>): Promise<void> {
  server = await startTestSync({ limits })
}
afterEach(() => server.close())

const at = (params = '') => `${server.url}/${JOURNEY}?${params}`
const cardSet = (doc: Y.Doc, key: string, value: unknown = true) =>
  changeOf(doc, () => doc.getMap<unknown>('cards').set(key, value))

describe('a slow reader', () => {
  it('gets no presence for a while, then is sent away to sync anew, and costs the others nothing', async () => {
    await start({ slowReaderBytes: 10_000, stuckReaderBytes: 1_000_000 })
    const [ann, bob, slow] = [await joinRaw(at()), await joinRaw(at('as=bob')), await joinRaw(at('as=slow'))]
    slow.socket.pause()
    // The operating system takes a few MB off our hands before the server sees that nobody reads.
    let sent = 0
    while (server.sync.figures().counters.stuckReaders === 0) {
      ann.send(update(cardSet(ann.doc, `card-${sent++}`, 'x'.repeat(100_000))))
      ann.send(presence([11, sent, { cursor: { x: sent, y: 0 } }]))
      await bob.next('update')
      // Each on a tick of its own, so that there is something to hold back.
      await new Promise((resolve) => setTimeout(resolve, 5))
    }
    expect(server.sync.figures().counters.heldBackPresence).toBeGreaterThan(0)
    slow.socket.resume()
    const { code } = await slow.closed
    expect([1013, 1006]).toContain(code)
    ann.send(update(cardSet(ann.doc, 'after')))
    await bob.next('update')
    const back = await joinRaw(at('as=slow'), slow.doc)
    expect(back.doc.getMap('cards').size).toBe(sent + 1)
  })

  it('that goes on reading gets what it missed as a few merged changes, and all of it', async () => {
    await start({ slowReaderBytes: 10_000, stuckReaderBytes: 50_000_000 })
    const [ann, bob, slow] = [await joinRaw(at()), await joinRaw(at('as=bob')), await joinRaw(at('as=slow'))]
    slow.socket.pause()
    let sent = 0
    while (server.sync.figures().counters.keptBackChanges < 50) {
      ann.send(update(cardSet(ann.doc, `card-${sent++}`, 'x'.repeat(100_000))))
      await bob.next('update')
    }
    expect(server.sync.figures().queuedBytes).toBeGreaterThan(5_000_000)
    slow.socket.resume()
    const cardsOfSlow = () => {
      for (const message of slow.received) if (message.kind === 'update') Y.applyUpdate(slow.doc, message.update)
      return slow.doc.getMap('cards').size
    }
    await expect.poll(cardsOfSlow, { timeout: 10_000 }).toBe(sent)
    expect(slow.count('update')).toBeLessThanOrEqual(sent - 49)
    ann.send(update(cardSet(ann.doc, 'after')))
    await expect.poll(cardsOfSlow).toBe(sent + 1)
    expect(server.sync.figures()).toMatchObject({ connections: 3, counters: { stuckReaders: 0 } })
  })

  it('that takes nothing for too long is sent away, however little waits for it', async () => {
    await start({ slowReaderBytes: 10_000, stuckReaderBytes: 50_000_000, stuckReaderMs: 200, sweepMs: 50 })
    const [ann, slow] = [await joinRaw(at()), await joinRaw(at('as=slow'))]
    slow.socket.pause()
    let sent = 0
    while (server.sync.figures().counters.keptBackChanges === 0) {
      ann.send(update(cardSet(ann.doc, `card-${sent++}`, 'x'.repeat(100_000))))
      await expect.poll(() => server.sync.figures().counters.commits).toBe(sent)
    }
    await expect.poll(() => server.sync.figures().connections).toBe(1)
    expect(server.sync.figures().counters.stuckReaders).toBe(1)
    slow.socket.terminate()
  })
})

describe('a flood', () => {
  it('is read more slowly, to its end', async () => {
    await start({ changesPerConnection: { perSecond: 400, burst: 20 } })
    const ann = await joinRaw(at('v=1'))
    for (let index = 0; index < 200; index++) ann.send(update(cardSet(ann.doc, `card-${index}`)))
    await expect
      .poll(() => ann.received.findLast(({ kind }) => kind === 'saved'), { timeout: 5_000 })
      .toEqual({ kind: 'saved', count: 200 })
    expect(server.sync.figures().counters.slowedSenders).toBeGreaterThan(0)
  })
})

describe('connections', () => {
  it('are counted by journey', async () => {
    await start({ maxConnectionsPerJourney: 2 })
    const first = await joinRaw(at())
    await joinRaw(at('as=bob'))
    const third = await connectRaw(at('as=cleo'))
    expect((await third.closed).code).toBe(1013)
    first.close()
    await first.closed
    await joinRaw(at('as=cleo'))
  })

  it('never stay silent for long', async () => {
    await start({ keepaliveMs: 40, sweepMs: 10 })
    const ann = await joinRaw(at())
    const empty = () =>
      ann.received.filter((message) => message.kind === 'presence' && message.states.length === 0).length
    await expect.poll(empty).toBeGreaterThan(2)
  })

  it('that answer no ping are gone', async () => {
    await start({ keepaliveMs: 20, silentConnectionMs: 100, sweepMs: 10 })
    const lively = await joinRaw(at())
    const dead = new WebSocket(at('as=dead'), { autoPong: false })
    const closed = new Promise<number>((resolve) => dead.once('close', resolve))
    expect(await closed).toBe(1006)
    expect(lively.socket.readyState).toBe(WebSocket.OPEN)
  })
})
