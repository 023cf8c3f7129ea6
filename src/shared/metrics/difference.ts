import { FEW_CASES, type Difference, type Reading } from './reading.ts'
import { wilsonInterval, Z_95 } from './wilson.ts'

/** Many numbers are compared at once; with 95 % one of twenty would differ by chance alone. */
const Z_DIFFERENCE = 3

type Compared = Pick<Reading, 'value' | 'unit' | 'n' | 'interval'>

/**
 * The difference a − b of two independent shares or medians with its 99.7 % interval, put together from the intervals of both sides:
 * for shares Newcombe's hybrid score interval (1998, method 10), for medians the same way of putting together (MOVER; Zou and Donner
 * 2008), their 95 % limits moved away from the median by 3/1.96. `undefined` where there is nothing to compare.
 */
export function differenceBetween(a: Compared, b: Compared): Difference | undefined {
  const [limitsOfA, limitsOfB] = [limits(a), limits(b)]
  if (a.value === null || b.value === null || !limitsOfA || !limitsOfB) return undefined
  const value = a.value - b.value
  const low = value - Math.hypot(a.value - limitsOfA[0], limitsOfB[1] - b.value)
  const high = value + Math.hypot(limitsOfA[1] - a.value, b.value - limitsOfB[0])
  const isReal = (low > 0 || high < 0) && a.n >= FEW_CASES && b.n >= FEW_CASES
  return { value, interval: [low, high], isReal }
}

function limits({ value, unit, n, interval }: Compared): readonly [number, number] | null {
  if (value === null || interval === undefined || unit === 'cases') return null
  if (unit === 'share') return wilsonInterval(Math.round(value * n), n, Z_DIFFERENCE)
  const stretch = Z_DIFFERENCE / Z_95
  return [value - (value - interval[0]) * stretch, value + (interval[1] - value) * stretch]
}
