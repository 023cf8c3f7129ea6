import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { UpdateLog } from '#server/storage/ports.ts'
import { StorageError, type StorageFault } from '#server/storage/ports.ts'
import { askState, changeOf, connectRaw, joinRaw, state, update } from '#tests/support/sync-raw-client.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

/** A log whose appends wait, or fail, as long as the test wants. */
function gate() {
  let closed: { readonly opened: Promise<void>; readonly open: () => void } | null = null
  let failing: StorageFault | null = null
  return {
    shut() {
      let open = () => {}
      const opened = new Promise<void>((resolve) => (open = resolve))
      closed = { opened, open }
    },
    open() {
      closed?.open()
      closed = null
    },
    fail: (fault: StorageFault | null) => (failing = fault),
    wrap: (log: UpdateLog): UpdateLog => ({
      ...log,
      async append(...change) {
        await closed?.opened
        if (failing !== null) throw new StorageError('the disk is broken', { fault: failing })
        return log.append(...change)
      },
    }),
  }
}

let server: TestSync
let logGate: ReturnType<typeof gate>

beforeEach(async () => {
  logGate = gate()
  server = await startTestSync({ wrapLog: logGate.wrap, limits: { commitPatienceMs: 400, commitRetryMs: 20 } })
})
afterEach(async () => {
  logGate.fail(null)
  logGate.open()
  await server.close()
})

const at = (params = '') => `${server.url}/${JOURNEY}?${params}`
const cards = (doc: Y.Doc) => doc.getMap<unknown>('cards')
const cardSet = (doc: Y.Doc, key: string, value: unknown = true) =>
  changeOf(doc, () => doc.getMap<unknown>('cards').set(key, value))
const storedUpdates = async () => (await server.store.log.load(JOURNEY)).updates.map(({ data }) => data)
const stored = async () => (await storedUpdates()).length
const mergedOf = (updates: readonly Uint8Array[]) => Y.mergeUpdates([...updates])

describe('joining', () => {
  it('greets a client that announced itself, asks an editor for its changes, and never bothers others with our own messages', async () => {
    const ours = await connectRaw(at('v=1&role=owner'))
    expect((await ours.next('hello')).value).toEqual({ version: 1, role: 'owner', maxMessageBytes: 8 * 1024 * 1024 })
    await ours.next('ask-state')
    expect(ours.received[0]?.kind).toBe('hello')

    const plain = await joinRaw(at())
    plain.send(update(cardSet(plain.doc, 'a')))
    await expect.poll(stored).toBe(1)
    expect(plain.count('hello') + plain.count('saved')).toBe(0)
  })

  it('answers with what the client lacks', async () => {
    const ann = await joinRaw(at())
    ann.send(update(cardSet(ann.doc, 'a')))
    const known = new Y.Doc()
    const bob = await joinRaw(at('as=bob'), known)
    expect(known.getMap('cards').toJSON()).toEqual({ a: true })
    bob.send(askState(known))
    expect((await bob.next('state')).update).toEqual(Y.encodeStateAsUpdate(new Y.Doc()))
  })

  it('keeps journeys apart', async () => {
    await server.store.addJourney('other')
    const [ann, bob] = [await joinRaw(at()), await joinRaw(`${server.url}/other`)]
    ann.send(update(cardSet(ann.doc, 'a')))
    await expect.poll(stored).toBe(1)
    bob.send(askState(new Y.Doc()))
    await bob.next('state')
    expect(bob.count('update')).toBe(0)
  })
})

describe('a change', () => {
  it('goes to the others, not back to its author', async () => {
    const [ann, bob] = [await joinRaw(at()), await joinRaw(at('as=bob'))]
    ann.send(update(cardSet(ann.doc, 'a', 'words')))
    Y.applyUpdate(bob.doc, (await bob.next('update')).update)
    expect(bob.doc.getMap('cards').toJSON()).toEqual({ a: 'words' })
    expect(ann.count('update')).toBe(0)
  })

  it('is called saved with all that came before it, repeated or not', async () => {
    const ann = await joinRaw(at('v=1'))
    const first = cardSet(ann.doc, 'a')
    ann.send(update(first))
    ann.send(update(cardSet(ann.doc, 'b')))
    ann.send(state(Y.encodeStateAsUpdate(ann.doc)))
    await expect.poll(() => ann.received.findLast(({ kind }) => kind === 'saved')).toEqual({ kind: 'saved', count: 3 })
    ann.send(update(first))
    await expect.poll(() => ann.received.findLast(({ kind }) => kind === 'saved')).toEqual({ kind: 'saved', count: 4 })
    expect(Y.decodeUpdate(mergedOf(await storedUpdates())).structs).toHaveLength(2)
  })

  it('leaves the server for nobody before it is on disk', async () => {
    const [ann, bob] = [await joinRaw(at('v=1')), await joinRaw(at('as=bob'))]
    logGate.shut()
    ann.send(update(cardSet(ann.doc, 'a')))
    await expect.poll(() => server.sync.figures().counters.changes).toBe(1)
    const cleo = await connectRaw(at('as=cleo'))
    cleo.send(askState(new Y.Doc()))
    let wasRead = false
    const reading = server.sync.read(JOURNEY, (doc) => doc.getMap('cards').toJSON())
    void reading.then(() => (wasRead = true))
    // Presence needs no disk: when it has made the round, the change has had its time as well.
    bob.send(Uint8Array.of(3))
    cleo.send(Uint8Array.of(3))
    await new Promise((resolve) => setImmediate(resolve))
    expect([ann.count('saved'), bob.count('update'), cleo.count('state'), wasRead]).toEqual([0, 0, 0, false])

    logGate.open()
    await ann.next('saved')
    await bob.next('update')
    const { update: given } = await cleo.next('state')
    const doc = new Y.Doc()
    Y.applyUpdate(doc, given)
    expect(doc.getMap('cards').toJSON()).toEqual({ a: true })
    expect(await reading).toEqual({ a: true })
  })

  it('reaches someone who asked for the state before it came, and was answered after it', async () => {
    const ann = await joinRaw(at('v=1'))
    logGate.shut()
    ann.send(update(cardSet(ann.doc, 'on its way to the disk')))
    await expect.poll(() => server.sync.figures().counters.changes).toBe(1)
    const cleo = await connectRaw(at('as=cleo'))
    // Both wait for the disk, and then for the same commit.
    cleo.send(askState(new Y.Doc()))
    cleo.send(update(cardSet(new Y.Doc(), 'asked')))
    await expect.poll(() => server.sync.figures().counters.changes).toBe(2)
    ann.send(update(cardSet(ann.doc, 'later')))
    await expect.poll(() => server.sync.figures().counters.changes).toBe(3)
    logGate.open()
    const known = new Y.Doc()
    const apply = () => {
      for (const message of cleo.received) {
        if (message.kind === 'state' || message.kind === 'update') Y.applyUpdate(known, message.update)
      }
      return Object.keys(cards(known).toJSON()).toSorted()
    }
    await expect.poll(apply).toEqual(['asked', 'later', 'on its way to the disk'])
  })

  it('is gathered with its neighbours while the disk is at work, and they go out as one message', async () => {
    const [ann, bob] = [await joinRaw(at('v=1')), await joinRaw(at('as=bob'))]
    logGate.shut()
    for (let index = 0; index < 50; index++) ann.send(update(cardSet(ann.doc, `card-${index}`)))
    await expect.poll(() => server.sync.figures().counters.changes).toBe(50)
    logGate.open()
    await expect.poll(() => ann.received.findLast(({ kind }) => kind === 'saved')).toEqual({ kind: 'saved', count: 50 })
    expect(bob.count('update')).toBeLessThanOrEqual(2)
    for (const message of bob.received) if (message.kind === 'update') Y.applyUpdate(bob.doc, message.update)
    expect(bob.doc.getMap('cards').size).toBe(50)
    // At most one row for the first, which found the disk idle, and one for all that gathered while it was at work.
    expect(await stored()).toBeLessThanOrEqual(2)
  })

  it('that builds on one we have not seen is kept, and the client is asked for what is missing', async () => {
    const ann = await joinRaw(at('v=1'))
    await ann.next('ask-state')
    const [first, second] = [cardSet(ann.doc, 'a'), cardSet(ann.doc, 'b')]
    ann.send(update(second))
    await ann.next('saved')
    expect((await ann.next('ask-state')).stateVector).toEqual(Y.encodeStateVector(new Y.Doc()))

    await server.restart()
    const bob = await joinRaw(at('as=bob'))
    expect(bob.doc.getMap('cards').toJSON()).toEqual({})
    bob.send(update(first))
    // Bob had not known what was waiting for his message.
    Y.applyUpdate(bob.doc, (await bob.next('update')).update)
    Y.applyUpdate(bob.doc, first)
    expect(bob.doc.getMap('cards').toJSON()).toEqual({ a: true, b: true })
    await expect
      .poll(() => server.sync.read(JOURNEY, (doc) => doc.getMap('cards').toJSON()))
      .toEqual({ a: true, b: true })
  })
})

describe('a log that fails', () => {
  it('is tried again for as long as it takes, and says so', async () => {
    const [ann, bob] = [await joinRaw(at('v=1')), await joinRaw(at('as=bob'))]
    logGate.fail('unavailable')
    ann.send(update(cardSet(ann.doc, 'a')))
    await expect.poll(() => server.sync.figures().counters.failedCommits).toBeGreaterThan(1)
    expect([ann.count('saved'), bob.count('update')]).toEqual([0, 0])
    expect((await ann.next('push')).value).toEqual({ kind: 'storage', state: 'waiting' })
    expect(server.sync.figures()).toMatchObject({ isStorageAway: true, unsavedBytes: expect.any(Number) })
    logGate.fail(null)
    await Promise.all([ann.next('saved'), bob.next('update')])
    expect((await ann.next('push')).value).toEqual({ kind: 'storage', state: 'ok' })
    expect(await stored()).toBe(1)
    expect(server.sync.figures()).toMatchObject({ isStorageAway: false, unsavedBytes: 0 })
  })

  it('that refuses for good sends everyone away with their changes, and takes them when they come back', async () => {
    const [ann, bob] = [await joinRaw(at('v=1')), await joinRaw(at('as=bob'))]
    logGate.fail('failed')
    ann.send(update(cardSet(ann.doc, 'a')))
    await expect.poll(() => server.sync.figures().counters.changes).toBe(1)
    const changing = server.sync.change(JOURNEY, null, (doc) => void doc.getMap('cards').set('b', 1))
    await expect(changing).rejects.toBeInstanceOf(StorageError)
    expect((await ann.closed).code).toBe(1013)
    expect((await bob.closed).code).toBe(1013)
    expect([ann.count('saved'), bob.count('update')]).toEqual([0, 0])

    logGate.fail(null)
    const back = await connectRaw(at('v=1'))
    back.send(state(Y.encodeStateAsUpdate(ann.doc, (await back.next('ask-state')).stateVector)))
    await back.next('saved')
    expect(await server.sync.read(JOURNEY, (doc) => doc.getMap('cards').toJSON())).toEqual({ a: true })
  })

  it('takes as much as may wait, tells clients to hold the rest, and asks for it when it is back', async () => {
    await server.close()
    server = await startTestSync({
      wrapLog: logGate.wrap,
      limits: { maxUnsavedBytesPerJourney: 5_000, commitRetryMs: 20 },
    })
    const [ann, bob] = [await joinRaw(at('v=1')), await joinRaw(at('as=bob'))]
    await ann.next('ask-state')
    logGate.fail('unavailable')
    for (let index = 0; index < 20; index++) ann.send(update(cardSet(ann.doc, `card-${index}`, 'x'.repeat(1_000))))
    await ann.next('push')
    await expect
      .poll(() => ann.received.findLast(({ kind }) => kind === 'push'))
      .toMatchObject({ value: { state: 'full' } })
    await expect.poll(() => server.sync.figures().counters.heldChanges).toBeGreaterThan(5)
    expect(server.sync.figures().unsavedBytes).toBeLessThan(8_000)
    expect([ann.count('saved'), bob.count('update')]).toEqual([0, 0])

    logGate.fail(null)
    const { stateVector } = await ann.next('ask-state')
    expect(ann.received.findLast(({ kind }) => kind === 'saved')).not.toEqual({ kind: 'saved', count: 20 })
    // What comes before the answer builds on what was not taken.
    ann.send(update(cardSet(ann.doc, 'another')))
    ann.send(state(Y.encodeStateAsUpdate(ann.doc, stateVector)))
    await expect.poll(() => ann.received.findLast(({ kind }) => kind === 'saved')).toEqual({ kind: 'saved', count: 22 })
    const read = () => server.sync.read(JOURNEY, (doc) => doc.getMap('cards').toJSON())
    expect(await read()).toEqual(cards(ann.doc).toJSON())
    await server.restart()
    expect(await read()).toEqual(cards(ann.doc).toJSON())
  })

  it('that does not answer for a while is told like one that refuses', async () => {
    await server.close()
    server = await startTestSync({ wrapLog: logGate.wrap, limits: { slowCommitMs: 50 } })
    const ann = await joinRaw(at('v=1'))
    logGate.shut()
    ann.send(update(cardSet(ann.doc, 'a')))
    expect((await ann.next('push')).value).toEqual({ kind: 'storage', state: 'waiting' })
    logGate.open()
    await ann.next('saved')
    expect((await ann.next('push')).value).toEqual({ kind: 'storage', state: 'ok' })
  })

  it('does not keep the rest of the server waiting', async () => {
    await joinRaw(at())
    logGate.fail('unavailable')
    const changing = server.sync.change(JOURNEY, null, (doc) => void doc.getMap('cards').set('b', 1))
    await expect(changing).rejects.toMatchObject({ fault: 'unavailable' })
    logGate.fail(null)
    await expect.poll(() => server.sync.read(JOURNEY, (doc) => doc.getMap('cards').toJSON())).toEqual({ b: 1 })
  })

  it('whose journey is gone sends everyone away for good', async () => {
    const ann = await joinRaw(at('v=1'))
    logGate.fail('journey-gone')
    ann.send(update(cardSet(ann.doc, 'a')))
    expect(await ann.closed).toEqual({ code: 4404, reason: 'journey-not-found' })
  })
})
