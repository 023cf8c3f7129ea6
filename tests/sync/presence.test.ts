import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { connectRaw, joinRaw, presence, type RawClient } from '#tests/support/sync-raw-client.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

let server: TestSync

beforeEach(async () => {
  server = await startTestSync()
})
afterEach(async () => {
  await server.close()
  expect(server.complaints).toEqual([])
})

const join = (name: string, role = 'editor') => joinRaw(`${server.url}/${JOURNEY}?as=${name}&role=${role}`)
const userOf = (name: string, role = 'editor') => ({ id: `id-of-${name}`, name, color: 3, role })

/** What a client knows of the others after all that it was told, by client id. */
function seenBy(client: RawClient): Record<number, unknown> {
  const seen: Record<number, unknown> = {}
  for (const message of client.received) {
    if (message.kind !== 'presence') continue
    for (const [clientId, , state] of message.states) {
      if (state === null) delete seen[clientId]
      else seen[clientId] = state
    }
  }
  return seen
}

describe('presence', () => {
  it('reaches the others with the name that the server knows, whatever the client claims', async () => {
    const [ann, bob] = [await join('ann'), await join('bob', 'viewer')]
    ann.send(presence([11, 1, { cursor: { x: 1, y: 2 }, user: { id: 'id-of-bob', name: 'Bob', role: 'owner' } }]))
    bob.send(presence([22, 1, { editing: 'card' }]))
    await expect.poll(() => seenBy(bob)[11]).toEqual({ cursor: { x: 1, y: 2 }, user: userOf('ann') })
    await expect.poll(() => seenBy(ann)[22]).toEqual({ editing: 'card', user: userOf('bob', 'viewer') })
  })

  it('is shown to who comes later, and taken away when its owner leaves', async () => {
    const ann = await join('ann')
    ann.send(presence([11, 1, {}]))
    const bob = await join('bob')
    await expect.poll(() => seenBy(bob)).toEqual({ 11: { user: userOf('ann') } })
    ann.socket.terminate()
    await expect.poll(() => seenBy(bob)).toEqual({})
    const cleo = await join('cleo')
    cleo.send(presence([33, 1, {}]))
    await expect.poll(() => seenBy(cleo)).toEqual({ 33: { user: userOf('cleo') } })
  })

  it('goes away and comes back as its owner wishes', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    ann.send(presence([11, 1, { editing: 'a' }]))
    await expect.poll(() => Object.keys(seenBy(bob))).toEqual(['11'])
    ann.send(presence([11, 2, null]))
    await expect.poll(() => seenBy(bob)).toEqual({})
    ann.send(presence([11, 3, { editing: 'b' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'b' })
  })

  it('of somebody who begins to type has the document built before their first letter, of nobody else', async () => {
    const stored = new Y.Doc()
    stored.getMap('info').set('title', 'a')
    const state = Y.encodeStateAsUpdate(stored)
    await server.store.log.append(JOURNEY, [{ data: state, actorId: null }])
    await server.store.log.compact(JOURNEY, 1, state, Y.encodeSnapshot(Y.snapshot(stored)))
    const built = (): number => server.sync.figures().builtRooms
    const caret = { root: 'info', id: 'info', field: 'title', range: null }
    const [bob, ann] = [await join('bob', 'viewer'), await join('ann')]
    bob.send(presence([22, 1, { caret }]))
    ann.send(presence([11, 1, { cursor: { x: 1, y: 2 }, selection: ['card'] }]))
    await expect.poll(() => Object.keys(seenBy(ann))).toEqual(['11', '22'])
    expect(built()).toBe(0)
    ann.send(presence([11, 2, { caret }]))
    await expect.poll(built).toBe(1)
  })

  it('of one tick goes out as one message, with the newest state', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    const before = bob.count('presence')
    for (let clock = 1; clock <= 200; clock++) ann.send(presence([11, clock, { cursor: { x: clock, y: 0 } }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ cursor: { x: 200 } })
    expect(bob.count('presence') - before).toBeLessThan(10)
  })

  it('that is older than what is known is passed over', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    ann.send(presence([11, 5, { editing: 'new' }]))
    ann.send(presence([11, 4, { editing: 'old' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'new' })
  })

  it('that is too large is cut down to the cursor', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    const selection = Array.from({ length: 500 }, (_, index) => `element-${index}`)
    ann.send(presence([11, 1, { cursor: { x: 1, y: 2, extra: 'x'.repeat(9_000) }, selection }]))
    await expect.poll(() => seenBy(bob)[11]).toEqual({ cursor: { x: 1, y: 2 }, user: userOf('ann') })
    expect(server.sync.figures().counters.cutPresence).toBe(1)
  })
})

describe('nobody speaks as somebody else', () => {
  it('not by naming their client id first', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    ann.send(presence([11, 1, { editing: 'mine' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'mine' })
    const mallory = await join('mallory')
    mallory.send(presence([11, 99, { editing: 'stolen' }]))
    mallory.send(presence([44, 1, {}]))
    await expect.poll(() => seenBy(bob)[44]).toEqual({ user: userOf('mallory') })
    expect(seenBy(bob)[11]).toEqual({ editing: 'mine', user: userOf('ann') })
  })

  it('not by adding them to their own message, and nobody is sent away by it', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    ann.send(presence([11, 1, { editing: 'mine' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'mine' })
    const mallory = await join('mallory')
    mallory.send(presence([44, 1, {}], [11, 99, null]))
    mallory.send(presence([11, 100, { editing: 'stolen' }]))
    mallory.send(presence([44, 2, { editing: 'done' }]))
    await expect.poll(() => seenBy(bob)[44]).toMatchObject({ editing: 'done' })
    expect(seenBy(bob)[11]).toEqual({ editing: 'mine', user: userOf('ann') })
    expect(server.sync.figures().counters.foreignPresence).toBe(2)
  })

  it('and what a client sends back of others makes no traffic', async () => {
    const [ann, bob] = [await join('ann'), await join('bob')]
    bob.send(presence([22, 1, {}]))
    ann.send(presence([11, 1, { editing: 'x' }]))
    await expect.poll(() => Object.keys(seenBy(bob))).toContain('11')
    const told = ann.count('presence') + bob.count('presence')
    for (let index = 0; index < 100; index++) bob.send(presence([11, 1, { editing: 'x', user: userOf('ann') }]))
    await expect.poll(() => server.sync.figures().counters.foreignPresence).toBe(100)
    expect(ann.count('presence') + bob.count('presence')).toBe(told)
  })

  it('but a person who comes back before the server missed them has their client id again', async () => {
    const bob = await join('bob')
    const before = await join('ann')
    before.send(presence([11, 1, { editing: 'a' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'a' })
    // As y-websocket does: both messages at once, with the clock it had.
    const after = await connectRaw(`${server.url}/${JOURNEY}?as=ann`)
    after.send(presence([11, 1, { editing: 'a' }]))
    after.send(presence([11, 2, { editing: 'b' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'b' })
    before.close()
    await before.closed
    after.send(presence([11, 3, { editing: 'c' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'c' })
  })
})
