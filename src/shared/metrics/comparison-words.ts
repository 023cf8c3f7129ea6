import { assertNever } from '#shared/lib/assert.ts'
import { formatInterval, formatReading, formatSeconds } from './format-reading.ts'
import type { Comparison, Difference, Reading } from './reading.ts'

const points = new Intl.NumberFormat('en', {
  minimumFractionDigits: 1,
  maximumFractionDigits: 1,
  signDisplay: 'exceptZero',
})
const whole = new Intl.NumberFormat('en')

/** The others' number with what it rests on: `30.0 % (n = 200)`. */
export function othersWords({ comparison, ...own }: Reading): string | null {
  if (comparison === undefined) return null
  const interval =
    comparison.interval === undefined || comparison.value === null
      ? ''
      : `, 95 % interval ${formatInterval(comparison.interval, own.unit, own)}`
  return `${formatReading({ ...own, value: comparison.value })} (n = ${whole.format(comparison.n)}${interval})`
}

/** Of what is held against a part of itself: the number of all others, as above. */
export const restWords = ({ comparison, ...own }: Reading): string | null =>
  comparison?.rest ? othersWords({ ...own, comparison: { against: 'everybody-else', ...comparison.rest } }) : null

/** The difference in words, and whether it is one. */
export function differenceWords(reading: Reading): string | null {
  const difference = reading.comparison?.difference
  if (difference === undefined) return null
  const [low, high] = difference.interval
  const said = `${signed(difference.value, reading)} (99.7 % interval ${signed(low, reading)} to ${signed(high, reading)})`
  return difference.isReal ? said : `None that can be told from chance: ${said}`
}

/** What a number is held against, as a label and as the end of a sentence. */
export function againstWords({ against, name = '' }: Pick<Comparison, 'against' | 'name'>): {
  readonly label: string
  readonly than: string
} {
  switch (against) {
    case 'everybody-else':
      return { label: 'Everybody else', than: 'everybody else' }
    case 'period-before':
      return { label: 'Period before', than: 'in the period before' }
    case 'segment':
      // Others: whoever is in both counts for the number itself.
      return { label: `Others in “${name}”`, than: `others in “${name}”` }
    case 'part':
      return { label: `In “${name}”`, than: `in “${name}”` }
    default:
      return assertNever(against)
  }
}

/** `50.0 points more than everybody else`, for those who hear it; `null` where there is no difference to speak of. */
export function markWords(reading: Reading): string | null {
  const difference = realDifference(reading)
  if (difference === null || reading.comparison === undefined) return null
  const size = signed(Math.abs(difference.value), reading).replace('+', '')
  const { comparison } = reading
  const where = comparison.against === 'part' ? ` outside “${comparison.name ?? ''}”` : ''
  return `${size} ${difference.value > 0 ? 'more' : 'less'}${where} than ${againstWords(comparison).than}.`
}

/** The difference from the others, if there is one. */
export const realDifference = ({ comparison }: Reading): Difference | null =>
  comparison?.difference?.isReal === true ? comparison.difference : null

/** In the digits and the money of the reading that it is a difference of. */
function signed(value: number, of: Omit<Reading, 'value'>): string {
  if (of.unit === 'share') return `${points.format(value * 100)} points`
  if (of.unit !== 'seconds') return `${value > 0 ? '+' : ''}${formatReading({ ...of, value })}`
  return `${value < 0 ? '−' : value > 0 ? '+' : ''}${formatSeconds(Math.abs(value))}`
}
