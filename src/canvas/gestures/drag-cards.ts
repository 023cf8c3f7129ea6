import { cardRect } from '#shared/layout/find.ts'
import { type Rect, rectAround } from '#shared/layout/rect.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { movedCards } from '#shared/model/selectors/frame-contents.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { SELF } from '../drag-offsets.ts'
import { createSnapping, type Snapping } from '../free/snapping.ts'
import { pagePoint } from '../page-point.ts'
import { tellStaying } from '../tell-staying.ts'
import { throttled } from '#src/editor/throttled.ts'
import { autoPan } from './auto-pan.ts'
import { dropCards, dropCopies } from './drop-cards.ts'
import { type DraggedCards, type DropTarget, dropTargetAt, isSameLanding } from './drop-target.ts'
import { pullOnCurve } from './pull-on-curve.ts'
import { type PointerMove, trackPointer } from './track-pointer.ts'

/** How often the others are told where a drag is. */
const SHOWN_EVERY_MS = 33

/**
 * Drags the selected cards. Until the drop nothing is written: the cards are moved by their offsets, and the others see them move
 * by presence. Locked cards stay, and one is told of it.
 */
export function dragCards(core: CanvasCore, down: PointerEvent, anchorId: CardId, onClick: () => void): void {
  const { editor, scene, state, offsets, ports } = core
  const start = pagePoint(core, down)
  let cards: readonly Card[] = []
  let stayingCount = 0
  let last: PointerMove | undefined
  let landing: DropTarget | undefined
  /** Of cards that lie beside the grid: what brings them into line, and the rectangle around them. */
  let snap: { readonly snapping: Snapping; readonly around: Rect } | undefined
  const show = throttled(SHOWN_EVERY_MS, (dx: number, dy: number) =>
    ports().showPresence({ drag: { ids: cards.map((card) => card.id), dx, dy } }),
  )

  const follow = (): DraggedCards | undefined => {
    const anchor = scene.get().snapshot.cards.get(anchorId)
    if (!last || !anchor) return undefined
    const point = pagePoint(core, last)
    let dragged = { cards, anchor, dx: point.x - start.x, dy: point.y - start.y }
    const pull = pullOnCurve(scene.get(), dragged, point)
    landing = pull?.target ?? (isOverTitles(core, last) ? undefined : dropTargetAt(scene.get(), dragged, point))
    if (snap && landing && landing.kind !== 'cell') {
      const { ctrlKey, metaKey } = last.event
      const by = snap.snapping.move(snap.around, { x: dragged.dx, y: dragged.dy }, ctrlKey || metaKey)
      dragged = { ...dragged, dx: by.x, dy: by.y }
      landing = dropTargetAt(scene.get(), dragged, point)
    } else snap?.snapping.end()
    const shift = pull ? { dx: 0, dy: pull.dy } : { dx: dragged.dx, dy: dragged.dy }
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
    snap?.snapping.end()
    show.cancel()
    state.setState({ dragging: null, dropTarget: null, scoring: null })
    ports().showPresence({ drag: null })
    // The nodes have moved by the time of the next frame; until then the cards stay under the pointer.
    requestAnimationFrame(() => offsets.clear(SELF))
  }
  trackPointer(down, {
    onStart: () => {
      const { moving, staying } = movedCards(freeCards(scene.get().snapshot), selectedCardsInOrder(core))
      cards = moving
      stayingCount = staying.length
      const dragging = new Set(cards.map((card) => card.id))
      const around = rectAround(cards.flatMap(({ place }) => (place.kind === 'free' ? [place] : [])))
      if (around && cards.every(({ place }) => place.kind === 'free'))
        snap = { snapping: createSnapping(core, dragging), around }
      state.setState({ dragging, hoveredCell: null, hoveredCardId: null })
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
        tellStaying(stayingCount, living.length)
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
