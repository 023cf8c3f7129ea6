import type { Card } from '#shared/model/records/card.ts'
import { grownRect, isPointInRect, type Point, type Rect } from './rect.ts'
import { FRAME_TITLE_PX } from './sizes.ts'

/** Thin things are hit within this many journey pixels. */
const REACH_PX = 9
const FRAME_EDGE_PX = 7
const THOUSANDTHS = 1_000
const DIAGONAL = [[0, 0, THOUSANDTHS, THOUSANDTHS]]

/** Whether a point lies on a free card. A frame is its title and its edge: what lies inside is reached through it. */
export function isOnFreeCard(card: Card, rect: Rect, point: Point): boolean {
  if (!isPointInRect(point, grownRect(rect, FRAME_EDGE_PX))) return false
  if (card.kind === 'frame') {
    const isInside = isPointInRect(point, grownRect(rect, -FRAME_EDGE_PX))
    return !isInside || point.y < rect.y + FRAME_TITLE_PX
  }
  if (card.kind === 'ink' || card.shape === 'line' || card.shape === 'arrow') {
    const reach = REACH_PX + (card.style?.strokeWidth ?? 0) / 2
    return (card.ink ?? DIAGONAL).some((stroke) => isNearStroke(stroke, rect, point, reach))
  }
  return isPointInRect(point, rect)
}

function isNearStroke(stroke: readonly number[], rect: Rect, point: Point, reach: number): boolean {
  const at = (index: number): Point => ({
    x: rect.x + ((stroke[index] ?? 0) / THOUSANDTHS) * rect.width,
    y: rect.y + ((stroke[index + 1] ?? 0) / THOUSANDTHS) * rect.height,
  })
  for (let index = 0; index + 3 < stroke.length; index += 2) {
    if (distanceToStretch(point, at(index), at(index + 2)) <= reach) return true
  }
  return false
}

/** From a point to the stretch between two others. */
export function distanceToStretch(point: Point, a: Point, b: Point): number {
  const [dx, dy] = [b.x - a.x, b.y - a.y]
  const length = dx * dx + dy * dy
  const share = length === 0 ? 0 : Math.min(1, Math.max(0, ((point.x - a.x) * dx + (point.y - a.y) * dy) / length))
  return Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy)
}
