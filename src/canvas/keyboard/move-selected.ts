import { moveCards } from '#shared/model/commands/move-cards.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { movedCards } from '#shared/model/selectors/frame-contents.ts'
import { selectedCards, selectedFreeCards } from '../selected-cards.ts'
import { tellRefusal } from '../tell-refusal.ts'
import { tellStaying } from '../tell-staying.ts'
import { focusElement, revealCard } from './focus-element.ts'

export type Direction = 'left' | 'right' | 'up' | 'down'

const SHIFTS: Readonly<Record<Direction, readonly [columns: number, lanes: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
}
/** How far a free card goes with an arrow key, and with Shift held. */
export const NUDGE_PX = { fine: 1, coarse: 10 } as const

/** Moves the selected cards to the neighbouring cells; free ones by a little. */
export function moveSelectedCards(core: CanvasCore, way: Direction): void {
  const chosen = selectedCards(core)
  if (chosen.length === 0 || !core.canEdit || nudgeFreeCards(core, way, NUDGE_PX.coarse)) return
  const cards = chosen.filter((card) => !card.isLocked)
  const [first] = cards
  if (!first) return tellStaying(chosen.length, 0)
  const [columns, lanes] = SHIFTS[way]
  const moved = core.editor.run(moveCards, {
    cardIds: cards.map((card) => card.id),
    to: { kind: 'shift', columns, lanes },
  })
  if (!moved.ok) return
  tellStaying(chosen.length - cards.length, cards.length)
  revealCard(core, first.id)
  focusElement(core, first.id)
}

/** The step that joins the undo step before it: the same cards pushed on, nothing else done meanwhile. */
let last: { readonly core: CanvasCore; readonly cards: string; readonly undoCount: number } | undefined

/** Moves the selection by some pixels when all of it lies beside the grid; tells whether it did. */
export function nudgeFreeCards(core: CanvasCore, way: Direction, byPx: number): boolean {
  const { editor } = core
  const chosen = selectedFreeCards(core)
  if (chosen.length === 0 || !core.canEdit) return false
  const [across, down] = SHIFTS[way]
  const { moving, staying } = movedCards(freeCards(core.scene.get().snapshot), chosen)
  const cardIds = moving.map((card) => card.id)
  const cards = cardIds.join(' ')
  const { undoCount } = editor.undoState.getState()
  const continues = last?.core === core && last.cards === cards && last.undoCount === undoCount
  // Once a push, not with every press.
  if (!continues) tellStaying(staying.length, moving.length)
  if (moving.length === 0) return true
  const to = { kind: 'offset', dx: across * byPx, dy: down * byPx } as const
  if (tellRefusal(editor.run(moveCards, { cardIds, to }, { continues })))
    last = { core, cards, undoCount: editor.undoState.getState().undoCount }
  return true
}
