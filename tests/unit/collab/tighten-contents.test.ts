import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { tightenContents } from '#src/collab/tighten-contents.ts'

it('a tightened document says the same, and goes on as before', () => {
  const source = new Y.Doc()
  const card = source.getMap('cards').set('a', new Y.Map<unknown>())
  card.set('place', { kind: 'free', x: 1 })
  card.set('title', new Y.Text('One'))
  source.getArray('list').push([1, 2, 3])
  const doc = new Y.Doc()
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(source))
  const before = Y.encodeStateAsUpdate(doc)
  const lists = new Set(contentsOf(doc))

  tightenContents(doc)

  expect(contentsOf(doc).some((list) => lists.has(list))).toBe(false)
  expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  doc.getArray('list').insert(1, ['between'])
  source.getArray('list').delete(0, 1)
  Y.applyUpdate(doc, Y.encodeStateAsUpdate(source))
  Y.applyUpdate(source, Y.encodeStateAsUpdate(doc))
  expect(doc.getMap('cards').toJSON()).toEqual(source.getMap('cards').toJSON())
  expect(doc.getArray('list').toJSON()).toEqual(['between', 2, 3])
})

const contentsOf = (doc: Y.Doc): unknown[][] =>
  [...doc.store.clients.values()]
    .flat()
    .flatMap((struct) =>
      struct instanceof Y.Item && struct.content instanceof Y.ContentAny ? [struct.content.arr] : [],
    )
