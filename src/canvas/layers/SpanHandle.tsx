import { columnAt } from '#shared/layout/find.ts'
import type { Rect } from '#shared/layout/rect.ts'
import { CELL_PADDING_PX } from '#shared/layout/sizes.ts'
import { spanCards } from '#shared/model/commands/span-cards.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { trackPointer } from '../gestures/track-pointer.ts'
import { pagePoint } from '../page-point.ts'

interface SpanHandleProps {
  readonly core: CanvasCore
  readonly card: Card
  readonly rect: Rect
}

/** At the right edge of a card of the grid, in its lower corner: dragging it takes in the steps to its right, or lets them go. */
export const SpanHandle = ({ core, card, rect }: SpanHandleProps) => (
  <span
    aria-hidden
    title="Drag over more steps"
    data-canvas-control
    data-testid="span-handle"
    className="canvas-affordance span-handle"
    style={{ left: rect.x + rect.width - 10, top: rect.y + rect.height }}
    onPointerDown={(event) => {
      event.stopPropagation()
      if (event.button === 0) dragSpan(core, event.nativeEvent, card, rect)
    }}
  />
)

/** Shows the columns meanwhile as a frame; the drop is one command. */
function dragSpan(core: CanvasCore, down: PointerEvent, card: Card, rect: Rect): void {
  const { scene, state, editor } = core
  if (card.place.kind !== 'cell') return
  const { stepId } = card.place
  const reachAt = (at: { readonly x: number; readonly y: number }) => {
    const layout = scene.get()
    const first = layout.columnOfStep.get(stepId)
    const rank = layout.steps.rankOf.get(stepId)
    if (!first || rank === undefined) return undefined
    const { x } = pagePoint(core, at)
    const under = x >= layout.width ? layout.columns.at(-1) : columnAt(layout, x)
    const last = under && under.index > first.index ? under : first
    // Of a folded stage all steps; of a stage without steps those up to it.
    const lastRank = layout.steps.columns.findLastIndex((column) => column.index <= last.index)
    const columns = Math.max(1, lastRank - rank + 1)
    return { columns, frame: { ...rect, width: last.x + last.width - CELL_PADDING_PX - rect.x } }
  }
  trackPointer(down, {
    onMove: (move) => state.setState({ marquee: reachAt(move)?.frame ?? null }),
    onDrop: (move) => {
      state.setState({ marquee: null })
      const reach = reachAt(move)
      if (reach) editor.run(spanCards, { cardIds: [card.id], columns: { to: reach.columns } })
    },
    onCancel: () => state.setState({ marquee: null }),
  })
}
