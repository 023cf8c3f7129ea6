import { FEW_CASES } from './reading.ts'
import { Z_95 } from './wilson.ts'

/**
 * 95 % interval of a mean by the normal approximation, m ± z · s/√n with the sample deviation s. `null` below 30 values: there the
 * approximation is too narrow.
 */
export function meanInterval(
  mean: number | null,
  deviation: number | null,
  n: number,
): readonly [number, number] | null {
  if (mean === null || deviation === null || n < FEW_CASES) return null
  const half = (Z_95 * deviation) / Math.sqrt(n)
  return [mean - half, mean + half]
}

const SCORE_MAX = 100

/**
 * 95 % interval of a Net Promoter Score: 100 · (p − d) ± 100 · z · √((p + d − (p − d)²)/n) with the shares p of promoters and d of
 * detractors (variance of a difference of two shares of one sample), cut at ±100. `null` below 30 answers.
 */
export function netScoreInterval(promoters: number, detractors: number, n: number): readonly [number, number] | null {
  if (n < FEW_CASES) return null
  const [p, d] = [promoters / n, detractors / n]
  const score = SCORE_MAX * (p - d)
  const margin = SCORE_MAX * Z_95 * Math.sqrt(Math.max(0, p + d - (p - d) ** 2) / n)
  return [Math.max(-SCORE_MAX, score - margin), Math.min(SCORE_MAX, score + margin)]
}
