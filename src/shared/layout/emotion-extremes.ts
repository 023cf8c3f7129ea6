import type { CardId } from '#shared/model/records/card.ts'
import type { CurvePoint, EmotionCurve } from './emotion-curve.ts'

export type Extreme = 'peak' | 'valley'

/**
 * The peaks and valleys of a curve. Within a run, a stretch of equal scores is a peak when the scores on both of its sides are
 * lower, a valley when both are higher; its first point stands for it. The ends of a run are neither: what was felt beyond a gap
 * is not known, so nobody can say that it was less.
 */
export function extremesOf({ runs }: EmotionCurve): ReadonlyMap<CardId, Extreme> {
  const found = new Map<CardId, Extreme>()
  for (const run of runs) {
    const levels = run.filter((point, index) => point.score !== run[index - 1]?.score)
    levels.forEach((point, index) => {
      const before = levels[index - 1]
      const after = levels[index + 1]
      if (!before || !after) return
      if (before.score < point.score && after.score < point.score) found.set(point.card.id, 'peak')
      if (before.score > point.score && after.score > point.score) found.set(point.card.id, 'valley')
    })
  }
  return found
}

/** From one feeling to the next, without a gap between. */
export interface Swing {
  readonly curve: EmotionCurve
  readonly from: CurvePoint
  readonly to: CurvePoint
}

/** The largest change from one point to the next on any of the curves; the first of equal ones; `undefined` where nothing changes. */
export function largestSwing(curves: readonly EmotionCurve[]): Swing | undefined {
  let largest: Swing | undefined
  const size = (swing: Swing): number => Math.abs(swing.to.score - swing.from.score)
  for (const curve of curves)
    for (const run of curve.runs)
      run.forEach((to, index) => {
        const from = run[index - 1]
        if (!from || from.score === to.score) return
        const swing = { curve, from, to }
        if (!largest || size(swing) > size(largest)) largest = swing
      })
  return largest
}
