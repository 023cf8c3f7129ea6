import { isThin, type Trend, type TrendPoint } from '#shared/metrics/trend-words.ts'

/** The picture's own pixels; it is stretched to its place. */
export const [SPARK_WIDTH, SPARK_HEIGHT] = [200, 32]
/** So that the highest spot is not cut off. */
const TOP = 3

export interface Spot {
  readonly x: number
  readonly y: number
  readonly point: TrendPoint
  /** It rests on too little. */
  readonly isThin: boolean
  /** The period is not over, or not wholly in the time range. */
  readonly isPart: boolean
  readonly isLast: boolean
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100

/** How high a value stands: the picture reaches from the lowest or zero to the highest or zero. */
function heightsOf({ points }: Pick<Trend, 'points'>): (value: number) => number {
  const values = points.map(({ value }) => value ?? 0)
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)]
  // A spot at the lower end, too, is not cut off where there are values below zero.
  const bottom = least < 0 ? SPARK_HEIGHT - TOP : SPARK_HEIGHT
  const span = most > least ? (bottom - TOP) / (most - least) : 0
  return (value) => round(bottom - (value - least) * span)
}

/** Where zero stands. */
export const zeroOf = (trend: Pick<Trend, 'points'>): number => heightsOf(trend)(0)

/** Where the points stand; what has no value stands nowhere. */
export function spotsOf(trend: Trend): readonly Spot[] {
  const { points, isFirstCut, last } = trend
  const heightOf = heightsOf(trend)
  return points.flatMap((point, at): readonly Spot[] => {
    if (point.value === null) return []
    const isLast = at === points.length - 1
    return [
      {
        x: round((at / Math.max(1, points.length - 1)) * SPARK_WIDTH),
        y: heightOf(point.value),
        point,
        isThin: isThin(point, trend),
        isPart: (at === 0 && isFirstCut) || (isLast && last !== 'whole'),
        isLast,
      },
    ]
  })
}

/** The lines between neighbours, as SVG paths: those between whole periods, those to one that rests on too little, and to one that is not whole. */
export function linesOf({ points }: Trend, spots: readonly Spot[]) {
  const indexOf = new Map(points.map(({ at }, index) => [at, index]))
  let [whole, thin, part] = ['', '', '']
  spots.slice(1).forEach((spot, index) => {
    const before = spots[index]
    if (!before || (indexOf.get(spot.point.at) ?? 0) - (indexOf.get(before.point.at) ?? 0) !== 1) return
    const line = `M${before.x} ${before.y}L${spot.x} ${spot.y}`
    if (before.isPart || spot.isPart) part += line
    else if (before.isThin || spot.isThin) thin += line
    else whole += line
  })
  return { whole, thin, part }
}
