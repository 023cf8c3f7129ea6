import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createLinkedDoorbells, type LinkedDoorbells } from '#tests/support/linked-doorbells.ts'
import { connectProvider, expectEqual } from '#tests/support/sync-provider-peer.ts'
import { changeOf, joinRaw, presence, update, type RawClient } from '#tests/support/sync-raw-client.ts'
import { JOURNEY, startTestNodes, type TestNodes } from '#tests/support/sync-server.ts'

let bells: LinkedDoorbells
let test: TestNodes

const start = async (limits = {}) => {
  await test?.close()
  bells = createLinkedDoorbells()
  test = await startTestNodes(bells, limits)
}
beforeEach(() => start({ pollMs: 60_000, pollWithoutDoorbellMs: 50 }))
afterEach(() => test.close())

const node = (index: 0 | 1) => {
  const found = test.nodes[index]
  if (found === undefined) throw new Error('no such node')
  return found
}
const join = (index: 0 | 1, name: string, doc?: Y.Doc) => joinRaw(`${node(index).url}/${JOURNEY}?v=1&as=${name}`, doc)
const cards = (doc: Y.Doc) => doc.getMap<unknown>('cards')
const cardSet = (doc: Y.Doc, key: string, value: unknown = true) => changeOf(doc, () => cards(doc).set(key, value))
const read = (index: 0 | 1) => node(index).sync.read(JOURNEY, (doc) => cards(doc).toJSON())

function applied(client: Awaited<ReturnType<typeof joinRaw>>) {
  for (const message of client.received) if (message.kind === 'update') Y.applyUpdate(client.doc, message.update)
  return cards(client.doc).toJSON()
}

describe('a change', () => {
  it('reaches those on the other node by the ring, and is in the log once', async () => {
    const [ann, bob] = [await join(0, 'ann'), await join(1, 'bob')]
    ann.send(update(cardSet(ann.doc, 'a')))
    await expect.poll(() => applied(bob)).toEqual({ a: true })
    bob.send(update(cardSet(bob.doc, 'b')))
    await expect.poll(() => applied(ann)).toEqual({ a: true, b: true })
    expect((await test.store.log.load(JOURNEY)).seq).toBe(2)
    expect(node(0).sync.figures().counters).toMatchObject({ commits: 1, repairedGaps: 0 })
  })

  it('arrives however badly the doorbell works', async () => {
    await start({ pollMs: 100 })
    Object.assign(bells.faults, { drop: 0.3, repeat: 0.3, delay: 0.5 })
    const peers = await Promise.all(
      [0, 1, 0, 1].map((index, number) => connectProvider(node(index as 0 | 1).url, JOURNEY, { as: `p${number}` })),
    )
    try {
      for (let round = 0; round < 60; round++) {
        const { doc } = peers[round % peers.length] as (typeof peers)[number]
        cards(doc).set(`card-${round % 20}`, round)
        if (round % 10 === 0) await bells.quiet()
      }
      await expectEqual(...peers.map(({ doc }) => doc))
    } finally {
      for (const peer of peers) peer.close()
    }
  })

  it('that no ring told is read when the next one shows the gap', async () => {
    const [ann, bob] = [await join(0, 'ann'), await join(1, 'bob')]
    bells.faults.drop = 1
    ann.send(update(cardSet(ann.doc, 'unheard')))
    await ann.next('saved')
    await bells.quiet()
    bells.faults.drop = 0
    ann.send(update(cardSet(ann.doc, 'heard')))
    await expect.poll(() => applied(bob)).toEqual({ unheard: true, heard: true })
    expect(node(1).sync.figures().counters.repairedGaps).toBe(1)
  })

  it('is read at once when the doorbell says that rings were missed, and soon while there is none', async () => {
    const [ann, bob] = [await join(0, 'ann'), await join(1, 'bob')]
    bells.cut([node(1).doorbell])
    ann.send(update(cardSet(ann.doc, 'by polling')))
    // The poll that was under way when the doorbell fell silent is the long one.
    await ann.next('saved')
    bells.heal()
    await expect.poll(() => applied(bob)).toEqual({ 'by polling': true })
    bells.cut([node(1).doorbell], { silently: false })
    bells.heal()
    ann.send(update(cardSet(ann.doc, 'again')))
    await expect.poll(() => applied(bob)).toEqual({ 'by polling': true, again: true })
  })

  it('is known to who asks a node on which nobody has the journey open', async () => {
    const ann = await join(0, 'ann')
    ann.send(update(cardSet(ann.doc, 'a')))
    await ann.next('saved')
    expect(await read(1)).toEqual({ a: true })
    await node(1).sync.change(JOURNEY, null, (doc) => void cards(doc).set('by the server', 1))
    await expect.poll(() => applied(ann)).toEqual({ a: true, 'by the server': 1 })
  })

  it('that was folded and forgotten meanwhile comes with the whole state', async () => {
    const [ann, bob] = [await join(0, 'ann'), await join(1, 'bob')]
    bells.faults.drop = 1
    ann.send(update(cardSet(ann.doc, 'a')))
    await ann.next('saved')
    await test.store.log.compact(JOURNEY, 1, Y.encodeStateAsUpdate(ann.doc))
    await test.store.log.forgetBefore(Date.now() + 1)
    expect(await test.store.log.since(JOURNEY, 0)).toBeNull()
    bells.faults.drop = 0
    ann.send(update(cardSet(ann.doc, 'b')))
    await expect.poll(() => applied(bob)).toEqual({ a: true, b: true })
  })
})

describe('presence', () => {
  const user = (name: string) => ({ id: `id-of-${name}`, name, color: 3, role: 'editor' })

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

  it('crosses nodes with the name that the server knows, and goes when its owner leaves', async () => {
    const [ann, bob] = [await join(0, 'ann'), await join(1, 'bob')]
    ann.send(presence([11, 1, { cursor: { x: 1, y: 2 }, user: { name: 'Bob' } }]))
    await expect.poll(() => seenBy(bob)).toEqual({ 11: { cursor: { x: 1, y: 2 }, user: user('ann') } })
    ann.close()
    await expect.poll(() => seenBy(bob)).toEqual({})
  })

  it('is shown to the first one to come on another node', async () => {
    const ann = await join(0, 'ann')
    ann.send(presence([11, 1, { editing: 'card' }]))
    const bob = await join(1, 'bob')
    await expect.poll(() => seenBy(bob)).toEqual({ 11: { editing: 'card', user: user('ann') } })
  })

  it('follows a person to another node before the old one knows that they are gone', async () => {
    const [bob, old] = [await join(0, 'bob'), await join(0, 'ann')]
    old.send(presence([11, 1, { editing: 'here' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'here' })
    const moved = await join(1, 'ann')
    moved.send(presence([11, 2, { editing: 'there' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'there' })
    old.close()
    await node(0).sync.askAgain({})
    moved.send(presence([11, 3, { editing: 'still there' }]))
    await expect.poll(() => seenBy(bob)[11]).toMatchObject({ editing: 'still there' })
  })

  it('cannot be taken from a person on another node', async () => {
    const [ann, bob, eve] = [await join(0, 'ann'), await join(0, 'bob'), await join(1, 'eve')]
    ann.send(presence([11, 1, { editing: 'a' }]))
    await expect.poll(() => Object.keys(seenBy(eve))).toEqual(['11'])
    eve.send(presence([11, 9, { editing: 'stolen' }]))
    eve.send(presence([12, 1, {}]))
    await expect.poll(() => Object.keys(seenBy(bob))).toEqual(['11', '12'])
    expect(seenBy(bob)[11]).toMatchObject({ editing: 'a', user: user('ann') })
    expect(node(1).sync.figures().counters.foreignPresence).toBe(1)
  })
})

describe('the rest of the server', () => {
  it('pushes to those on every node, from any', async () => {
    const ann = await join(0, 'ann')
    node(1).sync.push(JOURNEY, { kind: 'journey-changed' })
    expect((await ann.next('push')).value).toEqual({ kind: 'journey-changed' })
    const bob = await join(1, 'bob')
    node(0).sync.push(JOURNEY, { kind: 'journey-changed' })
    await Promise.all([ann.next('push'), bob.next('push')])
  })

  it('hears what is opened and changed on other nodes, and knows that it was not here', async () => {
    const heard: string[] = []
    for (const index of [0, 1] as const) {
      node(index).sync.on('opened', (_, isHere) => heard.push(`${index} opened ${isHere}`))
      node(index).sync.on('changed', (_, isHere) => heard.push(`${index} changed ${isHere}`))
    }
    const ann = await join(0, 'ann')
    await expect.poll(() => node(1).sync.openJourneyIds()).toEqual([JOURNEY])
    for (const key of ['a', 'b', 'c']) ann.send(update(cardSet(ann.doc, key)))
    await expect.poll(() => heard.includes('1 changed false')).toBe(true)
    expect(heard.slice(0, 2).toSorted()).toEqual(['0 opened true', '1 opened false'])
    expect(heard).toContain('0 changed true')
  })
})
