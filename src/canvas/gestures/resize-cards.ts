import { cardRect } from '#shared/layout/find.ts'
import { type Rect, rectAround } from '#shared/layout/rect.ts'
import { type Handle, type ResizeRules, scaledRect } from '#shared/layout/resize-rect.ts'
import { resizeFreeCards } from '#shared/model/commands/resize-free-cards.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import { FREE_CARD_SIZE_PX } from '#shared/model/records/limits.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { SELF } from '../drag-offsets.ts'
import { createSnapping } from '../free/snapping.ts'
import { pagePoint } from '../page-point.ts'
import { throttled } from '#src/editor/throttled.ts'
import { tellRefusal } from '../tell-refusal.ts'
import { type PointerMove, trackPointer } from './track-pointer.ts'

/** How often the others are told how large things are by now. */
const SHOWN_EVERY_MS = 33

/**
 * Resizes free cards together by a handle of the rectangle around them. Pictures and drawings keep their ratio, other things when
 * Shift is held (which frees those); with Alt the middle stays; Ctrl or ⌘ switches snapping off. Until the drop nothing is written.
 * `onResize` is told of the rectangle with every move.
 */
export function resizeCards(
  core: CanvasCore,
  down: PointerEvent,
  handle: Handle,
  cards: readonly Card[],
  onResize: (rect: Rect) => void,
): void {
  const { editor, state, offsets, ports } = core
  const cardIds = cards.map((card) => card.id)
  const rects = rectsOf(core, cardIds)
  const from = rectAround(rects.values())
  if (!from) return
  const limits = limitsOf([...rects.values()])
  const keepsOwnRatio = cards.some(({ kind }) => kind === 'image' || kind === 'ink')
  const start = pagePoint(core, down)
  const snapping = createSnapping(core, new Set(cardIds))
  const show = throttled(SHOWN_EVERY_MS, (to: Rect) =>
    ports().showPresence({ drag: { ids: cardIds, dx: 0, dy: 0, resize: { from, to } } }),
  )
  let to = from
  const follow = (move: PointerMove): void => {
    const { shiftKey, altKey, ctrlKey, metaKey } = move.event
    const point = pagePoint(core, move)
    const rules: ResizeRules = { ...limits, keepsRatio: keepsOwnRatio !== shiftKey, isFromCenter: altKey }
    const by = { x: point.x - start.x, y: point.y - start.y }
    to = snapping.resize(from, handle, by, rules, ctrlKey || metaKey)
    offsets.resize(SELF, cardIds, { from, to })
    onResize(to)
    show(to)
  }
  const end = (): void => {
    snapping.end()
    show.cancel()
    state.setState({ isResizing: false })
    ports().showPresence({ drag: null })
    onResize(rectAround(rectsOf(core, cardIds).values()) ?? from)
    // The nodes have their size by the time of the next frame; until then the cards stay as they were drawn.
    requestAnimationFrame(() => offsets.clear(SELF))
  }
  trackPointer(down, {
    onStart: () => state.setState({ isResizing: true, hoveredCell: null, hoveredCardId: null }),
    onMove: follow,
    onDrop: (move) => {
      follow(move)
      // Those that somebody moved or deleted meanwhile are resized where they are now, or not at all.
      const boxes = [...rectsOf(core, cardIds)].map(([cardId, rect]) => ({ cardId, ...scaledRect(rect, from, to) }))
      if (boxes.length > 0) tellRefusal(editor.run(resizeFreeCards, { boxes }))
      end()
    },
    onCancel: end,
  })
}

function rectsOf({ scene }: Pick<CanvasCore, 'scene'>, cardIds: readonly CardId[]): ReadonlyMap<CardId, Rect> {
  const layout = scene.get()
  return new Map(
    cardIds.flatMap((id): [CardId, Rect][] => {
      const rect = cardRect(layout, id)
      return rect ? [[id, rect]] : []
    }),
  )
}

/** The group shrinks until its smallest card is as small as a card may be, and grows likewise. */
function limitsOf(rects: readonly Rect[]): Pick<ResizeRules, 'least' | 'most'> {
  const { min, max } = FREE_CARD_SIZE_PX
  const widths = rects.map((rect) => rect.width)
  const heights = rects.map((rect) => rect.height)
  return {
    least: { x: min / Math.min(...widths), y: min / Math.min(...heights) },
    most: { x: max / Math.max(...widths), y: max / Math.max(...heights) },
  }
}
