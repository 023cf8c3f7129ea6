import { itemRect, rowsBetween } from './find.ts'
import type { JourneyLayout } from './journey-layout.ts'
import type { Point, Rect } from './rect.ts'
import { CELL_PADDING_PX } from './sizes.ts'
import { spanningIn } from './spans.ts'

/** How far from a card a link runs that goes around it; so that several do not lie on each other they take turns. */
const BESIDE_PX = [4, 2, 6] as const

/**
 * A way by gutters, led around the cards that reach over them. Above and below such a card a gap is free over all of its width, and so
 * are the gutters at its ends as far as it is high: whatever stands there too begins above or below it.
 */
export function aroundSpans(layout: JourneyLayout, turn: number, points: readonly Point[]): readonly Point[] {
  const beside = BESIDE_PX[turn % BESIDE_PX.length] ?? BESIDE_PX[0]
  let isLed = false
  const led = points.flatMap((point, index): Point[] => {
    const next = points[index + 1]
    if (!next || next.x !== point.x || next.y === point.y) return [point]
    const blockers = spansAcross(layout, point, next)
    if (blockers.length === 0) return [point]
    isLed = true
    const isDown = next.y > point.y
    if (!isDown) blockers.reverse()
    return [point, ...blockers.flatMap((rect) => around(rect, point.x, beside, isDown))]
  })
  return isLed ? tidied(led) : points
}

function around(rect: Rect, x: number, beside: number, isDown: boolean): Point[] {
  const [left, right] = [rect.x, rect.x + rect.width]
  const side = x - left < right - x ? left - CELL_PADDING_PX + beside : right + CELL_PADDING_PX - beside
  const [above, below] = [rect.y - beside, rect.y + rect.height + beside]
  const [first, second] = isDown ? [above, below] : [below, above]
  return [
    { x, y: first },
    { x: side, y: first },
    { x: side, y: second },
    { x, y: second },
  ]
}

/** The cards over several columns that a vertical stretch would cross, from top to bottom. */
function spansAcross(layout: JourneyLayout, a: Point, b: Point): Rect[] {
  const [top, bottom] = [Math.min(a.y, b.y), Math.max(a.y, b.y)]
  const found: Rect[] = []
  for (const row of rowsBetween(layout, top, bottom)) {
    const cells = layout.cells.get(row.laneId)
    for (const { stepId, item } of cells ? spanningIn(cells) : []) {
      const column = layout.columnOfStep.get(stepId)
      const rect = column && itemRect(item, { column, row })
      if (!rect || a.x <= rect.x || a.x >= rect.x + rect.width) continue
      if (rect.y < bottom && rect.y + rect.height > top) found.push(rect)
    }
  }
  return found.sort((one, other) => one.y - other.y)
}

/** Without points on a straight stretch, also where it would turn back on itself. */
function tidied(points: readonly Point[]): Point[] {
  const kept: Point[] = []
  for (const point of points) {
    for (;;) {
      const [before, last] = [kept.at(-2), kept.at(-1)]
      if (!before || !last) break
      const isStraight = (before.x === last.x && last.x === point.x) || (before.y === last.y && last.y === point.y)
      if (!isStraight) break
      kept.pop()
    }
    if (kept.at(-1)?.x !== point.x || kept.at(-1)?.y !== point.y) kept.push(point)
  }
  return kept
}
