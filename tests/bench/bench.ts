/** What one bench measured: figures by name, each with its unit in the name. */
export interface BenchResult {
  readonly name: string
  /** What was done, in a line that can be read without the code. */
  readonly what: string
  readonly figures: Readonly<Record<string, number | string>>
}

export type Bench = () => Promise<BenchResult>

/** Linear interpolation (type 7), like the product's own percentiles. `sorted` rises. */
export function percentile(sorted: readonly number[], share: number): number {
  if (sorted.length === 0) return Number.NaN
  const at = (sorted.length - 1) * share
  const below = sorted[Math.floor(at)] ?? Number.NaN
  const above = sorted[Math.ceil(at)] ?? Number.NaN
  return below + (above - below) * (at - Math.floor(at))
}

export const median = (values: readonly number[]): number =>
  percentile(
    [...values].sort((a, b) => a - b),
    0.5,
  )

/** Two digits after the point are more than any of these repeats to. */
export const rounded = (value: number, digits = 1): number => Number(value.toFixed(digits))
