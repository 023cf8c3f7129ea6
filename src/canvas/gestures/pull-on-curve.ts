import { emotionY } from '#shared/layout/cells.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Point } from '#shared/layout/rect.ts'
import { isSamePlace } from './drop-cards.ts'
import { type DraggedCards, type DropTarget, dropTargetAt } from './drop-target.ts'

/** A face pulled up or down its curve. */
export interface PullOnCurve {
  readonly score: number
  /** How far the face is from its stored place. */
  readonly dy: number
  readonly target: DropTarget
}

/** So far over the lane's edges a pull still means the end of the scale. */
const OVERSHOOT_PX = 60

/**
 * A single face that stays in its cell, at its place among the faces there, is not carried but pulled: it keeps its column and
 * stands only at scores that can be written.
 */
export function pullOnCurve(layout: JourneyLayout, dragged: DraggedCards, pointer: Point): PullOnCurve | undefined {
  const { cards, anchor } = dragged
  if (cards.length !== 1 || anchor.kind !== 'emotion' || anchor.score === undefined || anchor.place.kind !== 'cell')
    return undefined
  const row = layout.rowOfLane.get(anchor.place.laneId)
  if (!row || row.bandHeight === 0) return undefined
  if (pointer.y < row.y - OVERSHOOT_PX || pointer.y > row.y + row.height + OVERSHOOT_PX) return undefined
  const y = Math.min(Math.max(pointer.y, row.y), row.y + row.height - 1)
  const target = dropTargetAt(layout, dragged, { x: pointer.x, y })
  if (target?.kind !== 'cell' || target.score === undefined || !isSamePlace(layout, cards, target)) return undefined
  if (target.cell.stepId !== anchor.place.stepId || target.cell.laneId !== anchor.place.laneId) return undefined
  const dy = emotionY(target.score, row.bandHeight) - emotionY(anchor.score, row.bandHeight)
  return { score: target.score, dy, target }
}
