import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { buildsOnMissing as buildsOn } from '#server/sync/missing-base.ts'
import { createRandom } from '#tests/support/sync-random.ts'

const buildsOnMissing = (stateVector: Uint8Array, update: Uint8Array): boolean =>
  buildsOn(Y.decodeStateVector(stateVector), update)

const NOTHING = Y.encodeStateVector(new Y.Doc())

function changeOf(doc: Y.Doc, change: () => void): Uint8Array {
  const before = Y.encodeStateVector(doc)
  change()
  return Y.encodeStateAsUpdate(doc, before)
}

describe('an update builds on what is missing', () => {
  it('when it continues its author’s changes that nobody has', () => {
    const doc = new Y.Doc()
    const first = changeOf(doc, () => doc.getArray('list').push([1]))
    const second = changeOf(doc, () => doc.getArray('list').push([2]))
    expect(buildsOnMissing(NOTHING, first)).toBe(false)
    expect(buildsOnMissing(NOTHING, second)).toBe(true)
    expect(buildsOnMissing(Y.encodeStateVectorFromUpdate(first), second)).toBe(false)
    expect(buildsOnMissing(NOTHING, Y.mergeUpdates([first, second]))).toBe(false)
  })

  it('when it refers to somebody else’s, or deletes them', () => {
    const [ann, bob] = [new Y.Doc(), new Y.Doc()]
    const base = changeOf(ann, () => ann.getArray('list').push([1, 2]))
    Y.applyUpdate(bob, base)
    const beside = changeOf(bob, () => bob.getArray('list').insert(1, ['between']))
    const within = changeOf(bob, () => bob.getMap('map').set('nested', new Y.Map([['key', 1]])))
    expect(buildsOnMissing(NOTHING, beside)).toBe(true)
    expect(buildsOnMissing(NOTHING, within)).toBe(true) // bob's own changes before it
    expect(buildsOnMissing(Y.encodeStateVectorFromUpdate(Y.mergeUpdates([base, beside])), within)).toBe(false)
    const removal = changeOf(bob, () => bob.getArray('list').delete(0, 1))
    expect(buildsOnMissing(NOTHING, removal)).toBe(true)
    expect(buildsOnMissing(Y.encodeStateVector(bob), removal)).toBe(false)
  })

  it('exactly when Yjs keeps it aside, whatever the changes and whichever are missing', () => {
    const random = createRandom(7)
    for (let round = 0; round < 200; round++) {
      const docs = [new Y.Doc(), new Y.Doc(), new Y.Doc()]
      const updates: Uint8Array[] = []
      for (const doc of docs)
        doc.on('update', (bytes: Uint8Array, origin) => void (origin !== 'sync' && updates.push(bytes)))
      for (let step = 0; step < 25; step++) {
        const doc = random.pick(docs)
        const list = doc.getArray<unknown>('list')
        if (random.below(3) > 0) list.insert(random.below(list.length + 1), [step])
        else if (list.length > 0) list.delete(random.below(list.length), 1)
        if (random.below(4) === 0) doc.getMap('map').set(`key-${random.below(3)}`, new Y.Map([['x', step]]))
        if (random.below(3) === 0) Y.applyUpdate(random.pick(docs), Y.encodeStateAsUpdate(doc), 'sync')
      }
      const known = new Y.Doc()
      for (const bytes of updates) {
        if (random.below(4) === 0) continue
        const isMissing = buildsOnMissing(Y.encodeStateVector(known), bytes)
        const tried = new Y.Doc()
        Y.applyUpdate(tried, Y.encodeStateAsUpdate(known))
        Y.applyUpdate(tried, bytes)
        const isKept = tried.store.pendingStructs !== null || tried.store.pendingDs !== null
        expect(isMissing).toBe(isKept)
        if (!isKept) Y.applyUpdate(known, bytes)
      }
    }
  })
})
