import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { Role } from '#shared/contract/roles.ts'
import { changeOf, connectRaw, joinRaw, presence, state, syncMessage, update } from '#tests/support/sync-raw-client.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

let server: TestSync

beforeEach(async () => {
  server = await startTestSync({
    limits: { maxEditorMessageBytes: 200_000, maxViewerMessageBytes: 10_000, maxJourneyBytes: 300_000 },
  })
})
afterEach(async () => {
  await server.close()
  expect(server.complaints).toEqual([])
})

const at = (params = '') => `${server.url}/${JOURNEY}?${params}`
const cards = () => server.sync.read(JOURNEY, (doc) => doc.getMap('cards').toJSON())
const cardSet = (doc: Y.Doc, key: string, value: unknown) =>
  changeOf(doc, () => doc.getMap<unknown>('cards').set(key, value))

/** Ann edits and Bob sees it, before and after `disturb`. */
async function expectUndisturbed(disturb: () => Promise<void>): Promise<void> {
  const [ann, bob] = [await joinRaw(at('as=ann')), await joinRaw(at('as=bob'))]
  for (const [key, act] of [
    ['before', disturb],
    ['after', () => Promise.resolve()],
  ] as const) {
    ann.send(update(cardSet(ann.doc, key, 1)))
    Y.applyUpdate(bob.doc, (await bob.next('update')).update)
    await act()
  }
  expect(bob.doc.getMap('cards').toJSON()).toEqual({ before: 1, after: 1 })
  expect(await cards()).toEqual({ before: 1, after: 1 })
  ann.close()
  bob.close()
}

describe('every role × every message that changes something', () => {
  const messages = { update, 'sync step 2': state }
  for (const role of ['viewer', 'editor', 'owner'] as const satisfies readonly Role[]) {
    for (const [name, wrap] of Object.entries(messages)) {
      const isAllowed = role !== 'viewer'
      it(`${role}, ${name}: ${isAllowed ? 'applied' : 'refused with the reason'}`, async () => {
        const [client, other] = [await joinRaw(at(`as=vera&role=${role}&v=1`)), await joinRaw(at('as=bob'))]
        client.send(wrap(cardSet(client.doc, 'a', 1)))
        if (isAllowed) {
          await other.next('update')
          expect(await cards()).toEqual({ a: 1 })
        } else {
          expect((await client.next('denied')).reason).toContain('not change it')
          expect(await client.closed).toEqual({ code: 4403, reason: 'not-allowed' })
          expect(await cards()).toEqual({})
          expect((await server.store.log.load(JOURNEY)).seq).toBe(0)
          expect([other.count('update'), client.count('saved')]).toEqual([0, 0])
        }
      })
    }
  }

  it('asks no viewer for changes, so that an honest one never has to be refused', async () => {
    const viewer = await joinRaw(at('role=viewer'))
    expect(viewer.count('ask-state')).toBe(0)
  })

  it('reads nothing more from a connection that it has refused', async () => {
    const viewer = await joinRaw(at('role=viewer'))
    for (let index = 0; index < 5; index++) viewer.send(update(cardSet(viewer.doc, `card-${index}`, 1)))
    await viewer.closed
    expect(server.sync.figures().counters.refusedChanges).toBe(1)
    expect(viewer.count('denied')).toBe(1)
  })
})

describe('bytes that are no message', () => {
  const whole = update(cardSet(new Y.Doc(), 'junk', 'some text that is long enough to cut'))
  /** Claims a text of 100 bytes, with 3 there: a reader that trusts it would read on into foreign memory. */
  const lying = [...cardSet(new Y.Doc(), 'k', 'abc')]
  lying[lying.lastIndexOf(3)] = 100
  const frames: Record<string, Uint8Array | string> = {
    'nothing at all': Uint8Array.of(),
    text: 'hello',
    'a sync message without a kind': Uint8Array.of(0),
    'a sync message of an unknown kind': syncMessage(9, Uint8Array.of()),
    'a state vector that ends early': syncMessage(0, Uint8Array.of(5, 1)),
    'an update cut in the middle': update(cardSet(new Y.Doc(), 'junk', 'text').slice(0, -6)),
    'a frame cut in the middle': whole.slice(0, -10),
    'an update of noise': update(Uint8Array.from({ length: 60 }, (_, index) => (index * 97 + 31) % 256)),
    'an update whose text claims to be longer than it is': update(Uint8Array.from(lying)),
    'a length beyond all numbers': Uint8Array.of(0, 2, 255, 255, 255, 255, 255, 255, 255, 255, 255, 255, 1),
    'presence cut in the middle': presence([7, 1, { cursor: { x: 1, y: 2 } }]).slice(0, -4),
    'presence that is no JSON': presence([7, 1, '{"cursor":']),
    'presence that is no object': presence([7, 1, [1, 2]]),
  }
  for (const [name, frame] of Object.entries(frames)) {
    it(`${name}: closes its sender, and disturbs nobody`, () =>
      expectUndisturbed(async () => {
        const sender = await joinRaw(at('as=mallory'))
        sender.send(frame)
        expect(await sender.closed).toEqual({ code: 4400, reason: 'malformed-message' })
        expect(server.sync.figures().counters.malformed).toBe(1)
      }))
  }

  it('a message of a kind that we do not know is counted and passed over', () =>
    expectUndisturbed(async () => {
      const sender = await joinRaw(at('as=mallory'))
      for (const kind of [2, 42, 77, 103]) sender.send(Uint8Array.of(kind, 1, 2, 3))
      sender.send(syncMessage(0, Y.encodeStateVector(sender.doc)))
      await sender.next('state')
      expect(server.sync.figures().counters.unknown).toBe(4)
    }))
})

describe('what is too large', () => {
  for (const [role, bytes] of [
    ['editor', 250_000],
    ['viewer', 12_000],
  ] as const) {
    it(`a message of ${bytes} bytes from a ${role} closes its connection for good, and disturbs nobody`, () =>
      expectUndisturbed(async () => {
        const sender = await joinRaw(at(`as=mallory&role=${role}`))
        sender.send(update(cardSet(sender.doc, 'large', 'x'.repeat(bytes))))
        expect((await sender.closed).code).toBe(4413)
      }))
  }

  it('a journey that is full takes no more', async () => {
    const ann = await joinRaw(at())
    ann.send(update(cardSet(ann.doc, 'half', 'x'.repeat(160_000))))
    await expect.poll(() => server.sync.figures().counters.commits).toBe(1)
    ann.send(update(cardSet(ann.doc, 'too much', 'x'.repeat(160_000))))
    expect((await ann.closed).code).toBe(4413)
    expect(Object.keys(await cards())).toEqual(['half'])
  })
})

it('survives a storm of random bytes, and disturbs nobody', () =>
  expectUndisturbed(async () => {
    let random = 12_345
    const next = () => (random = (random * 1_103_515_245 + 12_345) % 2 ** 31)
    for (let round = 0; round < 40; round++) {
      const sender = await connectRaw(at('as=mallory&role=viewer'))
      for (let index = 0; index < 50; index++) {
        sender.send(
          Uint8Array.from({ length: next() % 40 }, (_, position) => (position === 0 ? next() % 4 : next() % 256)),
        )
      }
      sender.close()
      await sender.closed
    }
  }))
