import { cellLayout } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { type CardTarget, moveCards } from '#shared/model/commands/move-cards.ts'
import type { Card } from '#shared/model/records/card.ts'
import { duplicateSelected } from '#src/editor/clipboard.ts'
import type { Editor } from '#src/editor/editor.ts'
import type { Scene } from '../scene.ts'
import { tellRefusal } from '../tell-refusal.ts'
import type { DropTarget } from './drop-target.ts'

/** Lets cards go on a target: one undo step, and none when they land where they were. */
export function dropCards(editor: Editor, layout: JourneyLayout, cards: readonly Card[], target: DropTarget): void {
  const cardIds = cards.map((card) => card.id)
  const isStill = target.kind === 'cell' && isSamePlace(layout, cards, target)
  if (!isStill && !tellRefusal(editor.run(moveCards, { cardIds, to: cardTarget(target) }))) return
  if (target.kind !== 'cell' || target.score === undefined) return
  const { score } = target
  const scored = cards.filter((card) => card.kind === 'emotion' && card.score !== score).map((card) => card.id)
  if (scored.length > 0) editor.run(editCards, { cardIds: scored, patch: { score } }, { continues: !isStill })
}

/** Leaves the cards where they are and lets copies go on the target: one undo step. */
export function dropCopies(
  editor: Editor,
  scene: Pick<Scene, 'get'>,
  cards: readonly Card[],
  target: DropTarget,
): void {
  editor.select(cards.map((card) => card.id))
  const copied = duplicateSelected(editor)
  if (!copied.ok) return
  // Beside the grid copies are moved from where duplicating puts them.
  const to =
    target.kind === 'offset' ? { ...target, dx: target.dx - COPY_SHIFT_PX, dy: target.dy - COPY_SHIFT_PX } : target
  const { snapshot } = scene.get()
  const copies = copied.value.cardIds.flatMap((id) => snapshot.cards.get(id) ?? [])
  editor.run(moveCards, { cardIds: copies.map((card) => card.id), to: cardTarget(to) }, { continues: true })
}

/** How far from a free card its copy lies. */
const COPY_SHIFT_PX = 24

function cardTarget(target: DropTarget): CardTarget {
  switch (target.kind) {
    case 'cell':
      return { kind: 'cell', ...target.cell, index: target.index }
    case 'shift':
      return { kind: 'shift', columns: target.columns, lanes: target.lanes }
    case 'free':
      return { kind: 'free', x: target.x, y: target.y }
    default:
      return { kind: 'offset', dx: target.dx, dy: target.dy }
  }
}

/** Whether the cards would stand where they stand, as far as one sees: what is hidden between them does not count. */
export function isSamePlace(
  layout: JourneyLayout,
  cards: readonly Card[],
  target: DropTarget & { kind: 'cell' },
): boolean {
  const column = layout.columnOfStep.get(target.cell.stepId)
  const row = layout.rowOfLane.get(target.cell.laneId)
  const cell = column && row && cellLayout(layout, { column, row })
  if (!cell || cards.length === 0) return false
  const shown = new Set(cell.paged)
  const moving = new Set(cards)
  if (cards.some((card) => !shown.has(card))) return false
  const staying = cell.cards.filter((card) => !moving.has(card))
  const after = [...staying.slice(0, target.index), ...cards].filter((card) => shown.has(card))
  return after.every((card, index) => cell.paged[index] === card)
}
