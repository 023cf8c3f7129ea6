import type { FoundCard } from '#shared/layout/find.ts'
import { grownRect } from '#shared/layout/rect.ts'
import { type DragOffsets, movedRect } from '../drag-offsets.ts'
import type { CanvasColors } from './colors.ts'

const RING_PX = 3
const GAP_PX = 4

/** A ring around each card that a search has found; wide enough to be seen around a mounted card. The context is in journey pixels. */
export function paintFoundRings(
  ink: CanvasRenderingContext2D,
  cards: readonly FoundCard[],
  { colors, offsets, zoom }: { readonly colors: CanvasColors; readonly offsets: DragOffsets; readonly zoom: number },
): void {
  ink.strokeStyle = colors.lanes.emotion.main
  ink.lineWidth = Math.max(RING_PX, 2 / zoom)
  ink.beginPath()
  for (const { card, rect } of cards) {
    const { x, y, width, height } = grownRect(movedRect(rect, offsets.get(card.id)), GAP_PX)
    ink.roundRect(x, y, width, height, 12)
  }
  ink.stroke()
}
