import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { mergeNews } from '#server/sync/merge-news.ts'

function updatesOf(count: number): readonly Uint8Array[] {
  const doc = new Y.Doc()
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < count; index++) doc.getMap('cards').set(`card-${index % 7}`, index)
  return updates
}

it.each([0, 1, 2, 50, 51, 300, 2_600])('joins %i changes into one that says the same', (count) => {
  const updates = updatesOf(count)
  const merged = mergeNews(updates)
  expect(merged).toHaveLength(Math.min(count, 1))
  const [one, all] = [new Y.Doc(), new Y.Doc()]
  for (const update of merged) Y.applyUpdate(one, update)
  for (const update of updates) Y.applyUpdate(all, update)
  expect(one.getMap('cards').toJSON()).toEqual(all.getMap('cards').toJSON())
  expect(Y.encodeStateVector(one)).toEqual(Y.encodeStateVector(all))
})
