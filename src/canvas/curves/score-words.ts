import { scoreName } from '#shared/drawing/card-label.ts'

/** A score with its name, as one reads it while dragging: `Good (+1)`. */
export const scoreWords = (score: number): string =>
  `${scoreName(score)} (${score > 0 ? '+' : score < 0 ? '−' : ''}${Math.abs(score)})`
