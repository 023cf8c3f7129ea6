import type { Point, Rect } from '#shared/layout/rect.ts'

interface Size {
  readonly width: number
  readonly height: number
}

/** From the canvas's edges, in screen pixels. */
const MARGIN_PX = 8

/**
 * Where a bar stands beside a selection without lying on it: above, else below, to the right or to the left of it, wherever there is room;
 * a selection that fills the canvas has it at its upper edge. All in screen pixels; `undefined`: the selection is out of sight.
 */
export function barPlace(
  selection: Rect,
  bar: Size,
  canvas: Size & { readonly bottom: number },
  gapPx: number,
): Point | undefined {
  const right = selection.x + selection.width
  const low = selection.y + selection.height
  if (right < 0 || low < 0 || selection.x > canvas.width || selection.y > canvas.height) return undefined
  const keep = (value: number, size: number, room: number): number =>
    Math.round(Math.min(Math.max(value, MARGIN_PX), Math.max(MARGIN_PX, room - size - MARGIN_PX)))
  const across = keep(selection.x + selection.width / 2 - bar.width / 2, bar.width, canvas.width)
  const down = keep(selection.y + selection.height / 2 - bar.height / 2, bar.height, canvas.bottom)
  const above = Math.round(selection.y - gapPx - bar.height)
  const below = Math.round(low + gapPx)
  if (above >= MARGIN_PX) return { x: across, y: Math.min(above, canvas.bottom - bar.height - MARGIN_PX) }
  if (below + bar.height + MARGIN_PX <= canvas.bottom) return { x: across, y: below }
  if (right + gapPx + bar.width + MARGIN_PX <= canvas.width) return { x: Math.round(right + gapPx), y: down }
  const left = Math.round(selection.x - gapPx - bar.width)
  if (left >= MARGIN_PX) return { x: left, y: down }
  return { x: across, y: MARGIN_PX }
}
