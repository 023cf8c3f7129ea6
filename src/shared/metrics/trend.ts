import { DAY_MS } from '#shared/lib/time.ts'
import type { TimeRange } from './time-range.ts'

/** By what a trend is told apart; days, weeks (from Monday on) and months of UTC. */
export type TrendUnit = 'day' | 'week' | 'month'

/** The periods of a trend, in order and without a gap. */
export interface TrendPeriods {
  readonly datasetId: string
  readonly unit: TrendUnit
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

/** The trends of a journey's elements. */
export interface JourneyTrends {
  readonly periods: readonly TrendPeriods[]
  readonly elements: readonly ElementTrend[]
}

/** Below so many days by day, above two years by month, else by week: between about ten and a hundred points. */
const DAYS_MAX = 15
const WEEKS_MAX_DAYS = 731
/** More are cut off at the old end: a date of 1900 in the data is a mistake in it. */
const PERIODS_MAX = 600

export function trendUnitOf({ from, to }: TimeRange): TrendUnit {
  const days = (to - from) / DAY_MS
  if (days < DAYS_MAX) return 'day'
  return days > WEEKS_MAX_DAYS ? 'month' : 'week'
}

/**
 * The periods that a stretch of time is told apart by. `all`: from the day of the first case on until right after the last event.
 * `asked`: the stretch that one wants to see; absent: all. `null`: nothing of it has data.
 */
export function trendPeriodsOf(all: TimeRange, asked: TimeRange | null): Omit<TrendPeriods, 'datasetId'> | null {
  const from = Math.max(all.from, asked?.from ?? all.from)
  const to = Math.min(all.to, asked?.to ?? all.to)
  if (from >= to) return null
  const unit = trendUnitOf({ from, to })
  const at: number[] = []
  let next = startOf(from, unit)
  while (next < to) {
    at.push(next)
    next = following(next, unit)
  }
  const kept = at.slice(-PERIODS_MAX)
  return {
    unit,
    at: kept,
    endsAt: next,
    isFirstCut: asked !== null && asked.from > all.from && (kept[0] ?? 0) < asked.from,
    last: next <= to ? 'whole' : asked !== null && asked.to < all.to ? 'cut' : 'open',
  }
}

/** 1 January 1970 was a Thursday. */
const MONDAY_MS = 4 * DAY_MS
const WEEK_MS = 7 * DAY_MS

function startOf(at: number, unit: TrendUnit): number {
  if (unit === 'day') return Math.floor(at / DAY_MS) * DAY_MS
  if (unit === 'week') return Math.floor((at - MONDAY_MS) / WEEK_MS) * WEEK_MS + MONDAY_MS
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), 1)
}

function following(at: number, unit: TrendUnit): number {
  if (unit !== 'month') return at + (unit === 'day' ? DAY_MS : WEEK_MS)
  const date = new Date(at)
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 1)
}
