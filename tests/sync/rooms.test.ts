import { once } from 'node:events'
import http from 'node:http'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { UpdateLog } from '#server/storage/ports.ts'
import type { Authorize, Participant, SocketAnswer } from '#server/sync/ports.ts'
import { askState, changeOf, connectRaw, joinRaw, update } from '#tests/support/sync-raw-client.ts'
import {
  allowAll,
  changingRights,
  JOURNEY,
  participantOf,
  startTestSync,
  type TestSync,
} from '#tests/support/sync-server.ts'

let server: TestSync
let authorize: Authorize
/** Runs before a journey is loaded. */
let beforeLoad: () => Promise<void>

beforeEach(async () => {
  authorize = allowAll
  beforeLoad = () => Promise.resolve()
  server = await startTestSync({
    authorize: (request, journeyId) => authorize(request, journeyId),
    limits: { idleRoomMs: 50, foldInPauseMs: 20 },
    wrapLog: (log): UpdateLog => ({
      ...log,
      async load(journeyId) {
        await beforeLoad()
        return log.load(journeyId)
      },
    }),
  })
})
afterEach(() => server.close())

const at = (params = '') => `${server.url}/${JOURNEY}?${params}`
const cards = (doc: Y.Doc) => doc.getMap<unknown>('cards')
const cardSet = (doc: Y.Doc, key: string, value: unknown = true) => changeOf(doc, () => cards(doc).set(key, value))
const read = () => server.sync.read(JOURNEY, (doc) => cards(doc).toJSON())

describe('the rest of the server', () => {
  it('changes and reads a journey that nobody has open', async () => {
    await server.sync.change(JOURNEY, 'ann', (doc) => void cards(doc).set('a', 1))
    expect(await read()).toEqual({ a: 1 })
    const row = await server.store.database.selectFrom('journey_updates').selectAll().executeTakeFirstOrThrow()
    expect(row).toMatchObject({ journey_id: JOURNEY, seq: 1, actor_id: 'ann' })
  })

  it('changes an open journey before everyone’s eyes', async () => {
    const ann = await joinRaw(at())
    await server.sync.change(JOURNEY, null, (doc) => void cards(doc).set('a', 1))
    Y.applyUpdate(ann.doc, (await ann.next('update')).update)
    expect(cards(ann.doc).toJSON()).toEqual({ a: 1 })
  })

  it('hears of a change that fails, and what it had done by then is stored like any other', async () => {
    const changing = server.sync.change(JOURNEY, null, (doc) => {
      cards(doc).set('half', 1)
      throw new Error('on purpose')
    })
    await expect(changing).rejects.toThrow('on purpose')
    expect(await read()).toEqual({ half: 1 })
    expect((await server.store.log.load(JOURNEY)).seq).toBe(1)
  })

  it('is told when a change is on disk and when somebody has come, until it listens no more', async () => {
    const heard: string[] = []
    const stop = server.sync.on('changed', (id) => heard.push(`changed ${id}`))
    server.sync.on('opened', (id) => heard.push(`opened ${id}`))
    const ann = await joinRaw(at('v=1'))
    ann.send(update(cardSet(ann.doc, 'a')))
    await ann.next('saved')
    expect(heard).toEqual([`opened ${JOURNEY}`, `changed ${JOURNEY}`])
    stop()
    await server.sync.change(JOURNEY, null, (doc) => void cards(doc).set('b', 1))
    expect(heard).toHaveLength(2)
  })

  it('goes on when one of its listeners fails', async () => {
    server.sync.on('changed', () => {
      throw new Error('on purpose')
    })
    const ann = await joinRaw(at('v=1'))
    ann.send(update(cardSet(ann.doc, 'a')))
    await ann.next('saved')
    expect(server.complaints).toHaveLength(1)
  })

  it('pushes to those who understand it', async () => {
    const [ours, plain] = [await joinRaw(at('v=1')), await joinRaw(at())]
    server.sync.push(JOURNEY, { kind: 'journey-changed' })
    expect((await ours.next('push')).value).toEqual({ kind: 'journey-changed' })
    expect(plain.count('push')).toBe(0)
    server.sync.push('nobody is here', { kind: 'journey-changed' })
    expect(server.sync.openJourneyIds()).toEqual([JOURNEY])
  })

  it('deletes a journey under everyone’s hands', async () => {
    const ann = await joinRaw(at())
    await server.sync.drop(JOURNEY)
    expect(await ann.closed).toEqual({ code: 4404, reason: 'journey-not-found' })
    expect(server.sync.openJourneyIds()).toEqual([])
  })
})

describe('revoking', () => {
  it('cuts off those whom it concerns at once, and nothing they still send counts', async () => {
    const rights = changingRights()
    authorize = rights.authorize
    const [ann, bob] = [await joinRaw(at('as=ann')), await joinRaw(at('as=bob'))]
    rights.change('ann', 'not-allowed')
    const revokedAt = performance.now()
    const asked = server.sync.askAgain({ sessionId: 'session-of-ann' })
    ann.send(update(cardSet(ann.doc, 'late')))
    expect(await ann.closed).toEqual({ code: 4403, reason: 'not-allowed' })
    expect(performance.now() - revokedAt).toBeLessThan(1_000)
    bob.send(update(cardSet(bob.doc, 'fine')))
    await expect.poll(read).toEqual({ fine: true })
    await asked
    expect(server.sync.figures().counters.changedRights).toBe(1)
  })

  it('asks only those who are meant, and leaves in peace whose right is the same', async () => {
    const rights = changingRights()
    authorize = rights.authorize
    const [ann, bob] = [await joinRaw(at('as=ann')), await joinRaw(at('as=bob'))]
    rights.change('ann', { role: 'viewer' })
    rights.change('bob', 'not-signed-in')
    await server.sync.askAgain({ journeyId: 'another' })
    await server.sync.askAgain({ actorId: 'id-of-ann', shareId: 'none of hers' })
    ann.send(update(cardSet(ann.doc, 'still')))
    await bob.next('update')
    await server.sync.askAgain({ journeyId: JOURNEY, actorId: 'id-of-ann' })
    expect(await ann.closed).toEqual({ code: 4500, reason: 'role-changed' })
    bob.send(update(cardSet(bob.doc, 'not asked yet')))
    await expect.poll(read).toEqual({ still: true, 'not asked yet': true })
    await server.sync.askAgain({})
    expect(await bob.closed).toEqual({ code: 4401, reason: 'not-signed-in' })
  })

  it('reads nothing from somebody whose right cannot be asked, until it can', async () => {
    let isStoreAway = false
    const answer = (participant: Participant): SocketAnswer => ({
      ok: true,
      participant,
      again: () => (isStoreAway ? Promise.reject(new Error('away')) : Promise.resolve(answer(participant))),
    })
    authorize = (request) => Promise.resolve(answer(participantOf(request)))
    const ann = await joinRaw(at('as=ann&v=1'))
    isStoreAway = true
    const asked = server.sync.askAgain({})
    ann.send(update(cardSet(ann.doc, 'later')))
    expect(await read()).toEqual({})
    isStoreAway = false
    await asked
    await expect.poll(read).toEqual({ later: true })
  })

  it('also stops someone who has been let in and is not seated yet', async () => {
    let arrived = () => {}
    const loading = new Promise<void>((resolve) => (arrived = resolve))
    let goOn = () => {}
    beforeLoad = () => {
      arrived()
      return new Promise((resolve) => (goOn = resolve))
    }
    const connecting = connectRaw(at('v=1'))
    await loading
    authorize = () => Promise.resolve({ ok: false, code: 'not-allowed' })
    await server.sync.askAgain({})
    goOn()
    expect((await (await connecting).closed).code).toBe(4403)
  })
})

describe('the door', () => {
  const refusals = [
    ['not-signed-in', 401, 4401],
    ['not-allowed', 403, 4403],
    ['journey-not-found', 404, 4404],
  ] as const
  for (const [code, status, closeCode] of refusals) {
    it(`${code}: HTTP ${status}, or close code ${closeCode} for our own client`, async () => {
      authorize = () => Promise.resolve({ ok: false, code })
      await expect(connectRaw(at())).rejects.toThrow(`Unexpected server response: ${status}`)
      const ours = await connectRaw(at('v=1'))
      expect(await ours.closed).toEqual({ code: closeCode, reason: code })
      expect(ours.received).toEqual([])
    })
  }

  it('a page from elsewhere gets no websocket at all', async () => {
    authorize = () => Promise.resolve({ ok: false, code: 'bad-origin' })
    await expect(connectRaw(at('v=1'))).rejects.toThrow('Unexpected server response: 403')
  })

  it('other paths lead nowhere', async () => {
    for (const path of ['/', '/sync/', '/sync/a/b', '/sync/%2e%2e', '/other']) {
      await expect(connectRaw(server.url.replace('/sync', path))).rejects.toThrow('Unexpected server response: 404')
    }
  })

  it('says why, in the same words as REST', async () => {
    authorize = () => Promise.resolve({ ok: false, code: 'not-signed-in' })
    const request = http.get(at().replace('ws:', 'http:'), {
      headers: {
        connection: 'Upgrade',
        upgrade: 'websocket',
        'sec-websocket-key': 'dGhlIHNhbXBsZSBub25jZQ==',
        'sec-websocket-version': '13',
      },
    })
    const [response] = (await once(request, 'response')) as [http.IncomingMessage]
    const body = JSON.parse((await response.toArray()).join('')) as unknown
    expect(body).toMatchObject({ error: { code: 'not-signed-in' } })
  })

  it('is shut for a moment when the log cannot be read', async () => {
    beforeLoad = () => Promise.reject(new Error('the disk is gone'))
    await expect(connectRaw(at())).rejects.toThrow('Unexpected server response: 503')
    beforeLoad = () => Promise.resolve()
    await joinRaw(at())
  })
})

describe('a journey that nobody has open any more', () => {
  it('leaves memory, folded into a snapshot, and opens again as it was', async () => {
    const ann = await joinRaw(at('v=1'))
    for (let index = 0; index < 200; index++)
      ann.send(update(cardSet(ann.doc, `card-${index % 10}`, `${index}`.repeat(20))))
    await expect
      .poll(() => ann.received.findLast(({ kind }) => kind === 'saved'))
      .toEqual({ kind: 'saved', count: 200 })
    ann.close()
    const loaded = () => server.store.log.load(JOURNEY)
    await expect.poll(async () => (await loaded()).snapshot?.seq).toBeGreaterThan(0)
    const { seq, updates } = await loaded()
    expect(updates).toEqual([])

    const bob = await joinRaw(at('as=bob'))
    expect(cards(bob.doc).toJSON()).toEqual(cards(ann.doc).toJSON())
    bob.send(update(cardSet(bob.doc, 'after')))
    await expect.poll(async () => (await loaded()).seq).toBe(seq + 1)
  })
})

describe('a journey that is edited a lot', () => {
  it('is folded while people go on, and nothing is lost', async () => {
    const ann = await joinRaw(at('v=1'))
    for (let index = 0; index < 600; index++) ann.send(update(cardSet(ann.doc, `card-${index}`, 'x'.repeat(1_000))))
    await expect
      .poll(() => ann.received.findLast(({ kind }) => kind === 'saved'), { timeout: 10_000 })
      .toEqual({ kind: 'saved', count: 600 })
    await expect.poll(async () => (await server.store.log.load(JOURNEY)).snapshot).not.toBeNull()
    await server.restart()
    expect(Object.keys(await read())).toHaveLength(600)
  })
})

describe('going away', () => {
  it('keeps what was sent, and tells everyone to come back', async () => {
    const [ann, bob] = [await joinRaw(at('v=1')), await joinRaw(at('as=bob'))]
    for (let index = 0; index < 100; index++) ann.send(update(cardSet(ann.doc, `card-${index}`)))
    await ann.next('saved')
    await server.restart()
    expect((await ann.closed).code).toBe(1012)
    expect((await bob.closed).code).toBe(1012)
    const saved = ann.received.findLast((message) => message.kind === 'saved')
    expect(Object.keys(await read()).length).toBeGreaterThanOrEqual(saved?.count ?? Infinity)
  })

  it('folds what is worth it, so that the next server opens it faster', async () => {
    const ann = await joinRaw(at('v=1'))
    ann.send(update(cardSet(ann.doc, 'card', 'x'.repeat(10_000))))
    await ann.next('saved')
    await server.restart()
    expect(await server.store.log.load(JOURNEY)).toMatchObject({ snapshot: { seq: 1 }, updates: [] })
  })
})

describe('opening a journey that was folded', () => {
  const fold = async () => {
    await server.sync.change(JOURNEY, null, (doc) =>
      doc.transact(() => {
        for (let index = 0; index < 500; index++) cards(doc).set(`card-${index}`, 'x'.repeat(100))
      }),
    )
    await expect.poll(async () => (await server.store.log.load(JOURNEY)).snapshot?.seq).toBe(1)
    await server.sync.change(JOURNEY, null, (doc) => void cards(doc).set('tail', 1))
    await server.restart()
  }

  it('answers with the log’s own bytes, and knows what an editor has without taking them apart', async () => {
    await fold()
    const ann = await connectRaw(at('v=1'))
    ann.send(askState(new Y.Doc()))
    const doc = new Y.Doc()
    Y.applyUpdate(doc, (await ann.next('update')).update)
    // Providers call themselves synced at the state: what came after the snapshot must not come after it.
    Y.applyUpdate(doc, (await ann.next('state')).update)
    expect(cards(doc).size).toBe(501)
    expect((await ann.next('ask-state')).stateVector).toEqual(Y.encodeStateVector(doc))
    const kinds = ann.received.map(({ kind }) => kind).filter((kind) => kind !== 'presence')
    expect(kinds).toEqual(['hello', 'ask-state', 'update', 'state'])
  })

  it('also does so for somebody who writes before the document is built, or asks for the rest only', async () => {
    await fold()
    const doc = new Y.Doc()
    const ann = await connectRaw(at('v=1'))
    ann.send(update(cardSet(doc, 'early')))
    ann.send(askState(doc))
    Y.applyUpdate(doc, (await ann.next('state')).update)
    await ann.next('saved')
    expect(cards(doc).size).toBe(502)
    await server.restart()
    const back = await joinRaw(at('as=back'), doc)
    expect(cards(back.doc).size).toBe(502)
    expect(Object.keys(await read())).toHaveLength(502)
  })

  it('answers a reader of the server after who has joined', async () => {
    await fold()
    const ann = await connectRaw(at('v=1&role=viewer'))
    const reading = read()
    ann.send(askState(new Y.Doc()))
    await ann.next('state')
    expect(Object.keys(await reading)).toHaveLength(501)
    expect(ann.count('ask-state')).toBe(0)
  })
})
