import type { NamedMetricDraft, NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { partsOf } from '#shared/metrics/named-metric.ts'
import type { Reading } from '#shared/metrics/reading.ts'
import {
  type FeelingTrend,
  type MetricSeries,
  type MetricTrend,
  type TrendClock,
  trendClockOf,
  type TrendPeriods,
} from '#shared/metrics/trend.ts'
import type { MeasuredFeeling } from '#shared/model/measured-feelings.ts'
import type { Answers } from '../answers.ts'
import { populationsOf } from '../narrowing.ts'
import type { MetricsLogger } from '../ports.ts'
import { OUTSIDE, type Periods } from '../sql/by-group.ts'
import { askedFeeling } from './measured-feelings.ts'
import { combined, datasetsOf, type Restriction } from './read-named-metric.ts'
import { type AskedMetric, isOfAnother, ofAnotherWords, PERSONA_GONE } from './shown-metrics.ts'

/** The periods of some datasets together, or why they have none in common. */
export type CommonPeriods =
  | { readonly index: number; readonly periods: Pick<TrendPeriods, 'at' | 'endsAt'> }
  | { readonly note: string }

interface Needs {
  readonly answers: Pick<Answers, 'metricTrend'>
  /** All metrics of the journey's workspace. */
  readonly known: ReadonlyMap<string, NamedMetricItem>
  readonly periodsOf: (datasetIds: readonly string[]) => Promise<CommonPeriods>
  readonly logger: MetricsLogger
}

/** How the metrics that a journey shows went, each in one pass over its dataset. Where that cannot be told, why. Never rejects. */
export const metricTrends = (needs: Needs, asked: readonly AskedMetric[]): Promise<readonly MetricTrend[]> =>
  Promise.all(
    asked.map(async ({ elementId, isPersonaGone, ...one }): Promise<MetricTrend> => {
      const of = { elementId, metricId: one.metric.id }
      return { ...of, ...(isPersonaGone ? { note: PERSONA_GONE } : await toldTrend(needs, of, one)) }
    }),
  )

/** The same of what measured emotions rest on; of one whose source is gone nothing is told. Never rejects. */
export async function feelingTrends(
  needs: Needs,
  feelings: readonly MeasuredFeeling[],
  asked: Parameters<typeof askedFeeling>[1],
): Promise<readonly FeelingTrend[]> {
  const told = feelings.map(async (feeling): Promise<FeelingTrend[]> => {
    const of = { elementId: feeling.cardId }
    const one = askedFeeling(feeling, asked)
    return one ? [{ ...of, ...(await toldTrend(needs, of, { ...one, only: [] })) }] : []
  })
  return (await Promise.all(told)).flat()
}

type ToldTrend = Pick<MetricTrend, 'series' | 'note'>
type AskedTrend = Pick<AskedMetric, 'narrowing' | 'only'> & { readonly metric: NamedMetricDraft }

async function toldTrend(needs: Needs, of: object, one: AskedTrend): Promise<ToldTrend> {
  try {
    return await trendOf(needs, one)
  } catch (error) {
    needs.logger.error({ ...of, err: error }, 'the trend of a metric could not be computed')
    return { note: 'could not be computed just now' }
  }
}

async function trendOf(
  { known, periodsOf, answers }: Needs,
  { metric, narrowing, only }: AskedTrend,
): Promise<ToldTrend> {
  const rests = datasetsOf(metric, known)
  if (isOfAnother(narrowing?.segment, rests)) return { note: ofAnotherWords(narrowing.segment) }
  const common = await periodsOf(rests)
  if ('note' in common) return common
  const { index, periods } = common
  const population = narrowing && populationsOf(narrowing, rests).own
  const all = [...only, ...(population ? rests.map((datasetId) => ({ datasetId, population, words: '' })) : [])]
  const went = await wentOf({ answers, known, only: all, periods }, metric, [])
  if ('note' in went) return went
  return { series: { periods: index, ...seriesOf(went, periods.at.length) } }
}

/** What a metric said in a period. */
type Said = Pick<Reading, 'value' | 'n' | 'nOf' | 'interval' | 'isExact'>
interface Went {
  readonly clock: TrendClock
  readonly saidIn: (period: number) => Said
}

interface WentNeeds extends Pick<Needs, 'answers' | 'known'> {
  readonly only: readonly Restriction[]
  readonly periods: Periods
}

/** `path`: the metrics that are being asked about to ask about this one. */
async function wentOf(
  needs: WentNeeds,
  metric: NamedMetricDraft,
  path: readonly string[],
): Promise<Went | { readonly note: string }> {
  const { definition } = metric
  if (definition.kind === 'question') {
    const datasetId = metric.datasetId ?? ''
    const populations = needs.only.filter((one) => one.datasetId === datasetId).map(({ population }) => population)
    const told = await needs.answers.metricTrend(datasetId, definition, needs.periods, populations)
    if (!told) return { note: 'the dataset has no events yet, or is gone' }
    const { question, show } = definition
    // Where nothing lies, what is only counted or summed is 0; anything else cannot be told.
    const isCounted = question.kind === 'count' || (question.kind === 'amount' && show === 'sum')
    const none = { value: isCounted ? 0 : null, n: 0 }
    return { clock: trendClockOf(question, show), saidIn: (period) => told.get(period) ?? none }
  }
  const parts = await Promise.all(
    partsOf(definition).map(async (id) => {
      const part = needs.known.get(id)
      // Two that were changed at the same time may name each other.
      if (!part || path.includes(id)) return { note: 'a metric that it is made of is gone' }
      const went = await wentOf(needs, part, [...path, id])
      return 'note' in went ? went : { part, went }
    }),
  )
  const known = parts.filter((one) => 'went' in one)
  const missing = parts.find((one) => 'note' in one)
  if (missing && 'note' in missing) return missing
  const clocks = new Set(known.map(({ went }) => went.clock))
  const [clock = 'parts'] = clocks
  return {
    clock: clocks.size === 1 ? clock : 'parts',
    saidIn: (period) =>
      combined(
        metric,
        definition,
        known.map(({ part, went }) => ({
          part,
          reading: { unit: 'number', definition: '', filter: '', ...went.saidIn(period) },
        })),
      ),
  }
}

function seriesOf({ clock, saidIn }: Went, periods: number): Omit<MetricSeries, 'periods'> {
  const said = Array.from({ length: periods }, (_, period) => saidIn(period))
  const outside = clock === 'case-starts' || clock === 'parts' ? 0 : saidIn(OUTSIDE).n
  return {
    clock,
    values: said.map(({ value }) => value),
    n: said.map(({ value, n }) => (value === null ? 0 : n)),
    low: said.map(({ interval }) => interval?.[0] ?? null),
    high: said.map(({ interval }) => interval?.[1] ?? null),
    outside,
  }
}
