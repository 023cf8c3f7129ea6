import type { Card } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import { emotionY } from './cells.ts'
import { type CurvePoint, curvesThrough, type EmotionCurve } from './emotion-curve.ts'
import type { JourneyLayout } from './journey-layout.ts'

/** Where the feeling of a card was measured, on the scale of feelings. */
export interface MeasuredLevel {
  readonly level: number
  readonly interval?: readonly [number, number] | undefined
  /** Rests on too few answers: its point is grey and joined to nothing. */
  readonly isWeak: boolean
  /** It and what was assumed disagree. */
  readonly isApart: boolean
}

/** A measured feeling at its place. Relative to the top of the lane's row. */
export interface MeasuredPoint extends CurvePoint, MeasuredLevel {
  /** The upper and the lower end of its interval. */
  readonly reach: readonly [number, number] | undefined
}

/** The measured feelings of a lane. */
export interface MeasuredFeelings {
  /** As the assumed ones, for the same personas; a step without a measured feeling ends a run, and so does a weak one. */
  readonly curves: readonly EmotionCurve[]
  /** Every measured card once. */
  readonly points: readonly MeasuredPoint[]
}

/** What was measured along an emotion lane; `levelOf` says it of a card, `undefined` where nothing was. */
export function measuredFeelings(
  layout: JourneyLayout,
  laneId: LaneId,
  levelOf: (card: Card) => MeasuredLevel | undefined,
): MeasuredFeelings {
  const bandHeight = layout.rowOfLane.get(laneId)?.bandHeight ?? 0
  const points = new Map<string, MeasuredPoint>()
  const all = curvesThrough(layout, laneId, ({ card }) => levelOf(card)?.level)
  for (const point of all.flatMap(({ runs }) => runs.flat())) {
    const measured = levelOf(point.card)
    if (!measured) continue
    const [low, high] = measured.interval ?? []
    const reach =
      low === undefined || high === undefined
        ? undefined
        : ([emotionY(high, bandHeight), emotionY(low, bandHeight)] as const)
    points.set(point.card.id, { ...point, ...measured, reach })
  }
  const curves = curvesThrough(layout, laneId, ({ card }) => {
    const measured = levelOf(card)
    return measured === undefined || measured.isWeak ? undefined : measured.level
  })
  return { curves, points: [...points.values()] }
}

const SHOULDER_PX = 24

/** How far beside its curve a point stands so that the face of its card, or what it is meant to become, does not hide it: only where they are near each other. */
export const shoulderOf = ({ level, card: { score, futureScore } }: MeasuredPoint): number =>
  [score, futureScore].some((other) => other !== undefined && Math.abs(level - other) < 1) ? SHOULDER_PX : 0

/** Half of the height and width of the rhombus that stands for a measured feeling. */
export const RHOMBUS_PX = 7

/** A measured curve is two thin lines side by side: told from any other without colour. */
export const MEASURED_LINE = { outerPx: 6, innerPx: 3 } as const
