import type { CurvePiece } from './emotion-curve.ts'
import { centerOf, type Point, type Rect, rectAround } from './rect.ts'

/** How a link runs: straight pieces with rounded corners, or one curve, of which the points are samples. */
export interface LinkPath {
  readonly points: readonly Point[]
  readonly radius: number
  /** Where the label stands, and how wide it may be. */
  readonly middle: Point
  readonly labelPx: number
  /** Direction of the arrowhead in radians, 0 = to the right. */
  readonly angle: number
  readonly bounds: Rect
  /** Of a single cubic curve from the first point to the last. */
  readonly curve?: Omit<CurvePiece, 'to'>
}

export const LINK_RADIUS_PX = 8
const FREE_LABEL_PX = 190

export function pathOf(points: readonly Point[], middle: Point, labelPx: number, radius = LINK_RADIUS_PX): LinkPath {
  const to = points.at(-1) ?? middle
  const before = points.at(-2) ?? middle
  const bounds = rectAround(points.map(({ x, y }) => ({ x, y, width: 0, height: 0 }))) ?? { ...to, width: 0, height: 0 }
  return { points, radius, middle, labelPx, angle: Math.atan2(to.y - before.y, to.x - before.x), bounds }
}

const SAMPLES = 12

/** A link that has no grid to keep to, since one of its ends lies beside it: one smooth curve, or a loop back to the same card. */
export function freeLinkPath(from: Rect, to: Rect): LinkPath {
  if (from === to) return loopPath(from)
  const isColumn = Math.abs(centerOf(to).x - centerOf(from).x) < Math.max(from.width, to.width) / 2
  const sign = (isColumn ? centerOf(to).y >= centerOf(from).y : centerOf(to).x >= centerOf(from).x) ? 1 : -1
  const end = (rect: Rect, side: number): Point =>
    isColumn
      ? { x: centerOf(rect).x, y: rect.y + (side > 0 ? rect.height : 0) }
      : { x: rect.x + (side > 0 ? rect.width : 0), y: centerOf(rect).y }
  const start = end(from, sign)
  const stop = end(to, -sign)
  const reach = sign * Math.max(24, Math.min(120, Math.hypot(stop.x - start.x, stop.y - start.y) / 2))
  const [dx, dy] = isColumn ? [0, reach] : [reach, 0]
  const at = (t: number): Point => {
    const u = 1 - t
    const mix = (a: number, b: number, c: number, d: number): number =>
      u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d
    return { x: mix(start.x, start.x + dx, stop.x - dx, stop.x), y: mix(start.y, start.y + dy, stop.y - dy, stop.y) }
  }
  const points = Array.from({ length: SAMPLES + 1 }, (_, index) => at(index / SAMPLES))
  const curve = {
    control1: { x: start.x + dx, y: start.y + dy },
    control2: { x: stop.x - dx, y: stop.y - dy },
  }
  return { ...pathOf(points, at(0.5), FREE_LABEL_PX, 0), angle: Math.atan2(dy, dx), curve }
}

const LOOP_PX = { out: 26, up: 22 } as const

/** A link from a card back to itself where there is no grid to keep to: out at its right edge and in again from above. */
export function loopPath({ x, y, width, height }: Rect): LinkPath {
  const right = x + width
  const [outY, topY, inX] = [y + Math.min(height / 2, 28), y - LOOP_PX.up, right - Math.min(width / 2, 48)]
  const outX = right + LOOP_PX.out
  const points = [
    { x: right, y: outY },
    { x: outX, y: outY },
    { x: outX, y: topY },
    { x: inX, y: topY },
    { x: inX, y },
  ]
  return pathOf(points, { x: (inX + outX) / 2, y: topY }, FREE_LABEL_PX)
}

const ELBOW_PX = 16

/**
 * The link of a card that is on its way, in the looks of a routed one: out to the side on which the other card lies, up or down
 * halfway, and in. It knows nothing of the cards between.
 */
export function elbowPath(from: Rect, to: Rect): LinkPath {
  const [a, b] = [centerOf(from), centerOf(to)]
  const isAhead = to.x >= from.x + from.width + ELBOW_PX
  const isBack = from.x >= to.x + to.width + ELBOW_PX
  if (isAhead || isBack) {
    const start = { x: isAhead ? from.x + from.width : from.x, y: a.y }
    const end = { x: isAhead ? to.x : to.x + to.width, y: b.y }
    const x = (start.x + end.x) / 2
    const isLevel = Math.abs(a.y - b.y) < 1
    const points = isLevel ? [start, { ...end, y: start.y }] : [start, { x, y: a.y }, { x, y: b.y }, end]
    return pathOf(points, { x, y: (a.y + b.y) / 2 }, FREE_LABEL_PX)
  }
  const isDown = b.y >= a.y
  const [start, end] = isDown
    ? [
        { x: a.x, y: from.y + from.height },
        { x: b.x, y: to.y },
      ]
    : [
        { x: a.x, y: from.y },
        { x: b.x, y: to.y + to.height },
      ]
  const isApart = isDown ? end.y > start.y : end.y < start.y
  if (!isApart) return besidePath(from, to)
  const y = (start.y + end.y) / 2
  const points = Math.abs(start.x - end.x) < 1 ? [start, end] : [start, { x: start.x, y }, { x: end.x, y }, end]
  return pathOf(points, { x: (start.x + end.x) / 2, y }, FREE_LABEL_PX)
}

/** Of two cards that lie over one another: around their right edges. */
function besidePath(from: Rect, to: Rect): LinkPath {
  const [start, end] = [from, to].map((rect) => ({ x: rect.x + rect.width, y: centerOf(rect).y })) as [Point, Point]
  const x = Math.max(start.x, end.x) + ELBOW_PX
  return pathOf([start, { x, y: start.y }, { x, y: end.y }, end], { x, y: (start.y + end.y) / 2 }, FREE_LABEL_PX)
}

/** The path as cubic pieces from its first point on, for what prints it. */
export function linkPieces({ points, radius, curve }: LinkPath): CurvePiece[] {
  const end = points.at(-1)
  if (curve && end) return [{ ...curve, to: end }]
  const pieces: CurvePiece[] = []
  let at = points[0]
  if (!at) return pieces
  const lineTo = (to: Point): void => {
    pieces.push({ control1: at ?? to, control2: to, to })
    at = to
  }
  points.slice(1).forEach((corner, index) => {
    const next = points[index + 2]
    const from = points[index] ?? corner
    const size = next ? cornerSize(from, corner, next, radius) : 0
    if (!next || size === 0) {
      lineTo(corner)
      return
    }
    lineTo(towards(corner, from, size))
    const to = towards(corner, next, size)
    pieces.push({ control1: corner, control2: corner, to })
    at = to
  })
  return pieces
}

/** How much of both sides a rounded corner may take: no more than half of the shorter one. */
export const cornerSize = (from: Point, corner: Point, next: Point, radius: number): number =>
  Math.min(radius, distance(from, corner) / 2, distance(corner, next) / 2)

function towards(from: Point, to: Point, by: number): Point {
  const length = distance(from, to)
  const share = length === 0 ? 0 : by / length
  return { x: from.x + (to.x - from.x) * share, y: from.y + (to.y - from.y) * share }
}

const distance = (a: Point, b: Point): number => Math.hypot(b.x - a.x, b.y - a.y)

/** How far a point is from a link, in pixels, corners taken as sharp. */
export function distanceToLink(point: Point, { points }: Pick<LinkPath, 'points'>): number {
  let nearest = Infinity
  points.forEach((to, index) => {
    const from = points[index - 1]
    if (from) nearest = Math.min(nearest, distanceToSegment(point, from, to))
  })
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
