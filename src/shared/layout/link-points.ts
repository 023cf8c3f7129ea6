import type { JourneyLayout } from './journey-layout.ts'
import { ARRIVING_SHARE, LEAVING_SHARE } from './link-corridors.ts'
import { aroundSpans } from './link-detours.ts'
import { endRect, type LinkPlan, type Side } from './link-ends.ts'
import { type LinkPath, pathOf } from './link-path.ts'
import type { LinkShares, Share } from './link-shares.ts'
import type { Point, Rect } from './rect.ts'
import { CELL_PADDING_PX } from './sizes.ts'

const SPREAD_PX = { side: 9, gutter: 6, gutterMost: 18, gutterShift: 3 } as const
/** Outside of where other links meet the card, so that its words have room between its ends. */
const LOOP_SHARES = { leaving: 0.9, arriving: 0.1 } as const
const LEVEL_MIN_PX = 12
const JOG_PX = 7

/** The way of a link, by its plan and the places that it was dealt. */
export function routedPath(layout: JourneyLayout, plan: LinkPlan, shares: LinkShares): LinkPath {
  const points = pointsOf(layout, plan, shares)
  const label = labelOf(plan, points)
  return pathOf(aroundSpans(layout, shares.fromGutter.index, points), label.middle, label.widthPx)
}

function pointsOf(layout: JourneyLayout, plan: LinkPlan, shares: LinkShares): Point[] {
  const { fromSide, toSide, fromGutter, toGutter, corridor, corridorRow } = plan
  const fromRect = endRect(layout, plan.from)
  const toRect = endRect(layout, plan.to)
  const isLoop = plan.from.cardId === plan.to.cardId
  const start = portOf(fromRect, fromSide, shares.from, isLoop ? LOOP_SHARES.leaving : LEAVING_SHARE)
  const end = portOf(toRect, toSide, shares.to, isLoop ? LOOP_SHARES.arriving : ARRIVING_SHARE)
  const row = corridorRow === undefined ? undefined : layout.rows[corridorRow]
  if (corridor && row) {
    const room = layout.arcRooms.get(corridor.laneId)
    const y =
      corridor.side === 'top'
        ? row.y + CELL_PADDING_PX + (room?.top ?? 0) - corridor.offsetPx
        : row.y + row.height - CELL_PADDING_PX - (room?.bottom ?? 0) + corridor.offsetPx
    const out = fromGutter === null ? [] : [{ x: gutterX(layout, fromGutter, shares.fromGutter), y: start.y }]
    const back = toGutter === null ? [] : [{ x: gutterX(layout, toGutter, shares.toGutter), y: end.y }]
    const left = out[0]?.x ?? start.x
    const right = back[0]?.x ?? end.x
    return [start, ...out, { x: left, y }, { x: right, y }, ...back, end]
  }
  // Down or up a column, at one x for both.
  if (fromGutter === null) return [start, { x: start.x, y: end.y }]
  const x = gutterX(layout, fromGutter, shares.fromGutter)
  // From below or above the wider of two cards to the side of the other.
  if (isUpright(fromSide)) return [{ x, y: start.y }, { x, y: end.y }, end]
  if (isUpright(toSide)) return [start, { x, y: start.y }, { x, y: end.y }]
  const isAlone = toSide === 'left' && shares.from.count === 1 && shares.to.count === 1
  const level = isAlone ? sharedLevel(fromRect, toRect) : undefined
  if (level !== undefined)
    return [
      { x: start.x, y: level },
      { x: end.x, y: level },
    ]
  // A jog of a few pixels would only look like a mistake.
  if (toSide === 'left' && Math.abs(end.y - start.y) < JOG_PX) return [start, { x: end.x, y: start.y }]
  return [start, { x, y: start.y }, { x, y: end.y }, end]
}

const isUpright = (side: Side): boolean => side === 'top' || side === 'bottom'

/** Cards that overlap in height are linked by a level line. */
function sharedLevel(a: Rect, b: Rect): number | undefined {
  const top = Math.max(a.y, b.y)
  const bottom = Math.min(a.y + a.height, b.y + b.height)
  return bottom - top >= LEVEL_MIN_PX ? (top + bottom) / 2 : undefined
}

function portOf(rect: Rect, side: Side, { index, count }: Share, along: number): Point {
  const length = isUpright(side) ? rect.width / 3 : rect.height
  const gap = Math.min(SPREAD_PX.side, (length * 0.8) / count)
  const shift = (index - (count - 1) / 2) * gap
  if (isUpright(side))
    return { x: rect.x + rect.width * along + shift, y: side === 'top' ? rect.y : rect.y + rect.height }
  return { x: side === 'left' ? rect.x : rect.x + rect.width, y: rect.y + rect.height / 2 + shift }
}

function gutterX({ columns, width }: JourneyLayout, gutter: number, { index, count }: Share): number {
  const edge = columns[gutter]?.x ?? width
  const gap = Math.min(SPREAD_PX.gutter, SPREAD_PX.gutterMost / count)
  // Beside the line between two columns, not on it.
  return edge + (index - (count - 1) / 2) * gap + (count === 1 ? SPREAD_PX.gutterShift : 0)
}

const LABEL_LEAST_PX = 84
const LABEL_MOST_PX = 190
const LABEL_GAP_PX = 14

/** The label stands in the middle of the level part, which has room for it; without one, in the middle of all. */
function labelOf(
  { corridor, fromGutter }: LinkPlan,
  points: readonly Point[],
): { readonly middle: Point; readonly widthPx: number } {
  const first = corridor ? (fromGutter === null ? 1 : 2) : Math.floor((points.length - 1) / 2)
  const a = points[first] ?? points[0] ?? { x: 0, y: 0 }
  const b = points[first + 1] ?? a
  const widthPx = Math.min(LABEL_MOST_PX, Math.max(LABEL_LEAST_PX, Math.abs(b.x - a.x) - LABEL_GAP_PX))
  return { middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, widthPx }
}
