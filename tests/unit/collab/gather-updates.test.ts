import { afterEach, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { gatherUpdates } from '#src/collab/gather-updates.ts'

afterEach(() => void vi.useRealTimers())

/** Two people whose changes come to each other at once; what the first one's copy is handed. */
function pair() {
  vi.useFakeTimers()
  const [ann, bea] = [new Y.Doc(), new Y.Doc()]
  bea.on('update', (update: Uint8Array, by: unknown) => by !== 'sync' && Y.applyUpdate(ann, update, 'sync'))
  ann.on('update', (update: Uint8Array, by: unknown) => by !== 'sync' && Y.applyUpdate(bea, update, 'sync'))
  const copy = new Y.Doc()
  const handedOn: string[] = []
  const stop = gatherUpdates(
    ann,
    (by) => by !== 'the copy itself',
    (update) => {
      Y.applyUpdate(copy, update)
      handedOn.push(copy.getText('title').toString())
    },
  )
  return { ann, bea, copy, handedOn, stop }
}

test('what others do within a second is handed on together, what one does oneself at once and behind it', () => {
  const { ann, bea, handedOn } = pair()
  for (const letter of 'car') bea.getText('title').insert(bea.getText('title').length, letter)
  expect(handedOn).toEqual([])
  vi.advanceTimersByTime(1_000)
  expect(handedOn).toEqual(['car'])
  bea.getText('title').insert(3, '!')
  ann.getText('title').insert(4, '?')
  expect(handedOn).toEqual(['car', 'car!?'])
  ann.getText('title').insert(5, '?')
  expect(handedOn).toEqual(['car', 'car!?', 'car!??'])
  vi.advanceTimersByTime(10_000)
  expect(handedOn).toHaveLength(3)
})

test('what is gathered is handed on at the end, and nothing of what the copy itself brings', () => {
  const { ann, bea, copy, handedOn, stop } = pair()
  const before = new Y.Doc()
  before.getText('title').insert(0, 'kept ')
  Y.applyUpdate(ann, Y.encodeStateAsUpdate(before), 'the copy itself')
  vi.advanceTimersByTime(10_000)
  expect(handedOn).toEqual([])
  bea.getMap('cards').set('c1', 'new')
  stop()
  expect(copy.getMap('cards').toJSON()).toEqual({ c1: 'new' })
  expect(copy.getText('title').toString()).toBe('')
  bea.getMap('cards').set('c2', 'later')
  vi.advanceTimersByTime(10_000)
  expect(copy.getMap('cards').size).toBe(1)
})

test('what is large is handed on by itself, behind what came before it', () => {
  const { bea, copy, handedOn } = pair()
  bea.getText('title').insert(0, 'first')
  bea.getMap('notes').set('n1', 'x'.repeat(100_000))
  expect(handedOn).toEqual(['first', 'first'])
  expect(copy.getMap('notes').has('n1')).toBe(true)
})
