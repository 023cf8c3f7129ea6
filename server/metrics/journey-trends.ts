import { DAY_MS } from '#shared/lib/time.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { calendarOf } from '#shared/lib/time-zone.ts'
import { rangeIn, type TimeRange } from '#shared/metrics/time-range.ts'
import { type ElementTrend, type JourneyTrends, trendPeriodsOf } from '#shared/metrics/trend.ts'
import { askedDays } from './case-starts.ts'
import type { DatasetPlan } from './journey-plan.ts'
import { type AskedCases, type NarrowDeps, planOfAsked } from './narrowed-readings.ts'
import type { StoredSegment } from './ports.ts'
import type { TrendRow } from './sql/trends.ts'

/**
 * How the numbers of a journey's elements went, by the day, week or month in which their cases start; of the cases that are asked for.
 * Each dataset is asked once for all of them. `segment-not-found`: the persona has none. Rejects with `EngineError`.
 */
export async function journeyTrends(
  deps: NarrowDeps,
  journeyId: string,
  asked: Pick<AskedCases, 'personaId' | 'range'>,
): Promise<Result<JourneyTrends, 'segment-not-found'>> {
  const found = await planOfAsked(deps, journeyId, asked.personaId)
  if (!found) return refused('segment-not-found')
  const { plan, own, segment } = found
  const range = await askedDays(deps, journeyId, asked.range)
  const parts = await Promise.all(
    plan
      .filter(({ datasetId }) => own.has(datasetId) && (!segment || segment.datasetId === datasetId))
      .map((dataset) => datasetTrends(deps, dataset, range, segment)),
  )
  const told = parts.flatMap((part) => part ?? [])
  return done({ periods: told.map(({ periods }) => periods), elements: told.flatMap(({ elements }) => elements) })
}

async function datasetTrends(
  { answers, datasets }: NarrowDeps,
  { datasetId, question, elements }: DatasetPlan,
  range: TimeRange | null,
  segment: StoredSegment | undefined,
) {
  const table = await datasets.table(datasetId)
  if (!table) return undefined
  const { timeZone } = table
  const all = await allTimeOf({ answers, datasets }, datasetId, timeZone)
  const periods = all && trendPeriodsOf(all, range && rangeIn(range, timeZone), timeZone)
  if (!periods) return undefined
  const { sets, pairs } = question
  const population = {
    ...(segment && { segment: { rule: segment.rule, side: 'in' as const } }),
    ...(range && { startedIn: range }),
  }
  const rows = await answers.trends(datasetId, { sets, pairs }, { at: periods.at, endsAt: periods.endsAt }, population)
  if (!rows) return undefined
  const seriesOf = countsBy(rows, periods.at.length)
  return {
    periods: { datasetId, ...periods },
    elements: elements.map(({ elementId, set, next }): ElementTrend => ({
      elementId,
      datasetId,
      cases: seriesOf('set', set),
      ...(next && { reached: seriesOf('pair', next.pair) }),
    })),
  }
}

/** From the day of the first case on until right after the last event; `null` while there are none. */
async function allTimeOf(
  { answers, datasets }: Pick<NarrowDeps, 'answers' | 'datasets'>,
  datasetId: string,
  timeZone: string,
): Promise<TimeRange | null> {
  const [days, freshness] = await Promise.all([answers.startsOf(datasetId), datasets.freshness(datasetId)])
  const [first, last] = [days?.[0], days?.at(-1)]
  if (!first || !last) return null
  // Whatever is told of the last event, all cases are in it.
  const { startOf } = calendarOf(timeZone)
  const [lastDay, end] = [startOf(last.day), freshness?.lastEventAt ?? null]
  return { from: startOf(first.day), to: end !== null && end >= lastDay ? end + 1 : startOf(last.day + DAY_MS) }
}

function countsBy(rows: readonly TrendRow[], periods: number) {
  const series = new Map<string, number[]>()
  for (const { kind, number, period, cases } of rows) {
    const key = `${kind} ${number}`
    const counts = series.get(key) ?? Array.from({ length: periods }, () => 0)
    series.set(key, counts)
    counts[period] = cases
  }
  return (kind: TrendRow['kind'], number: number): readonly number[] =>
    series.get(`${kind} ${number}`) ?? Array.from({ length: periods }, () => 0)
}
