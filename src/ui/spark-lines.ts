/** The picture's own pixels; it is stretched to its place. */
export const [SPARK_WIDTH, SPARK_HEIGHT] = [200, 32]
/** So that the highest spot is not cut off. */
const TOP = 3

/** What a small line is drawn of. */
export interface Spark {
  /** All of it, for those who do not see it. */
  readonly words: string
  readonly points: readonly SparkPoint[]
  /** Whether the first or the last of its periods is not whole. */
  readonly isFirstCut: boolean
  readonly isLastCut: boolean
}

export interface SparkPoint {
  /** `null`: a gap. */
  readonly value: number | null
  /** It rests on too little. */
  readonly isThin: boolean
}

export interface Spot {
  /** Which of the points. */
  readonly index: number
  readonly x: number
  readonly y: number
  /** It rests on too little. */
  readonly isThin: boolean
  /** The period is not over, or not wholly in the time range. */
  readonly isPart: boolean
  readonly isLast: boolean
}

const round = (pixels: number): number => Math.round(pixels * 100) / 100

/** How high a value stands: the picture reaches from the lowest or zero to the highest or zero. */
function heightsOf({ points }: Pick<Spark, 'points'>): (value: number) => number {
  const values = points.map(({ value }) => value ?? 0)
  const [least, most] = [Math.min(0, ...values), Math.max(0, ...values)]
  // A spot at the lower end, too, is not cut off where there are values below zero.
  const bottom = least < 0 ? SPARK_HEIGHT - TOP : SPARK_HEIGHT
  const span = most > least ? (bottom - TOP) / (most - least) : 0
  return (value) => round(bottom - (value - least) * span)
}

/** Where zero stands. */
export const zeroOf = (spark: Pick<Spark, 'points'>): number => heightsOf(spark)(0)

/** Where the points stand; what has no value stands nowhere. */
export function spotsOf({ points, isFirstCut, isLastCut }: Omit<Spark, 'words'>): readonly Spot[] {
  const heightOf = heightsOf({ points })
  return points.flatMap(({ value, isThin }, index): readonly Spot[] => {
    if (value === null) return []
    const isLast = index === points.length - 1
    return [
      {
        index,
        x: round((index / Math.max(1, points.length - 1)) * SPARK_WIDTH),
        y: heightOf(value),
        isThin,
        isPart: (index === 0 && isFirstCut) || (isLast && isLastCut),
        isLast,
      },
    ]
  })
}

/** The lines between neighbours, as SVG paths: those between whole periods, those to one that rests on too little, and to one that is not whole. */
export function linesOf(spots: readonly Spot[]) {
  let [whole, thin, part] = ['', '', '']
  spots.slice(1).forEach((spot, index) => {
    const before = spots[index]
    if (!before || spot.index - before.index !== 1) return
    const line = `M${before.x} ${before.y}L${spot.x} ${spot.y}`
    if (before.isPart || spot.isPart) part += line
    else if (before.isThin || spot.isThin) thin += line
    else whole += line
  })
  return { whole, thin, part }
}
