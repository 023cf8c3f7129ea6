import { assertNever } from '#shared/lib/assert.ts'
import { formatReading } from './format-reading.ts'
import { isExact, type Measure, MEASURE_TITLES } from './measures.ts'
import { FEW_CASES, type MetricReading, type Reading } from './reading.ts'
import { calendarOf } from '#shared/lib/time-zone.ts'
import { dayWords } from './time-range.ts'
import type { ElementTrend, JourneyTrends, MetricTrend, TrendClock, TrendPeriods, TrendUnit } from './trend.ts'

/** What a trend can be drawn of. */
export type TrendMeasure = Extract<Measure, 'cases' | 'conversion' | 'dropOff'>

/** One number, period by period. */
export interface Trend {
  /** What it is: `Conversion to the next`, or what a metric is called. */
  readonly title: string
  /** Of an element's own numbers. */
  readonly measure?: TrendMeasure
  /** How its values are written. */
  readonly shape: Pick<Reading, 'unit' | 'decimals' | 'currency' | 'nOf' | 'isExact'>
  readonly clock: TrendClock
  /** How many of its answers or events lie in none of the periods. */
  readonly outside: number
  readonly unit: TrendUnit
  readonly timeZone: string
  readonly points: readonly TrendPoint[]
  readonly isFirstCut: boolean
  readonly last: TrendPeriods['last']
}

export interface TrendPoint {
  /** When the period begins, ms since 1970. */
  readonly at: number
  /** `null`: nothing lies in it that could be told. */
  readonly value: number | null
  /** Cases, answers or events that it rests on. */
  readonly n: number
  /** 95 % interval, where it has one. */
  readonly interval?: readonly [number, number]
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
  return {
    title: MEASURE_TITLES[shown],
    measure: shown,
    shape: { unit: shown === 'cases' ? 'cases' : 'share' },
    clock: 'case-starts',
    outside: 0,
    unit,
    timeZone,
    points,
    isFirstCut,
    last,
  }
}

/** The trend of a metric of the library where it is shown; `undefined` where there is none. */
export function trendOfMetric(
  { periods: all }: Pick<JourneyTrends, 'periods'>,
  { series }: Pick<MetricTrend, 'series'>,
  { name, reading }: Pick<MetricReading, 'name' | 'reading'>,
): Trend | undefined {
  const periods = series && all[series.periods]
  if (!periods || reading.value === null) return undefined
  const { values, n, low, high, clock, outside } = series
  const points = periods.at.map((at, index): TrendPoint => {
    const [from, to] = [low[index] ?? null, high[index] ?? null]
    const interval = from === null || to === null ? {} : { interval: [from, to] as const }
    return { at, value: values[index] ?? null, n: n[index] ?? 0, ...interval }
  })
  const { unit, timeZone, isFirstCut, last } = periods
  return { title: name, shape: reading, clock, outside, unit, timeZone, points, isFirstCut, last }
}

/** Whether it rests on too little to be taken for more than chance. */
export const isThin = ({ n }: TrendPoint, { shape }: Pick<Trend, 'shape'>): boolean => !isExact(shape) && n < FEW_CASES

/** By what its periods are told apart: `by when cases start`. */
export const clockWords = ({ clock }: Pick<Trend, 'clock'>): string => CLOCK_WORDS[clock]

const CLOCK_WORDS: Readonly<Record<TrendClock, string>> = {
  'case-starts': 'by when cases start',
  answers: 'by when the answers were given',
  events: 'by when the events happened',
  begins: 'by when cases first did what it begins with',
  parts: 'each part by its own time',
}

/** For those who do not see it: from where to where, the highest and the lowest, and what of it is not whole. */
export function trendWords(trend: Trend): string {
  const { shape, clock, unit, timeZone, points, last, isFirstCut } = trend
  const told = points.filter((point): point is TrendPoint & { readonly value: number } => point.value !== null)
  const [first, latest] = [told[0], told.at(-1)]
  const by = `By ${unit} (${timeZone})`
  if (first === undefined || latest === undefined)
    return `${by}: ${clock === 'case-starts' ? 'no cases' : 'nothing yet'}.`
  const say = ({ at, value }: { readonly at: number; readonly value: number }): string =>
    `${formatReading({ ...shape, value })} (${periodWords(at, trend)})`
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
export function partWords({
  unit,
  last,
  isFirstCut,
  outside,
  clock,
}: Pick<Trend, 'unit' | 'last' | 'isFirstCut' | 'outside' | 'clock'>): string {
  const words = [
    ...(isFirstCut ? [`The first ${unit} is only in part in the time range.`] : []),
    ...(last === 'open' ? [`The last ${unit} is not over.`] : []),
    ...(last === 'cut' ? [`The last ${unit} is only in part in the time range.`] : []),
    ...(outside > 0 ? [outsideWords(outside, clock)] : []),
  ]
  return words.join(' ')
}

const whole = new Intl.NumberFormat('en')

function outsideWords(outside: number, clock: TrendClock): string {
  const what = clock === 'answers' ? 'answer' : clock === 'begins' ? 'case' : 'event'
  return outside === 1
    ? `One ${what} lies outside of these and is not drawn.`
    : `${whole.format(outside)} ${what}s lie outside of these and are not drawn.`
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

/** A trend as `Sparkline` of `ui` draws it. */
export const sparkOf = (trend: Trend) => ({
  words: `Trend of ${trend.measure === undefined ? trend.title : trend.title.toLowerCase()}. ${trendWords(trend)}`,
  points: trend.points.map((point) => ({ value: point.value, isThin: isThin(point, trend) })),
  isFirstCut: trend.isFirstCut,
  isLastCut: trend.last !== 'whole',
})

/** A trend as `SparkFigure` of `ui` shows it; `title` in place of `Trend` where it is that of another number. */
export function sparkFigureOf(trend: Trend, title = 'Trend') {
  const { unit, points } = trend
  const [first, last] = [points[0], points.at(-1)]
  return {
    spark: sparkOf(trend),
    caption: `${title} by ${unit}, ${clockWords(trend)}. ${partWords(trend)}`,
    ends: [first ? periodWords(first.at, trend) : '', last ? periodWords(last.at, trend) : ''] as const,
  }
}
