import { afterEach, expect, test } from 'vitest'
import { cardRect } from '#shared/layout/find.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { newcomerTargetAt } from '#src/canvas/gestures/drop-target.ts'
import { followPreview } from '#src/canvas/gestures/follow-preview.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

const CARD = 'card0' as CardId
let stop = (): void => {}
afterEach(() => stop())

/** One card a cell, and where the first would land in the next step. */
function dragged() {
  const core = canvasCore({ stages: [2], lanes: ['action'], cards: () => [{ title: 'One' }] })
  const card = core.scene.get().snapshot.cards.get(CARD)
  const dropTarget = card ? newcomerTargetAt(core.scene.get(), [card], { x: 232 + 60, y: 40 }) : null
  const drag = { dragging: new Set([CARD]), dropTarget }
  return { core, drag, root: document.createElement('div') }
}

test('what is dragged makes room after its own picture, not in the turn of the pointer', async () => {
  const { core, drag, root } = dragged()
  stop = followPreview(core, root)
  core.state.setState(drag)
  expect(core.preview.get()).toBeNull()
  await expect.poll(() => core.preview.get()?.layout.snapshot.cards.get(CARD)?.place).toMatchObject({ stepId: 'step1' })
  expect(root.dataset['preview']).toBe('slide')
})

test('a drag that had begun before makes room, too', async () => {
  const { core, drag, root } = dragged()
  core.state.setState(drag)
  stop = followPreview(core, root)
  await expect.poll(() => core.preview.get()).not.toBeNull()
  const shown = core.preview.get()?.layout
  expect(shown && cardRect(shown, CARD)?.x).toBeGreaterThan(cardRect(core.scene.get(), CARD)?.x ?? Infinity)
})

test('what is let go before room was made makes none', async () => {
  const { core, drag, root } = dragged()
  stop = followPreview(core, root)
  core.state.setState(drag)
  core.state.setState({ dragging: null, dropTarget: null })
  const frames = async (count: number): Promise<void> => {
    for (let left = count; left > 0; left--) await new Promise((done) => requestAnimationFrame(done))
  }
  await frames(8)
  expect(core.preview.get()).toBeNull()
  expect(root.hasAttribute('data-preview')).toBe(false)
})
