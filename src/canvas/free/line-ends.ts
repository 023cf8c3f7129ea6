import { lineEnds } from '#shared/drawing/free-path.ts'
import type { Point } from '#shared/layout/rect.ts'
import { LINE_REACH_MAX_PX } from '#shared/model/line-box.ts'
import type { Card } from '#shared/model/records/card.ts'

/** Where a line begins and ends, in journey pixels. */
export interface LineEnds {
  readonly from: Point
  readonly to: Point
}
/** One of its two ends. */
export type LineEndName = keyof LineEnds

export const isLine = ({ shape }: Pick<Card, 'shape'>): boolean => shape === 'line' || shape === 'arrow'

/** The ends of a line or an arrow beside the grid; `undefined` for anything else. */
export function endsOfLine(card: Card): LineEnds | undefined {
  if (!isLine(card) || card.place.kind !== 'free') return undefined
  const { x, y } = card.place
  const [from, to] = lineEnds(card, card.place)
  return { from: { x: x + from.x, y: y + from.y }, to: { x: x + to.x, y: y + to.y } }
}

/** The line with one end somewhere else, no further from the other than a line may reach. */
export function withEndAt(ends: LineEnds, which: LineEndName, at: Point): LineEnds {
  const other = ends[which === 'from' ? 'to' : 'from']
  const near = (value: number, around: number): number =>
    Math.min(around + LINE_REACH_MAX_PX, Math.max(around - LINE_REACH_MAX_PX, value))
  return { ...ends, [which]: { x: near(at.x, other.x), y: near(at.y, other.y) } }
}

/** The angles at which a line comes to rest while Shift is held. */
const ANGLE_STEP = Math.PI / 4

/** The point at the same distance from the other end, at a multiple of 45 degrees. */
export function straightLine(from: Point, to: Point): Point {
  const [dx, dy] = [to.x - from.x, to.y - from.y]
  const angle = Math.round(Math.atan2(dy, dx) / ANGLE_STEP) * ANGLE_STEP
  const length = Math.hypot(dx, dy)
  return { x: from.x + length * Math.cos(angle), y: from.y + length * Math.sin(angle) }
}
