import type { Trend, TrendPoint } from '#shared/metrics/trend-words.ts'

/** The picture's own pixels; it is stretched to its place. */
export const [SPARK_WIDTH, SPARK_HEIGHT] = [200, 32]
/** So that the highest spot is not cut off. */
const TOP = 3

export interface Spot {
  readonly x: number
  readonly y: number
  readonly point: TrendPoint
  /** The period is not over, or not wholly in the time range. */
  readonly isPart: boolean
  readonly isLast: boolean
}

/** Where the points stand; what has no value stands nowhere. */
export function spotsOf({ points, isFirstCut, last }: Trend): readonly Spot[] {
  const most = Math.max(0, ...points.map(({ value }) => value ?? 0))
  const round = (pixels: number): number => Math.round(pixels * 100) / 100
  return points.flatMap((point, at): readonly Spot[] => {
    if (point.value === null) return []
    const share = most > 0 ? point.value / most : 0
    const isLast = at === points.length - 1
    return [
      {
        x: round((at / Math.max(1, points.length - 1)) * SPARK_WIDTH),
        y: round(SPARK_HEIGHT - share * (SPARK_HEIGHT - TOP)),
        point,
        isPart: (at === 0 && isFirstCut) || (isLast && last !== 'whole'),
        isLast,
      },
    ]
  })
}

/** The lines between neighbours, as SVG paths: those between whole periods, and those to one that is not. */
export function linesOf({ points }: Trend, spots: readonly Spot[]): { readonly whole: string; readonly part: string } {
  const indexOf = new Map(points.map(({ at }, index) => [at, index]))
  let [whole, part] = ['', '']
  spots.slice(1).forEach((spot, index) => {
    const before = spots[index]
    if (!before || (indexOf.get(spot.point.at) ?? 0) - (indexOf.get(before.point.at) ?? 0) !== 1) return
    const line = `M${before.x} ${before.y}L${spot.x} ${spot.y}`
    if (before.isPart || spot.isPart) part += line
    else whole += line
  })
  return { whole, part }
}
