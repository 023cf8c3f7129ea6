import { cardAt, cardRect } from '#shared/layout/find.ts'
import { grownRect, isPointInRect } from '#shared/layout/rect.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { cardSight } from '../card-sight.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { pagePoint } from '../page-point.ts'
import { selectedCards } from '../selected-cards.ts'
import { autoPan } from './auto-pan.ts'
import { trackPointer } from './track-pointer.ts'

/** Links two cards and selects the link. */
export function linkCards({ editor }: Pick<CanvasCore, 'editor'>, fromCardId: CardId, toCardId: CardId): void {
  const added = editor.run(addLink, { fromCardId, toCardId })
  if (added.ok) editor.select([added.value.linkId])
}

/** The two cards that are selected, in the order in which they were; `null` when it is another number of them. */
export function twoSelectedCards(core: CanvasCore): readonly [CardId, CardId] | null {
  const [from, to, ...more] = selectedCards(core)
  return from && to && more.length === 0 ? [from.id, to.id] : null
}

/** Links the two selected cards: the way without dragging. */
export function linkSelected(core: CanvasCore): void {
  const two = twoSelectedCards(core)
  if (two !== null) linkCards(core, ...two)
}

/** So far away from its card a link being drawn has left it: back on it, it is a loop. */
const LEFT_FROM_PX = 24

/** Draws a link from a card's side to the card under the pointer; back to the card that it has left, a loop. */
export function dragLink(core: CanvasCore, down: PointerEvent, fromId: CardId): void {
  const { scene, state, editor, view } = core
  const sight = cardSight(editor)
  let at = { x: down.clientX, y: down.clientY }
  let hasLeft = false
  const follow = (): CardId | null => {
    const point = pagePoint(core, at)
    const found = cardAt(scene.get(), point, (card) => sight.of(card) !== 'hidden')
    const own = cardRect(scene.get(), fromId)
    hasLeft ||= own !== undefined && !isPointInRect(point, grownRect(own, LEFT_FROM_PX / view.get().zoom))
    const toId = found && (found.card.id !== fromId || hasLeft) ? found.card.id : null
    const to = toId !== null && found ? found.rect : { ...point, width: 1, height: 1 }
    state.setState({ connecting: { fromId, to, toId } })
    return toId
  }
  const pan = autoPan(core, () => void follow())
  const end = (): void => {
    pan.stop()
    state.setState({ connecting: null })
  }
  trackPointer(down, {
    onMove: (move) => {
      at = move
      pan.at(move.x, move.y)
      follow()
    },
    onDrop: (move) => {
      at = move
      const toId = follow()
      end()
      if (toId !== null) linkCards(core, fromId, toId)
    },
    onClick: end,
    onCancel: end,
  })
}
