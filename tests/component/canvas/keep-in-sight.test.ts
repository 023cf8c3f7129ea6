import { expect, test } from 'vitest'
import { cardRect } from '#shared/layout/find.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { NO_FILTER } from '#shared/model/records/saved-view.ts'
import { keepInSight } from '#src/canvas/gestures/keep-in-sight.ts'
import { isInSight } from '#src/canvas/view.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

/** Thirty steps with a card each: the first and the tenth are of the tag `left`. The view stands at the last ones. */
function farAway() {
  const core = canvasCore({
    stages: [30],
    lanes: ['action'],
    cards: (step) => [{ title: `Card ${step}`, tags: step === 0 || step === 10 ? ['left'] : [] }],
  })
  const { editor, scene, view } = core
  view.moveTo({ x: 1_000 - scene.get().width, y: 100, zoom: 1 })
  const isSeen = (card: number): boolean => {
    const rect = cardRect(scene.get(), `card${card}` as CardId)
    return rect !== undefined && isInSight(view.get(), core.insets(), rect)
  }
  return {
    core,
    isSeen,
    at: view.get(),
    filter: (tag: string, others: 'dim' | 'hide') =>
      editor.lens.setState({ filter: { ...NO_FILTER, tags: [tag] }, others }),
  }
}

test('when a filter hides all that is in sight, the view goes to the nearest card that it leaves', () => {
  const { core, isSeen, filter, at } = farAway()
  const stop = keepInSight(core)
  // Dimmed cards stand where they stood.
  filter('left', 'dim')
  expect(core.view.get()).toBe(at)
  filter('left', 'hide')
  expect(isSeen(10)).toBe(true)
  expect(isSeen(0)).toBe(false)
  expect(core.view.get().zoom).toBe(1)
  // What is left is in sight: nothing moves.
  const there = core.view.get()
  core.editor.lens.setState({ range: null, filter: { ...NO_FILTER, tags: ['left'], kinds: ['action'] } })
  expect(core.view.get()).toBe(there)
  stop()
})

test('the view stays where nothing is left at all, and nothing follows any more once it is stopped', () => {
  const { core, filter, at } = farAway()
  const stop = keepInSight(core)
  filter('nobody has it', 'hide')
  expect(core.view.get()).toBe(at)
  stop()
  filter('left', 'hide')
  expect(core.view.get()).toBe(at)
})

test('a canvas that comes back to a place with nothing left goes to what is', async () => {
  const { core, isSeen, filter } = farAway()
  filter('left', 'hide')
  const stop = keepInSight(core)
  await expect.poll(() => isSeen(10)).toBe(true)
  stop()
})
