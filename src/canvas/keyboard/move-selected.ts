import { moveCards } from '#shared/model/commands/move-cards.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { withFrameContents } from '../free/frames.ts'
import { selectedCards } from '../selected-cards.ts'
import { focusElement, revealCard } from './focus-element.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

const SHIFTS: Readonly<Record<Direction, readonly [columns: number, lanes: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
}
const FREE_STEP_PX = 8

/** Moves the selected cards to the neighbouring cells; free ones by a little. */
export function moveSelectedCards(core: CanvasCore, way: Direction): void {
  const cards = selectedCards(core)
  const [first] = cards
  if (!first || !core.canEdit || nudgeFreeCards(core, way)) return
  const [columns, lanes] = SHIFTS[way]
  const moved = core.editor.run(moveCards, {
    cardIds: cards.map((card) => card.id),
    to: { kind: 'shift', columns, lanes },
  })
  if (!moved.ok) return
  revealCard(core, first.id)
  focusElement(core, first.id)
}

/** Moves the selection by a little when all of it lies beside the grid; tells whether it did. */
export function nudgeFreeCards(core: CanvasCore, way: Direction): boolean {
  const cards = selectedCards(core)
  if (cards.length === 0 || !core.canEdit || cards.some((card) => card.place.kind !== 'free')) return false
  const [across, down] = SHIFTS[way]
  core.editor.run(moveCards, {
    cardIds: withFrameContents(core.scene.get(), cards).map((card) => card.id),
    to: { kind: 'offset', dx: across * FREE_STEP_PX, dy: down * FREE_STEP_PX },
  })
  return true
}
