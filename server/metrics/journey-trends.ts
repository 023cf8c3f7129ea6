import { DAY_MS } from '#shared/lib/time.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { calendarOf } from '#shared/lib/time-zone.ts'
import { rangeIn, type TimeRange } from '#shared/metrics/time-range.ts'
import { type ElementTrend, type JourneyTrends, type TrendPeriods, trendPeriodsOf } from '#shared/metrics/trend.ts'
import { askedDays } from './case-starts.ts'
import type { DatasetPlan } from './journey-plan.ts'
import { datasetsOfFeelings, segmentsOfPersonas } from './library/measured-feelings.ts'
import { type CommonPeriods, feelingTrends, metricTrends } from './library/metric-trends.ts'
import { askedMetrics, knownFor } from './library/shown-metrics.ts'
import { type AskedCases, type NarrowDeps, planOfAsked } from './narrowed-readings.ts'
import type { StoredSegment } from './ports.ts'
import type { TrendRow } from './sql/trends.ts'

const MICROS_PER_MS = 1_000

/**
 * How the numbers of a journey's elements went, by the day, week or month in which their cases start, and the metrics of the library that
 * it shows and by which its emotions are measured; of the cases that are asked for. Each dataset is asked once for all elements, and once for
 * each metric.
 * `segment-not-found`: the persona has none. Rejects with `EngineError`.
 */
export async function journeyTrends(
  deps: NarrowDeps,
  journeyId: string,
  asked: Pick<AskedCases, 'personaId' | 'range'>,
): Promise<Result<JourneyTrends, 'segment-not-found'>> {
  const found = await planOfAsked(deps, journeyId, asked.personaId)
  if (!found) return refused('segment-not-found')
  const { plan, own, segment, shown, feelings } = found
  const range = await askedDays(deps, journeyId, asked.range)
  const [known, segments] = await Promise.all([
    knownFor(deps.namedFor, journeyId, [...shown, ...feelings]),
    segmentsOfPersonas(deps.segmentFor, journeyId, feelings, shown),
  ])
  const measured = datasetsOfFeelings(feelings, known)
  const ofFeelings = measured.length > 0 ? await deps.datasetsFor(journeyId, measured) : new Set<string>()
  const periods: TrendPeriods[] = []
  const periodsOf = commonPeriods(deps, range, periods)
  const narrowing = segment || range ? { ...(segment && { segment }), ...(range && { range }) } : undefined
  const needs = { answers: deps.answers, known, periodsOf, logger: deps.logger }
  const [elements, metrics, felt] = await Promise.all([
    Promise.all(
      plan
        .filter(({ datasetId }) => own.has(datasetId) && (!segment || segment.datasetId === datasetId))
        .map(async (dataset) => {
          const common = await periodsOf([dataset.datasetId])
          return 'note' in common ? [] : elementTrends(deps, dataset, common.periods, { range, segment })
        }),
    ),
    metricTrends(needs, askedMetrics({ known, shown, plan, segments, narrowing })),
    feelingTrends(needs, feelings, { known, own: ofFeelings, segments, narrowing }),
  ])
  return done({ periods, elements: elements.flat(), metrics, ...(felt.length > 0 && { feelings: felt }) })
}

async function elementTrends(
  { answers }: Pick<NarrowDeps, 'answers'>,
  { datasetId, question, elements }: DatasetPlan,
  { at, endsAt }: Pick<TrendPeriods, 'at' | 'endsAt'>,
  { range, segment }: { readonly range: TimeRange | null; readonly segment: StoredSegment | undefined },
): Promise<readonly ElementTrend[]> {
  const { sets, pairs } = question
  const population = {
    ...(segment && { within: segment.rule }),
    ...(range && { startedIn: range }),
  }
  const rows = await answers.trends(datasetId, { sets, pairs }, { at, endsAt }, population)
  if (!rows) return []
  const seriesOf = countsBy(rows, at.length)
  return elements.map(({ elementId, set, next }) => ({
    elementId,
    datasetId,
    cases: seriesOf('set', set),
    ...(next && { reached: seriesOf('pair', next.pair) }),
  }))
}

/** The periods of datasets together, each once; they are put into `told`. */
function commonPeriods(
  deps: Pick<NarrowDeps, 'answers' | 'datasets'>,
  range: TimeRange | null,
  told: TrendPeriods[],
): (datasetIds: readonly string[]) => Promise<CommonPeriods> {
  const found = new Map<string, Promise<CommonPeriods>>()
  const find = async (datasetIds: readonly string[]): Promise<CommonPeriods> => {
    const tables = await Promise.all(datasetIds.map((id) => deps.datasets.table(id)))
    const zones = new Set(tables.flatMap((table) => table?.timeZone ?? []))
    const [zone] = zones
    if (zones.size > 1) return { note: 'it rests on datasets of different time zones, whose periods are not the same' }
    const times = await Promise.all(datasetIds.map((id) => allTimeOf(deps, id, zone ?? 'UTC')))
    const parts = times.filter((time) => time !== null)
    if (zone === undefined || parts.length === 0) return { note: 'the dataset has no events yet, or is gone' }
    const all = { from: Math.min(...parts.map(({ from }) => from)), to: Math.max(...parts.map(({ to }) => to)) }
    const periods = trendPeriodsOf(all, range && rangeIn(range, zone), zone)
    if (!periods) return { note: 'there are no events in this time range' }
    const [first] = datasetIds
    return { index: told.push({ datasetId: datasetIds.length === 1 && first ? first : null, ...periods }) - 1, periods }
  }
  return (datasetIds) => {
    const key = JSON.stringify([...datasetIds].sort())
    const known = found.get(key) ?? find(datasetIds)
    found.set(key, known)
    return known
  }
}

/** From the day of the first case on until right after the last event; `null` while there are none. */
async function allTimeOf(
  { answers, datasets }: Pick<NarrowDeps, 'answers' | 'datasets'>,
  datasetId: string,
  timeZone: string,
): Promise<TimeRange | null> {
  const [span, freshness] = await Promise.all([answers.startSpan(datasetId), datasets.freshness(datasetId)])
  const { first = null, last = null } = span ?? {}
  if (first === null || last === null) return null
  const { dateOf, startOf } = calendarOf(timeZone)
  const dayOf = (micros: number): number => dateOf(Math.floor(micros / MICROS_PER_MS))
  const [firstDay, lastDay] = [dayOf(first), dayOf(last)]
  // Whatever is told of the last event, all cases are in it.
  const end = freshness?.lastEventAt ?? null
  return { from: startOf(firstDay), to: end !== null && end >= startOf(lastDay) ? end + 1 : startOf(lastDay + DAY_MS) }
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
