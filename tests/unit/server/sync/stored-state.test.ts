import { array, assert as check, constantFrom, integer, property, record } from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { LoadedJourney } from '#server/storage/ports.ts'
import { readStoredState, summaryOf } from '#server/sync/stored-state.ts'

/** Documents that edit together: each step one of them changes something and tells the others. */
const steps = array(
  record({
    author: integer({ min: 0, max: 2 }),
    key: constantFrom('a', 'b', 'c', 'd'),
    remove: integer({ min: 0, max: 3 }),
  }),
  { minLength: 4, maxLength: 40 },
)

function history(done: readonly { author: number; key: string; remove: number }[]) {
  const docs = [1, 2, 3].map((clientId) => Object.assign(new Y.Doc(), { clientID: clientId }))
  const updates: Uint8Array[] = []
  for (const { author, key, remove } of done) {
    const doc = docs[author] as Y.Doc
    const before = Y.encodeStateVector(doc)
    const map = doc.getMap('cards')
    if (remove === 0) map.delete(key)
    else map.set(key, remove)
    const update = Y.encodeStateAsUpdate(doc, before)
    updates.push(update)
    for (const other of docs) Y.applyUpdate(other, update)
  }
  return updates
}

function docOf(updates: readonly Uint8Array[]): Y.Doc {
  const doc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(doc, update)
  return doc
}

function loadedFrom(updates: readonly Uint8Array[], folded: number): LoadedJourney {
  const doc = docOf(updates.slice(0, folded))
  const tail = updates.slice(folded).map((data, index) => ({ seq: folded + index + 1, data }))
  const snapshot = { seq: folded, data: Y.encodeStateAsUpdate(doc), summary: summaryOf(doc) }
  return { snapshot, updates: tail, seq: updates.length }
}

describe('a stored state', () => {
  it('knows, without being taken apart, all that its document would', () => {
    check(
      property(steps, integer({ min: 1, max: 100 }), (done, share) => {
        const updates = history(done)
        const folded = Math.max(1, Math.floor((updates.length * share) / 100))
        const state = readStoredState(loadedFrom(updates, folded))
        const doc = docOf(updates)
        expect(Y.decodeStateVector(state?.stateVector ?? new Uint8Array())).toEqual(
          Y.decodeStateVector(Y.encodeStateVector(doc)),
        )
        expect(docOf(state?.parts ?? []).toJSON()).toEqual(doc.toJSON())
        expect(state?.holds(Y.encodeStateAsUpdate(doc))).toBe(true)
        for (const update of updates) expect(state?.holds(update)).toBe(true)
        // Something written, and something deleted, that it has not seen.
        const next = docOf(updates)
        next.getMap('cards').set('new', true)
        expect(state?.holds(Y.encodeStateAsUpdate(next))).toBe(false)
        next.getMap('cards').delete('new')
        expect(state?.holds(Y.encodeStateAsUpdate(next, Y.encodeStateVector(next)))).toBe(false)
      }),
      { numRuns: 300 },
    )
  })

  it('is not understood without a summary, or when an update builds on one that is missing', () => {
    const updates = history([1, 2, 3, 4].map((remove) => ({ author: 0, key: 'a', remove })))
    const { snapshot, seq } = loadedFrom(updates, 2)
    if (snapshot === null) throw new Error('no snapshot')
    const last = { seq: 4, data: updates[3] as Uint8Array }
    expect(readStoredState({ snapshot, updates: [last], seq })).toBeNull()
    expect(readStoredState({ snapshot: { ...snapshot, summary: null }, updates: [], seq: 2 })).toBeNull()
    expect(readStoredState({ snapshot: null, updates: [last], seq: 4 })).toBeNull()
  })
})
