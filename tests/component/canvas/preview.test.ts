import { expect, test } from 'vitest'
import { cardRect } from '#shared/layout/find.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { newcomerTargetAt } from '#src/canvas/gestures/drop-target.ts'
import { withCardsMoved, withTitleMoved } from '#src/canvas/gestures/previewed-snapshot.ts'
import { createPreview } from '#src/canvas/preview.ts'
import { canvasCore } from '#tests/support/canvas-core.ts'

const journey = () =>
  canvasCore({ stages: [2, 1], lanes: ['action', 'thought'], cards: () => [{ title: 'One' }, { title: 'Two' }] })

const rects = (layout: ReturnType<typeof layoutOf>) =>
  [...layout.snapshot.cards.keys()].map((id) => cardRect(layout, id))

test('the preview of a drop is the journey as it is after the drop, and nothing is written before', () => {
  const { scene, editor } = journey()
  const base = scene.get()
  const card = base.snapshot.cards.get('card0' as CardId)
  const target = card && newcomerTargetAt(base, [card], { x: 232 + 60, y: 40 })
  if (target?.kind !== 'cell') throw new Error('no cell there')
  const shown = layoutOf(withCardsMoved(base.snapshot, new Set(['card0']), target), base)
  expect(scene.get()).toBe(base)
  editor.run(moveCards, { cardIds: ['card0' as CardId], to: { kind: 'cell', ...target.cell, index: target.index } })
  expect(rects(shown)).toEqual(rects(scene.get()))
})

test('the preview of a moved lane or step is the journey as it is after the move', () => {
  const { scene, editor } = journey()
  const [lane1, step0, stage1] = ['lane1' as LaneId, 'step0' as StepId, 'stage1' as StageId]
  const base = scene.get()
  const lane = layoutOf(withTitleMoved(base.snapshot, { title: { kind: 'lane', id: lane1 }, index: 0 }), base)
  editor.run(moveLane, { laneId: lane1, index: 0 })
  expect(rects(lane)).toEqual(rects(scene.get()))
  const again = scene.get()
  const move = { title: { kind: 'step', id: step0 }, stageId: stage1, index: 1 } as const
  const step = layoutOf(withTitleMoved(again.snapshot, move), again)
  editor.run(moveStep, { stepId: step0, stageId: stage1, index: 1 })
  expect(rects(step)).toEqual(rects(scene.get()))
})

test('cards know how far to step aside, and nothing once the preview is gone', () => {
  const { scene } = journey()
  const base = scene.get()
  const preview = createPreview()
  const move = { title: { kind: 'lane', id: 'lane1' as LaneId }, index: 0 } as const
  preview.set({ base, layout: layoutOf(withTitleMoved(base.snapshot, move), base) })
  const height = base.rows[1]?.height ?? 0
  expect(preview.offsetOf('card0')).toEqual({ x: 0, y: height })
  preview.set(null)
  expect(preview.offsetOf('card0')).toBeUndefined()
})
