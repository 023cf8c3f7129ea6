/** Scales of surveys: NPS, CSAT, CES, and others. */
export const SCORE_SCALES = ['0-10', '1-5', '1-7', '1-10', '0-100'] as const
export type ScoreScale = (typeof SCORE_SCALES)[number]
export const SCALE_BOUNDS: Readonly<Record<ScoreScale, readonly [lowest: number, highest: number]>> = {
  '0-10': [0, 10],
  '1-5': [1, 5],
  '1-7': [1, 7],
  '1-10': [1, 10],
  '0-100': [0, 100],
}
