import net from 'node:net'
import { deflateRawSync } from 'node:zlib'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { SyncLimits } from '#server/sync/limits.ts'
import { frame, OPCODES } from '#tests/support/sync-junk-frames.ts'
import { askState, changeOf, connectRaw, joinRaw, state, update } from '#tests/support/sync-raw-client.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

/** What hostile clients were once able to do, one by one; `malformed.test.ts` looks for more. */

let server: TestSync
afterEach(() => server.close())

async function start(limits: Partial<SyncLimits> = {}): Promise<void> {
  server = await startTestSync({ limits })
}

const at = (params = '') => `${server.url}/${JOURNEY}?${params}`
const counters = () => server.sync.figures().counters
const cardSet = (doc: Y.Doc, key: string, value: unknown = true) =>
  changeOf(doc, () => doc.getMap<unknown>('cards').set(key, value))

/** The second change of somebody, and the first, on which it builds. */
function orphanAndBase(key: string, bytes = 0): { readonly orphan: Uint8Array; readonly base: Uint8Array } {
  const doc = new Y.Doc()
  const base = cardSet(doc, `${key}-base`)
  return { base, orphan: cardSet(doc, key, 'x'.repeat(bytes)) }
}

it('asking for the whole journey again and again ends the connection, not the others', async () => {
  await start()
  const [ann, bob] = [await joinRaw(at('as=ann')), await joinRaw(at('as=bob'))]
  const mallory = await connectRaw(at('as=mallory&role=viewer'))
  for (let index = 0; index < 200; index++) mallory.send(askState(new Y.Doc()))
  expect(await mallory.closed).toEqual({ code: 1013, reason: 'overloaded' })
  expect(mallory.count('state')).toBeLessThan(10)
  expect(counters().tooManyQuestions).toBe(1)
  ann.send(update(cardSet(ann.doc, 'after')))
  await bob.next('update')
})

describe('changes that build on what never comes', () => {
  it('are taken up to a limit, and then end the connection: each costs as much as all before it', async () => {
    await start({ maxWaitingBytes: 2_000 })
    const [ann, bob] = [await joinRaw(at('as=ann')), await joinRaw(at('as=bob'))]
    const mallory = await joinRaw(at('as=mallory'))
    for (let index = 0; index < 100; index++) mallory.send(update(orphanAndBase(`orphan-${index}`, 300).orphan))
    expect(await mallory.closed).toEqual({ code: 1013, reason: 'overloaded' })
    expect(counters().refusedWaiting).toBe(1)
    expect((await server.store.log.load(JOURNEY)).updates.length).toBeLessThan(10)
    // What is large and builds on what is there passes, as before.
    ann.send(update(cardSet(ann.doc, 'large', 'x'.repeat(5_000))))
    Y.applyUpdate(bob.doc, (await bob.next('update')).update)
    expect(bob.doc.getMap('cards').get('large')).toHaveLength(5_000)
  })

  it('do not keep the log from being folded, and find their place when it comes after all', async () => {
    await start({ idleRoomMs: 20 })
    const { orphan, base } = orphanAndBase('orphan')
    const ann = await joinRaw(`${at('as=ann')}&v=1`)
    ann.send(update(orphan))
    ann.send(update(cardSet(ann.doc, 'card', 'x'.repeat(10_000))))
    await expect.poll(() => ann.received.findLast(({ kind }) => kind === 'saved')).toEqual({ kind: 'saved', count: 2 })
    ann.close()
    await expect.poll(async () => (await server.store.log.load(JOURNEY)).snapshot?.seq).toBe(2)

    await server.restart()
    const bob = await joinRaw(at('as=bob'))
    expect([...bob.doc.getMap('cards').keys()]).toEqual(['card'])
    bob.send(state(base))
    await expect
      .poll(() => server.sync.read(JOURNEY, (doc) => [...doc.getMap('cards').keys()].toSorted()))
      .toEqual(['card', 'orphan', 'orphan-base'])
  })
})

it('breaking the protocol behind a compressed message ends the connection, not the process', async () => {
  await start()
  const [ann, bob] = [await joinRaw(at('as=ann')), await joinRaw(at('as=bob'))]
  const socket = net.connect({ port: Number(new URL(server.url).port), host: '127.0.0.1', noDelay: true })
  const upgrade = [
    `GET /sync/${JOURNEY}?as=mallory HTTP/1.1`,
    'Host: 127.0.0.1',
    'Upgrade: websocket',
    'Connection: Upgrade',
    'Sec-WebSocket-Version: 13',
    'Sec-WebSocket-Key: c29tZSBub25jZSBvZiAxNg==',
    'Sec-WebSocket-Extensions: permessage-deflate',
  ]
  socket.write(`${upgrade.join('\r\n')}\r\n\r\n`)
  await new Promise((resolve) => socket.once('data', resolve))
  const closed = new Promise((resolve) => socket.once('close', resolve))
  socket.resume()
  // Takes a while to inflate, and is of a kind that is passed over; what follows arrives meanwhile, in pieces of its own.
  const message = new Uint8Array(7 * 1024 * 1024).fill(200, 0, 1)
  const pieces = [
    frame(deflateRawSync(message), { reserved: 0x40 }),
    frame(Uint8Array.of(0xff), { opcode: OPCODES.text }),
    frame(Uint8Array.of(1, 2, 3)),
    frame(Uint8Array.of(1, 2, 3)),
  ]
  for (const piece of pieces) {
    socket.write(piece)
    // Some turns of the loop that the server shares with us: it reads each piece alone.
    for (let turns = 0; turns < 5; turns++) await new Promise(setImmediate)
  }
  await closed
  ann.send(update(cardSet(ann.doc, 'after')))
  await bob.next('update')
})
