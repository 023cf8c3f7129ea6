import type { Card } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { emotionY } from './cells.ts'
import type { CellItem, JourneyLayout } from './journey-layout.ts'
import type { Point } from './rect.ts'

/** A feeling on a curve, with the card that says it. */
export interface CurvePoint extends Point {
  readonly card: Card
  readonly score: number
}

/** The feelings of one persona over the steps. */
export interface EmotionCurve {
  /** `null`: of everyone, from cards that name no persona. */
  readonly personaId: PersonaId | null
  /** Runs of points without a gap between them; a step without a scored card ends a run. Relative to the top of the lane's row. */
  readonly runs: readonly (readonly CurvePoint[])[]
}

/** The feelings as they are, or as they are meant to become (`futureScore`). */
export type CurveTime = 'current' | 'future'

/**
 * The curves of an emotion lane, one for each persona that has cards of its own there. A card that names no persona belongs to all
 * of them; where a persona has no card of its own, one curve for everyone stands in.
 */
export const emotionCurves = (layout: JourneyLayout, laneId: LaneId, time: CurveTime = 'current'): EmotionCurve[] =>
  curvesThrough(layout, laneId, (item) => scoreOf(item, time))

/** The same curves through scores that come from elsewhere; a card without one adds nothing. */
export function curvesThrough(layout: JourneyLayout, laneId: LaneId, scoreOf: ScoreOf): EmotionCurve[] {
  const cells = layout.cells.get(laneId)
  if (!cells) return []
  const own = new Set<PersonaId>()
  let isAnyForAll = false
  for (const cell of cells.values())
    for (const item of cell.items) {
      if (scoreOf(item) === undefined) continue
      for (const id of item.card.personaIds) own.add(id)
      if (item.card.personaIds.length === 0) isAnyForAll = true
    }
  const personas = personasInOrder(layout.snapshot)
  const runs = (isMeant: (card: Card) => boolean): CurvePoint[][] => runsOf(layout, laneId, scoreOf, isMeant)
  const curves: EmotionCurve[] = personas
    .filter((persona) => own.has(persona.id))
    .map(({ id }) => ({
      personaId: id,
      runs: runs(({ personaIds }) => personaIds.length === 0 || personaIds.includes(id)),
    }))
  if (isAnyForAll && (personas.length === 0 || personas.some(({ id }) => !own.has(id))))
    curves.unshift({ personaId: null, runs: runs(({ personaIds }) => personaIds.length === 0) })
  return curves
}

type ScoreOf = (item: CellItem) => number | undefined

/** What a card adds to a curve; a card without a score adds nothing. */
function scoreOf({ card, isOnCurve }: CellItem, time: CurveTime): number | undefined {
  if (time === 'current') return isOnCurve ? card.score : undefined
  return card.kind === 'emotion' ? card.futureScore : undefined
}

function runsOf(
  layout: JourneyLayout,
  laneId: LaneId,
  scoreOf: ScoreOf,
  isMeant: (card: Card) => boolean,
): CurvePoint[][] {
  const cells = layout.cells.get(laneId)
  const bandHeight = layout.rowOfLane.get(laneId)?.bandHeight ?? 0
  const runs: CurvePoint[][] = []
  let run: CurvePoint[] = []
  for (const column of layout.columns) {
    if (column.stepId === null && column.fold === null) continue
    const cell = column.stepId === null ? undefined : cells?.get(column.stepId)
    const points = (cell?.items ?? []).flatMap((item): CurvePoint[] => {
      const score = scoreOf(item)
      if (score === undefined || !isMeant(item.card)) return []
      return [{ card: item.card, score, x: column.x + item.x + item.width / 2, y: emotionY(score, bandHeight) }]
    })
    if (points.length > 0) run.push(...points)
    else {
      if (run.length > 0) runs.push(run)
      run = []
    }
  }
  if (run.length > 0) runs.push(run)
  return runs
}

/** Lengths of dash and gap in turn, in journey pixels; empty: an unbroken line. */
export type DashPattern = readonly number[]

const CURVE_DASHES: readonly DashPattern[] = [[], [14, 6], [14, 5, 2, 5], [24, 6], [24, 5, 2, 5, 2, 5], [8, 8]]

/** How the curves of a lane differ other than by colour, by their place among them. */
export const curveDash = (index: number): DashPattern => CURVE_DASHES[index % CURVE_DASHES.length] ?? []

/** Of every future curve: finer than any dash of a current one. */
export const FUTURE_DASH: DashPattern = [2, 5]

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
