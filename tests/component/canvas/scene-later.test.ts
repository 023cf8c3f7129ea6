import { expect, test, vi } from 'vitest'
import { addCard } from '#shared/model/commands/add-card.ts'
import { createScene } from '#src/canvas/scene.ts'
import { createEditor } from '#src/editor/editor.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const nextFrame = () => new Promise((resolve) => requestAnimationFrame(resolve))

test('what follows later hears of one’s own changes at once, of others’ once in the next frame', async () => {
  const ana = createTestJourney().person('Ana')
  const { steps, lanes } = drawSmallJourney(ana)
  const editor = createEditor(ana.doc, { canEdit: true })
  const tellOthers = new Set<(isOwn: boolean) => void>()
  const scene = createScene({
    ...editor,
    subscribe: (listener) => {
      tellOthers.add(listener)
      return editor.subscribe(listener)
    },
  })
  const others = (): void => {
    for (const tell of tellOthers) tell(false)
  }
  const heard = vi.fn()
  const stop = scene.subscribeLater(heard)
  editor.run(addCard, { stepId: steps[0], laneId: lanes.note, kind: 'note', title: 'Own' })
  expect(heard.mock.calls).toEqual([[true]])
  others()
  others()
  expect(heard).toHaveBeenCalledTimes(1)
  await nextFrame()
  expect(heard.mock.calls).toEqual([[true], [false]])
  others()
  editor.run(addCard, { stepId: steps[0], laneId: lanes.note, kind: 'note', title: 'Own again' })
  await nextFrame()
  expect(heard.mock.calls).toEqual([[true], [false], [true]])
  others()
  stop()
  await nextFrame()
  expect(heard).toHaveBeenCalledTimes(3)
  editor.close()
})

test('what is painted knows of others’ changes no sooner than listeners do', () => {
  const ana = createTestJourney().person('Ana')
  const { steps, lanes } = drawSmallJourney(ana)
  const editor = createEditor(ana.doc, { canEdit: true })
  const read = editor.getSnapshot()
  let snapshot = read
  const listeners = new Set<(isOwn: boolean) => void>()
  const scene = createScene({
    ...editor,
    getSnapshot: () => snapshot,
    subscribe: (listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  })
  const stop = scene.subscribe(() => {})
  editor.run(addCard, { stepId: steps[0], laneId: lanes.note, kind: 'note', title: 'Read, and still being led' })
  snapshot = editor.getSnapshot()
  expect(scene.get().snapshot).toBe(snapshot)
  expect(scene.told().snapshot).toBe(read)
  for (const tell of listeners) tell(false)
  expect(scene.told()).toBe(scene.get())
  stop()
  editor.close()
})
