import type { Engine } from '#server/duckdb/engine.ts'
import { assert, assertNever } from '#shared/lib/assert.ts'
import type { Metric, MetricAnswers } from '#shared/metrics/metric.ts'
import { meanInterval } from '#shared/metrics/mean-interval.ts'
import { fieldsMissingFor } from '#shared/metrics/segment.ts'
import {
  amountOf,
  funnelOf,
  leakageOf,
  rateOf,
  repeatOf,
  retentionOf,
  scoreOf,
  sessionsOf,
  timeBetweenOf,
} from './present-answers.ts'
import { readTexts, type TextCount, TEXTS_MAX } from './sentiment/read-texts.ts'
import { amountQuery, type AmountRow } from './sql/amount.ts'
import type { AskedTable } from './sql/asked-rows.ts'
import { type DirectlyFollowsRow, directlyFollowsQuery } from './sql/directly-follows.ts'
import { countQuery, eventsQuery } from './sql/events.ts'
import { funnelQuery } from './sql/funnel.ts'
import { rateQuery, repeatQuery, sessionsQuery, type SessionsRow } from './sql/habits.ts'
import { leakageQuery } from './sql/leakage.ts'
import { type OverviewRow, overviewQuery } from './sql/overview.ts'
import type { SqlQuery } from './sql/parameters.ts'
import { retentionQuery, type RetentionRow } from './sql/retention.ts'
import { scoreQuery } from './sql/score.ts'
import { segmentCountQuery } from './sql/segment.ts'
import { textsFoundQuery, textsQuery } from './sql/texts.ts'
import { timeBetweenQuery } from './sql/time-between.ts'

export type MetricAnswer = MetricAnswers[keyof MetricAnswers]

/**
 * Answers one question about a dataset. `only` of the table holds for all that a named metric can rest on; `overview`, `events`,
 * `directlyFollows` and `segment` are always about every case. Rejects with `EngineError`.
 */
export async function askMetric(engine: Engine, table: AskedTable, metric: Metric): Promise<MetricAnswer> {
  const rows = <Row extends object>({ sql, parameters }: SqlQuery): Promise<Row[]> => engine.query<Row>(sql, parameters)
  const oneRow = async <Row extends object>(query: SqlQuery): Promise<Row> => {
    const [row] = await rows<Row>(query)
    assert(row, 'an aggregate gives a row')
    return row
  }
  switch (metric.kind) {
    case 'overview':
      return overviewOf(await oneRow(overviewQuery(table)))
    case 'events':
      return rows(eventsQuery(table, metric.limit))
    case 'count':
      return oneRow(countQuery(table, metric.rule))
    case 'funnel': {
      const { steps, mode, windowSeconds } = metric
      const row = await oneRow<Record<string, number>>(funnelQuery(table, { steps, mode, windowSeconds }))
      return funnelOf(steps.map((_, index) => row[`r${index + 1}`] ?? 0))
    }
    case 'timeBetween':
      return timeBetweenOf(await oneRow(timeBetweenQuery(table, metric.from, metric.to)))
    case 'directlyFollows':
      return directlyFollowsOf(await rows<DirectlyFollowsRow>(directlyFollowsQuery(table, metric.limit)))
    case 'leakage':
      return leakageOf(await oneRow(leakageQuery(table, metric.from, metric.to, metric.hours)))
    case 'segment': {
      const missingFields = fieldsMissingFor(metric.rule, table.fields)
      const counts = await oneRow<{ cases: number; of: number }>(segmentCountQuery(table, metric.rule))
      return { ...counts, missingFields }
    }
    case 'score':
      return scoreOf(await oneRow(scoreQuery(table, metric)), metric.scale)
    case 'amount':
      return amountOf(await oneRow<AmountRow>(amountQuery(table, metric)))
    case 'rateOf':
      return rateOf(await oneRow(rateQuery(table, metric.among, metric.having)))
    case 'repeat':
      return repeatOf(await oneRow(repeatQuery(table, metric.rule, metric.withinHours)))
    case 'retention':
      return retentionOf(await rows<RetentionRow>(retentionQuery(table, metric)), metric.periods)
    case 'sessions':
      return sessionsOf(await oneRow<SessionsRow>(sessionsQuery(table, metric.rule, metric.gapMinutes)))
    case 'sentiment': {
      const found = await oneRow<{ cases: number; missing: number }>(textsFoundQuery(table, metric))
      return sentimentOf(found, await rows<TextCount>(textsQuery(table, metric)))
    }
    default:
      return assertNever(metric)
  }
}

/** `found`: what there is beside the texts. */
export async function sentimentOf(
  found: { readonly cases: number; readonly missing: number },
  texts: readonly TextCount[],
): Promise<MetricAnswers['sentiment']> {
  const isTooMany = texts.length > TEXTS_MAX
  const { mean, deviation, ...counts } = await readTexts(isTooMany ? [] : texts)
  const n = counts.negative + counts.neutral + counts.positive
  return { ...found, ...counts, n, mean, meanInterval: meanInterval(mean, deviation, n), isTooMany }
}

function overviewOf(row: OverviewRow): MetricAnswers['overview'] {
  const { events, cases, distinctEvents, firstTsUs, lastTsUs } = row
  if (cases === 0) {
    return { events, cases, distinctEvents, firstTsUs, lastTsUs, eventsPerCase: null, caseDurationSec: null }
  }
  return {
    events,
    cases,
    distinctEvents,
    firstTsUs,
    lastTsUs,
    eventsPerCase: { min: row.eventsMin, median: row.eventsMedian, p90: row.eventsP90, max: row.eventsMax },
    caseDurationSec: {
      median: row.secondsMedian,
      p90: row.secondsP90,
      mean: row.secondsMean,
      max: row.secondsMax,
    },
  }
}

function directlyFollowsOf(rows: readonly DirectlyFollowsRow[]): MetricAnswers['directlyFollows'] {
  // fromEntries defines properties instead of setting them, so that an event called `__proto__` is a name like any other.
  const casesOf = (kind: 'start' | 'end'): Readonly<Record<string, number>> =>
    Object.fromEntries(rows.flatMap((row) => (row.kind === kind ? [[row.from, row.count]] : [])))
  const edges = rows.filter((row) => row.kind === 'edge')
  return {
    pairs: edges[0]?.pairs ?? 0,
    total: edges[0]?.total ?? 0,
    edges: edges.map(({ from, to, count, medianSec, p90Sec }) => ({ from, to, count, medianSec, p90Sec })),
    start: casesOf('start'),
    end: casesOf('end'),
  }
}
