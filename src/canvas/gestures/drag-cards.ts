import { cardRect } from '#shared/layout/find.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { SELF } from '../drag-offsets.ts'
import { withFrameContents } from '../free/frames.ts'
import { pagePoint } from '../page-point.ts'
import { throttled } from '../throttled.ts'
import { autoPan } from './auto-pan.ts'
import { dropCards, dropCopies } from './drop-cards.ts'
import { type DraggedCards, type DropTarget, dropTargetAt, isSameLanding } from './drop-target.ts'
import { pullOnCurve } from './pull-on-curve.ts'
import { type PointerMove, trackPointer } from './track-pointer.ts'

/** How often the others are told where a drag is. */
const SHOWN_EVERY_MS = 33

/**
 * Drags the selected cards. Until the drop nothing is written: the cards are moved by their offsets, and the others see them move
 * by presence.
 */
export function dragCards(core: CanvasCore, down: PointerEvent, anchorId: CardId, onClick: () => void): void {
  const { editor, scene, state, offsets, ports } = core
  const start = pagePoint(core, down)
  let cards: readonly Card[] = []
  let last: PointerMove | undefined
  let landing: DropTarget | undefined
  const show = throttled(SHOWN_EVERY_MS, (dx: number, dy: number) =>
    ports().showPresence({ drag: { ids: cards.map((card) => card.id), dx, dy } }),
  )

  const follow = (): DraggedCards | undefined => {
    const anchor = scene.get().snapshot.cards.get(anchorId)
    if (!last || !anchor) return undefined
    const point = pagePoint(core, last)
    const [dx, dy] = [point.x - start.x, point.y - start.y]
    const dragged = { cards, anchor, dx, dy }
    const pull = pullOnCurve(scene.get(), dragged, point)
    landing = pull?.target ?? (isOverTitles(core, last) ? undefined : dropTargetAt(scene.get(), dragged, point))
    const shift = pull ? { dx: 0, dy: pull.dy } : { dx, dy }
    offsets.set(
      SELF,
      cards.map((card) => card.id),
      shift.dx,
      shift.dy,
    )
    show(shift.dx, shift.dy)
    // While a face is pulled, nothing but another score renders.
    if (!pull) {
      const { dropTarget, scoring } = state.getState()
      if (scoring !== null || !isSameLanding(dropTarget, landing ?? null))
        state.setState({ dropTarget: landing ?? null, scoring: null })
    } else if (state.getState().scoring?.score !== pull.score)
      state.setState({ dropTarget: null, scoring: { cardId: anchorId, score: pull.score, isFuture: false } })
    return dragged
  }
  const pan = { current: undefined as ReturnType<typeof autoPan> | undefined }
  const end = (): void => {
    pan.current?.stop()
    show.cancel()
    state.setState({ dragging: null, dropTarget: null, scoring: null })
    ports().showPresence({ drag: null })
    // The nodes have moved by the time of the next frame; until then the cards stay under the pointer.
    requestAnimationFrame(() => offsets.clear(SELF))
  }
  trackPointer(down, {
    onStart: () => {
      cards = withFrameContents(scene.get(), selectedCardsInOrder(core))
      state.setState({ dragging: new Set(cards.map((card) => card.id)), hoveredCell: null, hoveredCardId: null })
      pan.current = autoPan(core, () => void follow())
    },
    onMove: (move) => {
      last = move
      pan.current?.at(move.x, move.y)
      follow()
    },
    onDrop: (move) => {
      last = move
      const dragged = follow()
      // Cards that someone deleted meanwhile are not dropped.
      const living = (dragged?.cards ?? []).flatMap((card): Card[] => {
        const now = scene.get().snapshot.cards.get(card.id)
        return now ? [now] : []
      })
      if (landing?.isAllowed && living.length > 0) {
        // With Alt the cards stay, and copies of them land.
        if (move.event.altKey) dropCopies(editor, scene, living, landing)
        else dropCards(editor, scene.get(), living, landing)
      }
      end()
    },
    onClick,
    onCancel: end,
  })
}

/** Over the sticky titles: what lies below them cannot be seen, so nothing is dropped there. */
function isOverTitles({ view, bands }: CanvasCore, at: PointerMove): boolean {
  const bounds = view.bounds()
  const { top, left, stageHeight, stepHeight, lanesWidth } = bands()
  const x = at.x - bounds.left
  const y = at.y - bounds.top
  return (y > top && y < top + stageHeight + stepHeight) || (x > left && x < left + lanesWidth && y > top)
}

/** The selected cards as they are drawn: from left to right, from top to bottom. */
function selectedCardsInOrder({ editor, scene }: CanvasCore): Card[] {
  const layout = scene.get()
  const placed = [...editor.selection.getState().ids].flatMap((id) => {
    const card = layout.snapshot.cards.get(id as CardId)
    const rect = card && cardRect(layout, card.id)
    return card && rect ? [{ card, rect }] : []
  })
  return placed.sort((a, b) => a.rect.x - b.rect.x || a.rect.y - b.rect.y).map(({ card }) => card)
}
