import type { Card } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import type { JourneyLayout } from './journey-layout.ts'
import type { Point } from './rect.ts'
import { EMOTION_FACE_PX } from './sizes.ts'

/** The feelings of one persona over the steps. */
export interface EmotionCurve {
  /** `null`: of everyone, from cards that name no persona. */
  readonly personaId: PersonaId | null
  /** Runs of points without a gap between them; a step without a scored card ends a run. Relative to the top of the lane's row. */
  readonly runs: readonly (readonly Point[])[]
}

/**
 * The curves of an emotion lane, one for each persona that has cards of its own there. A card that names no persona belongs to all
 * of them; where a persona has no card of its own, one curve for everyone stands in.
 */
export function emotionCurves(layout: JourneyLayout, laneId: LaneId): EmotionCurve[] {
  const cells = layout.cells.get(laneId)
  if (!cells) return []
  const own = new Set<PersonaId>()
  let isAnyForAll = false
  for (const cell of cells.values())
    for (const { card, isOnCurve } of cell.items) {
      if (!isOnCurve) continue
      for (const id of card.personaIds) own.add(id)
      if (card.personaIds.length === 0) isAnyForAll = true
    }
  const personas = personasInOrder(layout.snapshot)
  const curves: EmotionCurve[] = personas
    .filter((persona) => own.has(persona.id))
    .map(({ id }) => ({
      personaId: id,
      runs: runsOf(layout, laneId, ({ personaIds }) => personaIds.length === 0 || personaIds.includes(id)),
    }))
  if (isAnyForAll && (personas.length === 0 || personas.some(({ id }) => !own.has(id))))
    curves.unshift({ personaId: null, runs: runsOf(layout, laneId, ({ personaIds }) => personaIds.length === 0) })
  return curves
}

function runsOf(layout: JourneyLayout, laneId: LaneId, isMeant: (card: Card) => boolean): Point[][] {
  const cells = layout.cells.get(laneId)
  const runs: Point[][] = []
  let run: Point[] = []
  for (const column of layout.columns) {
    if (column.stepId === null && column.fold === null) continue
    const cell = column.stepId === null ? undefined : cells?.get(column.stepId)
    const points = (cell?.items ?? [])
      .filter((item) => item.isOnCurve && isMeant(item.card))
      .map((item) => ({ x: column.x + item.x + item.width / 2, y: item.y + EMOTION_FACE_PX / 2 }))
    if (points.length > 0) run.push(...points)
    else {
      if (run.length > 0) runs.push(run)
      run = []
    }
  }
  if (run.length > 0) runs.push(run)
  return runs
}

/** One cubic piece of a path: from the end of the piece before it over two control points to `to`. */
export interface CurvePiece {
  readonly control1: Point
  readonly control2: Point
  readonly to: Point
}

/**
 * A smooth path through points of rising x that never swings beyond its points: between two of them it rises or falls only
 * (monotone cubic interpolation, Fritsch and Carlson 1980), so a curve never shows a feeling that nobody noted.
 */
export function smoothPath(points: readonly Point[]): CurvePiece[] {
  const slopes = tangents(points)
  return points.slice(1).map((to, index): CurvePiece => {
    const from = points[index] ?? to
    const third = (to.x - from.x) / 3
    return {
      control1: { x: from.x + third, y: from.y + third * (slopes[index] ?? 0) },
      control2: { x: to.x - third, y: to.y - third * (slopes[index + 1] ?? 0) },
      to,
    }
  })
}

function tangents(points: readonly Point[]): number[] {
  const secants = points.slice(1).map((to, index) => {
    const from = points[index] ?? to
    return to.x === from.x ? 0 : (to.y - from.y) / (to.x - from.x)
  })
  const slopes = points.map((_, index) => {
    const before = secants[index - 1]
    const after = secants[index]
    if (before === undefined || after === undefined) return before ?? after ?? 0
    return before * after <= 0 ? 0 : (before + after) / 2
  })
  secants.forEach((secant, index) => {
    const a = secant === 0 ? 0 : (slopes[index] ?? 0) / secant
    const b = secant === 0 ? 0 : (slopes[index + 1] ?? 0) / secant
    const length = Math.hypot(a, b)
    if (secant === 0) slopes[index] = slopes[index + 1] = 0
    else if (length > 3) {
      slopes[index] = (3 / length) * a * secant
      slopes[index + 1] = (3 / length) * b * secant
    }
  })
  return slopes
}
