import { centerOf, type Point, type Rect } from './rect.ts'
import { LINK_ARC_ROOM_PX } from './sizes.ts'

/** A link between two cards as one cubic curve. */
export interface LinkPath {
  readonly from: Point
  readonly control1: Point
  readonly control2: Point
  readonly to: Point
  /** Where the label stands. */
  readonly middle: Point
  /** Direction of the arrowhead in radians, 0 = to the right. */
  readonly angle: number
}

/** Cards closer than this to one column are linked from top to bottom. */
const COLUMN_SLACK_PX = 24
/** A link to the card beside it needs no arc. */
const NEIGHBOUR_GAP_PX = 96

/**
 * Leads a link so that it can be told apart: to the right from side to side; past other cards, or with a label that would not fit
 * between two, in an arc above them; back in an arc below; within a column from edge to edge.
 */
export function linkPath(from: Rect, to: Rect, hasLabel = false): LinkPath {
  const gap = to.x - (from.x + from.width)
  const isSameColumn = from.x < to.x + to.width - COLUMN_SLACK_PX && to.x < from.x + from.width - COLUMN_SLACK_PX
  const isSameRow = from.y < to.y + to.height && to.y < from.y + from.height
  if (isSameColumn) return vertical(from, to)
  if (gap < 0) return arc(from, to, 1)
  if (isSameRow && (gap > NEIGHBOUR_GAP_PX || hasLabel)) return arc(from, to, -1)
  const level = sharedLevel(from, to)
  const start = { x: from.x + from.width, y: level ?? centerOf(from).y }
  const end = { x: to.x, y: level ?? centerOf(to).y }
  const reach = Math.min(120, gap / 2)
  return path(start, { x: start.x + reach, y: start.y }, { x: end.x - reach, y: end.y }, end)
}

/** Cards that overlap in height by so much are linked by a level line. */
const LEVEL_MIN_PX = 12

function sharedLevel(from: Rect, to: Rect): number | undefined {
  const top = Math.max(from.y, to.y)
  const bottom = Math.min(from.y + from.height, to.y + to.height)
  return bottom - top >= LEVEL_MIN_PX ? (top + bottom) / 2 : undefined
}

function vertical(from: Rect, to: Rect): LinkPath {
  const isDown = centerOf(to).y >= centerOf(from).y
  const start = { x: centerOf(from).x, y: isDown ? from.y + from.height : from.y }
  const end = { x: centerOf(to).x, y: isDown ? to.y : to.y + to.height }
  const reach = Math.max(16, Math.abs(end.y - start.y) / 2) * (isDown ? 1 : -1)
  return path(start, { x: start.x, y: start.y + reach }, { x: end.x, y: end.y - reach }, end)
}

const ARC_LONG_PX = 2_000

/** Over (-1) or under (1) what lies between. */
function arc(from: Rect, to: Rect, side: 1 | -1): LinkPath {
  const edge = (rect: Rect): number => (side === 1 ? rect.y + rect.height : rect.y)
  const shift = Math.min(from.width, to.width) / 6
  const isForward = to.x > from.x
  const start = { x: centerOf(from).x + (isForward ? shift : -shift), y: edge(from) }
  const end = { x: centerOf(to).x + (isForward ? -shift : shift), y: edge(to) }
  // A cubic reaches three quarters of the way to its control points; longer arcs rise a little higher than those that they span.
  const reach = LINK_ARC_ROOM_PX * (0.6 + 0.4 * Math.min(1, Math.abs(end.x - start.x) / ARC_LONG_PX))
  const height = (side * reach) / 0.75
  return path(start, { x: start.x, y: start.y + height }, { x: end.x, y: end.y + height }, end)
}

function path(from: Point, control1: Point, control2: Point, to: Point): LinkPath {
  const middle = {
    x: (from.x + 3 * control1.x + 3 * control2.x + to.x) / 8,
    y: (from.y + 3 * control1.y + 3 * control2.y + to.y) / 8,
  }
  return { from, control1, control2, to, middle, angle: Math.atan2(to.y - control2.y, to.x - control2.x) }
}

const SAMPLES = 24

/** How far a point is from a link's curve, in pixels, to within a pixel or two. */
export function distanceToLink(point: Point, { from, control1, control2, to }: LinkPath): number {
  let nearest = Infinity
  let before = from
  for (let index = 1; index <= SAMPLES; index++) {
    const t = index / SAMPLES
    const u = 1 - t
    const at = {
      x: u * u * u * from.x + 3 * u * u * t * control1.x + 3 * u * t * t * control2.x + t * t * t * to.x,
      y: u * u * u * from.y + 3 * u * u * t * control1.y + 3 * u * t * t * control2.y + t * t * t * to.y,
    }
    nearest = Math.min(nearest, distanceToSegment(point, before, at))
    before = at
  }
  return nearest
}

function distanceToSegment(point: Point, a: Point, b: Point): number {
  const dx = b.x - a.x
  const dy = b.y - a.y
  const lengthSquared = dx * dx + dy * dy
  const along = lengthSquared === 0 ? 0 : ((point.x - a.x) * dx + (point.y - a.y) * dy) / lengthSquared
  const share = Math.min(1, Math.max(0, along))
  return Math.hypot(point.x - a.x - share * dx, point.y - a.y - share * dy)
}
