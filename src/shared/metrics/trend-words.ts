import { assertNever } from '#shared/lib/assert.ts'
import { formatReading } from './format-reading.ts'
import type { Measure } from './measures.ts'
import { FEW_CASES } from './reading.ts'
import { calendarOf } from '#shared/lib/time-zone.ts'
import { dayWords } from './time-range.ts'
import type { ElementTrend, TrendPeriods, TrendUnit } from './trend.ts'

/** What a trend can be drawn of. */
export type TrendMeasure = Extract<Measure, 'cases' | 'conversion' | 'dropOff'>

/** One measure of an element, period by period. */
export interface Trend {
  readonly measure: TrendMeasure
  readonly unit: TrendUnit
  readonly timeZone: string
  readonly points: readonly TrendPoint[]
  readonly isFirstCut: boolean
  readonly last: TrendPeriods['last']
}

export interface TrendPoint {
  /** When the period begins, ms since 1970. */
  readonly at: number
  /** `null`: no case started in it, so there is no share. */
  readonly value: number | null
  /** Cases it rests on. */
  readonly n: number
}

/** The trend of a measure, or of the element's main number (conversion, else cases) where the measure has none. */
export function trendOf(element: ElementTrend, periods: TrendPeriods, measure: Measure | null): Trend {
  const { cases, reached } = element
  const isOwn = measure === 'cases' || (reached !== undefined && (measure === 'conversion' || measure === 'dropOff'))
  const shown: TrendMeasure = isOwn ? measure : reached === undefined ? 'cases' : 'conversion'
  const points = periods.at.map((at, index): TrendPoint => {
    const n = cases[index] ?? 0
    const share = n === 0 ? null : (reached?.[index] ?? 0) / n
    return { at, n, value: shown === 'cases' ? n : share !== null && shown === 'dropOff' ? 1 - share : share }
  })
  const { unit, timeZone, isFirstCut, last } = periods
  return { measure: shown, unit, timeZone, points, isFirstCut, last }
}

/** Whether it rests on too few cases to be taken for more than chance. */
export const isThin = ({ n }: TrendPoint, measure: TrendMeasure): boolean => measure !== 'cases' && n < FEW_CASES

/** For those who do not see it: from where to where, the highest and the lowest, and what of it is not whole. */
export function trendWords(trend: Trend): string {
  const { measure, unit, timeZone, points, last, isFirstCut } = trend
  const told = points.filter((point): point is TrendPoint & { readonly value: number } => point.value !== null)
  const [first, latest] = [told[0], told.at(-1)]
  const by = `By ${unit} (${timeZone})`
  if (first === undefined || latest === undefined) return `${by}: no cases.`
  const say = ({ at, value }: { readonly at: number; readonly value: number }): string =>
    `${formatReading({ value, unit: measure === 'cases' ? 'cases' : 'share' })} (${periodWords(at, trend)})`
  if (told.length === 1) return [`${by}: ${say(first)}.`, partWords(trend)].filter((words) => words !== '').join(' ')
  // What is not whole is neither the lowest nor the highest.
  const whole = told.filter(
    ({ at }) => !(isFirstCut && at === points[0]?.at) && !(last !== 'whole' && at === points.at(-1)?.at),
  )
  const sorted = whole.toSorted((a, b) => a.value - b.value)
  const [low, high] = [sorted[0], sorted.at(-1)]
  return [
    `${by}: from ${say(first)} to ${say(latest)}.`,
    low && high && low !== high ? `Lowest ${say(low)}, highest ${say(high)}.` : '',
    partWords(trend),
  ]
    .filter((words) => words !== '')
    .join(' ')
}

/** What of it is not whole, in words; empty when all is. */
export function partWords({ unit, last, isFirstCut }: Pick<Trend, 'unit' | 'last' | 'isFirstCut'>): string {
  const words = [
    ...(isFirstCut ? [`The first ${unit} is only in part in the time range.`] : []),
    ...(last === 'open' ? [`The last ${unit} is not over.`] : []),
    ...(last === 'cut' ? [`The last ${unit} is only in part in the time range.`] : []),
  ]
  return words.join(' ')
}

/** `12 Aug 2026`, `week of 10 Aug 2026`, `Aug 2026`. */
export function periodWords(at: number, { unit, timeZone }: Pick<Trend, 'unit' | 'timeZone'>): string {
  const date = calendarOf(timeZone).dateOf(at)
  switch (unit) {
    case 'day':
      return dayWords(date)
    case 'week':
      return `week of ${dayWords(date)}`
    case 'month':
      return dayWords(date).replace(/^1 /, '')
    default:
      return assertNever(unit)
  }
}
