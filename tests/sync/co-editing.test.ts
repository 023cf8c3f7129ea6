import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { connectProvider, expectEqual, isSynced, type ProviderPeer } from '#tests/support/sync-provider-peer.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

let server: TestSync
let peers: ProviderPeer[]

beforeEach(async () => {
  server = await startTestSync()
  peers = []
})
afterEach(async () => {
  for (const peer of peers) peer.close()
  await server.close()
  expect(server.complaints).toEqual([])
})

async function peer(params: Record<string, string> = {}, doc?: Y.Doc): Promise<ProviderPeer> {
  const connected = await connectProvider(server.url, JOURNEY, params, doc)
  peers.push(connected)
  return connected
}

const cardsOf = ({ doc }: ProviderPeer) => doc.getMap<unknown>('cards')

describe('unmodified y-websocket clients', () => {
  it('edit together', async () => {
    const [ann, bob, cleo] = [await peer({ as: 'ann' }), await peer({ as: 'bob' }), await peer({ as: 'cleo' })]
    cardsOf(ann).set('a', 1)
    cardsOf(bob).set('b', 2)
    for (const letter of 'hello') cleo.doc.getText('text').insert(0, letter)
    await expect.poll(() => cardsOf(cleo).toJSON()).toEqual({ a: 1, b: 2 })
    await expectEqual(ann.doc, bob.doc, cleo.doc)
    expect(ann.doc.getText('text').toString()).toBe('olleh')
  })

  it('bring what they changed offline when they come back', async () => {
    const [ann, bob] = [await peer({ as: 'ann' }), await peer({ as: 'bob' })]
    ann.provider.disconnect()
    cardsOf(ann).set('offline', 'ann')
    cardsOf(bob).set('online', 'bob')
    ann.provider.connect()
    await isSynced(ann.provider)
    await expect.poll(() => cardsOf(bob).toJSON()).toEqual({ offline: 'ann', online: 'bob' })
    await expectEqual(ann.doc, bob.doc)
  })

  it('find everything again after the server was restarted, and nobody else has it', async () => {
    const ann = await peer()
    cardsOf(ann).set('kept', true)
    ann.doc.getText('text').insert(0, 'words')
    await expect.poll(() => server.sync.figures().counters.commits).toBeGreaterThan(0)
    ann.close()
    await server.restart()
    const later = await peer()
    expect(cardsOf(later).toJSON()).toEqual({ kept: true })
    expect(later.doc.getText('text').toString()).toBe('words')
  })

  it('reconnect by themselves to a restarted server and go on', async () => {
    const [ann, bob] = [await peer({ as: 'ann' }), await peer({ as: 'bob' })]
    cardsOf(ann).set('before', 1)
    await server.restart()
    cardsOf(ann).set('after', 2)
    await expect.poll(() => cardsOf(bob).toJSON(), { timeout: 5_000 }).toEqual({ before: 1, after: 2 })
  })

  it('see each other, under the names that the server knows', async () => {
    const [ann, bob] = [await peer({ as: 'ann' }), await peer({ as: 'bob', role: 'viewer' })]
    ann.provider.awareness.setLocalStateField('cursor', { x: 1, y: 2 })
    bob.provider.awareness.setLocalState({ cursor: { x: 5, y: 6 }, user: { id: 'id-of-ann', name: 'not ann' } })
    const seenBy = ({ provider }: ProviderPeer, other: ProviderPeer) =>
      provider.awareness.getStates().get(other.doc.clientID)
    await expect
      .poll(() => seenBy(bob, ann))
      .toEqual({
        cursor: { x: 1, y: 2 },
        user: { id: 'id-of-ann', name: 'ann', color: 3, role: 'editor' },
      })
    await expect
      .poll(() => seenBy(ann, bob))
      .toEqual({
        cursor: { x: 5, y: 6 },
        user: { id: 'id-of-bob', name: 'bob', color: 3, role: 'viewer' },
      })
    bob.close()
    await expect.poll(() => seenBy(ann, bob)).toBeUndefined()
  })

  it('stop coming back when they were refused for good', async () => {
    const viewer = await peer({ as: 'vera', role: 'viewer' })
    const closed = new Promise<{ code: number }>((resolve) => viewer.provider.once('closed', resolve))
    cardsOf(viewer).set('not', 'allowed')
    expect(await closed).toMatchObject({ code: 4403 })
    expect(viewer.provider.shouldConnect).toBe(false)
  })
})
