import { DAY_MS } from '#shared/lib/time.ts'
import { calendarOf } from '#shared/lib/time-zone.ts'
import type { NamedQuestion, Shown } from './named-metric.ts'
import type { TimeRange } from './time-range.ts'

/** By what a trend is told apart; days, weeks (from Monday on) and months of the dataset's time zone. */
export type TrendUnit = 'day' | 'week' | 'month'

/** The periods of a trend, in order and without a gap. */
export interface TrendPeriods {
  /** `null`: of what rests on several datasets. */
  readonly datasetId: string | null
  readonly unit: TrendUnit
  /** Whose days, weeks and months they are. */
  readonly timeZone: string
  /** When each begins, ms since 1970. */
  readonly at: readonly number[]
  /** When the last one ends. */
  readonly endsAt: number
  /** Whether the first one reaches back before the time that was asked for. */
  readonly isFirstCut: boolean
  /** `open`: the data does not reach its end yet. `cut`: the time that was asked for does not. */
  readonly last: 'whole' | 'open' | 'cut'
}

/** How many of an element's cases started in each period, and how many of those went on. */
export interface ElementTrend {
  readonly elementId: string
  readonly datasetId: string
  readonly cases: readonly number[]
  /** Of those, the cases with a later event of the next element; absent where there is no next. */
  readonly reached?: readonly number[]
}

/** By what a metric's periods are told apart: by when cases start, or by when that happened which the metric is about. */
export type TrendClock = 'case-starts' | 'answers' | 'events' | 'begins' | 'parts'

/** How a metric of the library went; a period without anything that counts has the value `null`, or 0 where things are only counted. */
export interface MetricSeries {
  /** Its place among the journey's `periods`. */
  readonly periods: number
  readonly clock: TrendClock
  readonly values: readonly (number | null)[]
  readonly n: readonly number[]
  /** Limits of the 95 % intervals; `null` where there is none. */
  readonly low: readonly (number | null)[]
  readonly high: readonly (number | null)[]
  /** How much of its n lies in no period: answers that were given after the time that was asked for. */
  readonly outside: number
}

/** The trend of a metric of the library where a journey shows it. */
export interface MetricTrend {
  readonly elementId: string
  readonly metricId: string
  readonly series?: MetricSeries
  /** Why there is none. */
  readonly note?: string
}

/** The trend of what an emotion is measured by, of the cases that its number is of. */
export type FeelingTrend = Omit<MetricTrend, 'metricId'>

/** The trends of a journey's elements, of the metrics of the library that it shows, and of its measured emotions. */
export interface JourneyTrends {
  readonly periods: readonly TrendPeriods[]
  readonly elements: readonly ElementTrend[]
  readonly metrics: readonly MetricTrend[]
  /** Absent: no emotion is measured. */
  readonly feelings?: readonly FeelingTrend[] | undefined
}

/**
 * What people said, paid or did is by when they did so; what follows a case through is by when the case starts, and who comes back by
 * when they first did what the retention starts with.
 */
export function trendClockOf({ kind }: Pick<NamedQuestion, 'kind'>, show: Shown): TrendClock {
  if (kind === 'score' || kind === 'sentiment') return 'answers'
  if (kind === 'retention') return 'begins'
  if (kind === 'amount') return show === 'perCase' ? 'case-starts' : 'events'
  return show === 'events' ? 'events' : 'case-starts'
}

/** Below so many days by day, above two years by month, else by week: between about ten and a hundred points. */
const DAYS_MAX = 15
const WEEKS_MAX_DAYS = 731
/** More are cut off at the old end: a date of 1900 in the data is a mistake in it. */
const PERIODS_MAX = 600

/** `from` and `to`: what the clock shows then, so that a day of 23 hours is one, too. */
export function trendUnitOf({ from, to }: TimeRange): TrendUnit {
  const days = (to - from) / DAY_MS
  if (days < DAYS_MAX) return 'day'
  return days > WEEKS_MAX_DAYS ? 'month' : 'week'
}

/**
 * The periods that a stretch of time is told apart by, both given as instants. `all`: from the day of the first case on until right after
 * the last event. `asked`: the stretch that one wants to see; absent: all. `null`: nothing of it has data.
 */
export function trendPeriodsOf(
  all: TimeRange,
  asked: TimeRange | null,
  timeZone = 'UTC',
): Omit<TrendPeriods, 'datasetId'> | null {
  const from = Math.max(all.from, asked?.from ?? all.from)
  const to = Math.min(all.to, asked?.to ?? all.to)
  if (from >= to) return null
  const { dateOf, startOf } = calendarOf(timeZone)
  const clockAt = (at: number): number => dateOf(at) + at - startOf(dateOf(at))
  const unit = trendUnitOf({ from: clockAt(from), to: clockAt(to) })
  const at: number[] = []
  let date = firstDateOf(dateOf(from), unit)
  for (; startOf(date) < to; date = following(date, unit)) at.push(startOf(date))
  const endsAt = startOf(date)
  const kept = at.slice(-PERIODS_MAX)
  return {
    unit,
    timeZone,
    at: kept,
    endsAt,
    isFirstCut: asked !== null && asked.from > all.from && (kept[0] ?? 0) < asked.from,
    last: endsAt <= to ? 'whole' : asked !== null && asked.to < all.to ? 'cut' : 'open',
  }
}

/** 1 January 1970 was a Thursday. */
const MONDAY_MS = 4 * DAY_MS
const WEEK_MS = 7 * DAY_MS

function firstDateOf(date: number, unit: TrendUnit): number {
  if (unit === 'day') return date
  if (unit === 'week') return Math.floor((date - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS
  const { year, month } = monthOf(date)
  return Date.UTC(year, month, 1)
}

function following(date: number, unit: TrendUnit): number {
  if (unit !== 'month') return date + (unit === 'day' ? DAY_MS : WEEK_MS)
  const { year, month } = monthOf(date)
  return Date.UTC(year, month + 1, 1)
}

function monthOf(date: number) {
  const parts = new Date(date)
  return { year: parts.getUTCFullYear(), month: parts.getUTCMonth() }
}
