import { moveLineEnds } from '#shared/model/commands/move-line-ends.ts'
import { lineBox } from '#shared/model/line-box.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { SELF } from '../drag-offsets.ts'
import { endsOfLine, type LineEndName, type LineEnds, straightLine, withEndAt } from '../free/line-ends.ts'
import { createSnapping } from '../free/snapping.ts'
import { pagePoint } from '../page-point.ts'
import { tellRefusal } from '../tell-refusal.ts'
import { type PointerMove, trackPointer } from './track-pointer.ts'

/**
 * Drags one end of a line while the other stays. With Shift the line comes to rest at multiples of 45 degrees, else its end at what it
 * comes into line with, which Ctrl or ⌘ switches off. Until the drop nothing is written, the others see it move. `onMove` is told with
 * every move.
 */
export function dragLineEnd(
  core: CanvasCore,
  down: PointerEvent,
  card: Card,
  which: LineEndName,
  onMove: (ends: LineEnds) => void,
): void {
  const { editor, state, offsets, ports } = core
  const start = endsOfLine(card)
  if (!start || card.place.kind !== 'free') return
  const box = card.place
  const grip = pagePoint(core, down)
  const snapping = createSnapping(core, new Set([card.id]))
  let ends = start
  const follow = (move: PointerMove): void => {
    const { shiftKey, ctrlKey, metaKey } = move.event
    const point = pagePoint(core, move)
    const end = start[which]
    const by = { x: point.x - grip.x, y: point.y - grip.y }
    const snapped = snapping.move({ ...end, width: 0, height: 0 }, by, shiftKey || ctrlKey || metaKey)
    const at = { x: end.x + snapped.x, y: end.y + snapped.y }
    ends = withEndAt(start, which, shiftKey ? straightLine(start[which === 'from' ? 'to' : 'from'], at) : at)
    const to = lineBox(ends.from, ends.to)
    offsets.resize(SELF, [card.id], { from: box, to: to.box, ink: to.ink })
    const { x, y, width, height } = box
    const resize = { from: { x, y, width, height }, to: to.box, line: ends }
    ports().showPresence({ drag: { ids: [card.id], dx: 0, dy: 0, resize } })
    onMove(ends)
  }
  const end = (): void => {
    snapping.end()
    state.setState({ isResizing: false })
    ports().showPresence({ drag: null })
    // The node has its size by the time of the next frame; until then the line stays as it was drawn.
    requestAnimationFrame(() => offsets.clear(SELF))
  }
  trackPointer(down, {
    onStart: () => state.setState({ isResizing: true, hoveredCell: null, hoveredCardId: null }),
    onMove: follow,
    onDrop: (move) => {
      follow(move)
      if (!tellRefusal(editor.run(moveLineEnds, { cardId: card.id, ...ends }))) onMove(start)
      end()
    },
    onCancel: () => {
      onMove(start)
      end()
    },
  })
}
