import { describe, expect, it, onTestFinished, vi } from 'vitest'
import * as Y from 'yjs'
import { buildDocument } from '#server/journeys/build-document.ts'
import { createLiveDocument, foldedLog } from '#server/sync/live-document.ts'
import { createRandom } from '#tests/support/sync-random.ts'

const EMPTY = { snapshot: null, updates: [], seq: 0 }
const NOTHING = Y.encodeStateVector(new Y.Doc())

function changeOf(doc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  change()
  return Y.encodeStateAsUpdate(doc, before)
}
const setting = (doc: Y.Doc, key: string) => changeOf(doc, () => doc.getMap('cards').set(key, true))
const keysOf = (doc: Y.Doc) => [...doc.getMap('cards').keys()].toSorted()

/** An update that Yjs can decode and not apply, as a forger may write it. */
function unfit(): Uint8Array {
  const random = createRandom(1)
  const doc = new Y.Doc()
  doc.clientID = 1
  const card = doc.getMap<unknown>('cards').set('card', new Y.Map([['key', 'text']]))
  card.set('list', Y.Array.from([1, 2, 3]))
  const good = Y.encodeStateAsUpdate(doc)
  for (;;) {
    const bent = Uint8Array.from(good)
    for (let count = 0; count < 3; count++) bent[random.below(bent.length)] = random.below(256)
    if (isDecodable(bent) && !isFit(bent)) return bent
  }
}
const isFit = (update: Uint8Array): boolean => passes(() => Y.applyUpdate(new Y.Doc(), update))
const isDecodable = (update: Uint8Array): boolean => passes(() => void Y.decodeUpdate(update))
function passes(act: () => void): boolean {
  try {
    act()
    return true
  } catch {
    return false
  }
}

it('answers who has nothing with the bytes of the log until the first change, also when it had to be built', () => {
  const author = new Y.Doc()
  const data = setting(author, 'there')
  const summary = Y.encodeSnapshot(Y.snapshot(author))
  const live = createLiveDocument({ snapshot: { seq: 1, data, summary }, updates: [], seq: 1 })
  expect(keysOf(live.doc())).toEqual(['there'])
  expect(live.stateFor(Uint8Array.of(0))).toEqual([data])
  expect(live.stateFor(Uint8Array.of(0))[0]).toBe(data)
  live.apply(setting(author, 'news'), null)
  const reader = new Y.Doc()
  for (const state of live.stateFor(Uint8Array.of(0))) Y.applyUpdate(reader, state)
  expect(keysOf(reader)).toEqual(['news', 'there'])
})

/** Makes a document that is worth keeping as it was written. */
const LONG = 'long'.repeat(20_000)

it('writes a small document anew, as one message', () => {
  const author = new Y.Doc()
  const live = createLiveDocument(EMPTY)
  live.apply(setting(author, 'there'), null)
  expect(live.stateFor(NOTHING)).toHaveLength(1)
  live.apply(setting(author, 'more'), null)
  expect(live.stateFor(NOTHING)).toHaveLength(1)
})

it('writes all of it once for those who come one after another, also while others edit', () => {
  const author = new Y.Doc()
  const live = createLiveDocument(EMPTY)
  live.apply(setting(author, LONG), null)
  const [written] = live.stateFor(NOTHING)
  for (const key of ['a', 'b', 'c']) {
    live.apply(setting(author, key), null)
    const parts = live.stateFor(NOTHING)
    expect(parts[0]).toBe(written)
    expect(parts).toHaveLength(2)
    const reader = new Y.Doc()
    for (const part of parts) Y.applyUpdate(reader, part)
    expect(reader.toJSON()).toEqual(live.doc().toJSON())
    expect(keysOf(reader)).toContain(key)
  }
  // More has come than writing it anew is worth.
  live.apply(setting(author, `${LONG}, once more`), null)
  const anew = live.stateFor(NOTHING)
  expect(anew).toHaveLength(1)
  const reader = new Y.Doc()
  Y.applyUpdate(reader, anew[0] ?? NOTHING)
  expect(reader.toJSON()).toEqual(live.doc().toJSON())
})

it('keeps what it has written for a while only', () => {
  vi.useFakeTimers()
  onTestFinished(() => void vi.useRealTimers())
  const live = createLiveDocument(EMPTY)
  live.apply(setting(new Y.Doc(), LONG), null)
  const [written] = live.stateFor(NOTHING)
  vi.advanceTimersByTime(10_000)
  expect(live.stateFor(NOTHING)[0]).toBe(written)
  vi.advanceTimersByTime(20_000)
  expect(live.stateFor(NOTHING)[0]).not.toBe(written)
})

describe('what waits for changes that have not come', () => {
  const author = new Y.Doc()
  const base = setting(author, 'base')
  const orphan = setting(author, 'orphan')

  it('is kept apart when a log is folded', () => {
    const updates = [setting(new Y.Doc(), 'there'), orphan].map((data, index) => ({ seq: index + 1, data }))
    const { state, waiting } = foldedLog({ snapshot: null, updates, seq: 2 })
    const reader = new Y.Doc()
    Y.applyUpdate(reader, state)
    expect(keysOf(reader)).toEqual(['there'])
    expect(reader.store.pendingStructs).toBeNull()
    for (const update of [waiting ?? orphan.subarray(0, 0), base]) Y.applyUpdate(reader, update)
    expect(keysOf(reader)).toEqual(['base', 'orphan', 'there'])
  })

  it('is told to nobody and is in no snapshot, but is kept', () => {
    const live = createLiveDocument(EMPTY)
    live.apply(setting(new Y.Doc(), 'there'), null)
    expect(live.apply(orphan, null)).toEqual({ news: [], isWaiting: true })
    expect(live.waitingBytes()).toBeGreaterThan(0)
    for (const state of [live.wholeState().state, ...live.stateFor(NOTHING)]) {
      const reader = new Y.Doc()
      Y.applyUpdate(reader, state)
      expect(keysOf(reader)).toEqual(['there'])
      expect(reader.store.pendingStructs).toBeNull()
    }
    const later = new Y.Doc()
    for (const update of [live.waiting() ?? orphan, base]) Y.applyUpdate(later, update)
    expect(keysOf(later)).toEqual(['base', 'orphan'])
  })

  it('finds its place when they come, and is news then', () => {
    const live = createLiveDocument(EMPTY)
    live.apply(orphan, null)
    const { news } = live.apply(base, null)
    const reader = new Y.Doc()
    for (const update of news) Y.applyUpdate(reader, update)
    expect(keysOf(reader)).toEqual(['base', 'orphan'])
    expect([live.waitingBytes(), live.waiting()]).toEqual([0, null])
  })
})

it('a log with an update that cannot be applied opens without it', () => {
  const [ann, bob] = [new Y.Doc(), new Y.Doc()]
  const updates = [setting(ann, 'before'), unfit(), setting(bob, 'after')]
  const doc = buildDocument({ ...EMPTY, updates: updates.map((data, index) => ({ seq: index + 1, data })), seq: 3 })
  expect(keysOf(doc)).toEqual(['after', 'before'])
})
