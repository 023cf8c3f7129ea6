import { assertNever } from '#shared/lib/assert.ts'
import type { RateAnswer, RepeatAnswer, RetentionAnswer, SessionsAnswer } from '#shared/metrics/habit-questions.ts'
import { meanInterval, netScoreInterval } from '#shared/metrics/mean-interval.ts'
import type { MetricAnswers } from '#shared/metrics/metric.ts'
import { type AmountAnswer, endsOf, type Scale, type ScoreAnswer } from '#shared/metrics/value-questions.ts'
import { wilsonInterval } from '#shared/metrics/wilson.ts'
import type { AmountRow } from './sql/amount.ts'
import type { SessionsRow } from './sql/habits.ts'
import type { LeakageRow } from './sql/leakage.ts'
import type { RetentionRow } from './sql/retention.ts'
import type { TimeBetweenRow } from './sql/time-between.ts'

/** Rows of the engine → answers: shares, means and their intervals. */

const PROMOTERS_FROM = 9
const DETRACTORS_TO = 6
const NPS_FULL = 100
/** Answers that count as satisfied. */
const TOP_BOXES = 2
/** Older cohorts are left out: nobody reads them beside each other. */
const COHORTS_SHOWN = 104

/** k of n; `null` when there are none to take a share of. */
const shareOf = (k: number, n: number): number | null => (n > 0 ? k / n : null)

/** `row`: `c<answer>` with how often each was given. */
export function scoreOf(row: Readonly<Record<string, number>>, scale: Scale): ScoreAnswer {
  const [low, high] = endsOf(scale)
  const distribution = Array.from({ length: high - low + 1 }, (_, at) => ({
    answer: low + at,
    count: row[`c${low + at}`] ?? 0,
  }))
  const n = distribution.reduce((sum, { count }) => sum + count, 0)
  const { cases = 0, missing = 0, outOfRange = 0 } = row
  return { n, cases, missing, outOfRange, distribution, ...judged(distribution, n, scale) }
}

function judged(
  distribution: ScoreAnswer['distribution'],
  n: number,
  scale: Scale,
): Pick<ScoreAnswer, 'score' | 'interval'> {
  if (n === 0) return { score: null, interval: null }
  const countOf = (isMeant: (answer: number) => boolean): number =>
    distribution.reduce((sum, { answer, count }) => (isMeant(answer) ? sum + count : sum), 0)
  switch (scale.kind) {
    case 'nps': {
      const promoters = countOf((answer) => answer >= PROMOTERS_FROM)
      const detractors = countOf((answer) => answer <= DETRACTORS_TO)
      return {
        score: (NPS_FULL * (promoters - detractors)) / n,
        interval: netScoreInterval(promoters, detractors, n),
      }
    }
    case 'csat': {
      const satisfied = countOf((answer) => answer > scale.of - TOP_BOXES)
      return { score: satisfied / n, interval: wilsonInterval(satisfied, n) }
    }
    case 'ces': {
      const mean = distribution.reduce((sum, { answer, count }) => sum + answer * count, 0) / n
      const squares = distribution.reduce((sum, { answer, count }) => sum + count * (answer - mean) ** 2, 0)
      return { score: mean, interval: meanInterval(mean, n > 1 ? Math.sqrt(squares / (n - 1)) : null, n) }
    }
    default:
      return assertNever(scale)
  }
}

export function amountOf(row: AmountRow): AmountAnswer {
  const { n, cases, missing, sum, deviation, median, low, high, p90, amongCases, total, caseDeviation } = row
  const mean = shareOf(sum ?? 0, n)
  const perCase = shareOf(total ?? 0, amongCases)
  return {
    n,
    cases,
    missing,
    sum,
    mean,
    meanInterval: meanInterval(mean, deviation, n),
    median,
    medianInterval: low === null || high === null ? null : [low, high],
    p90,
    amongCases,
    perCase,
    perCaseInterval: meanInterval(perCase, caseDeviation, amongCases),
  }
}

export const rateOf = ({ cases, having }: Pick<RateAnswer, 'cases' | 'having'>): RateAnswer => ({
  cases,
  having,
  rate: shareOf(having, cases),
  interval: wilsonInterval(having, cases),
})

export const repeatOf = ({ cases, repeated }: Pick<RepeatAnswer, 'cases' | 'repeated'>): RepeatAnswer => ({
  cases,
  repeated,
  rate: shareOf(repeated, cases),
  interval: wilsonInterval(repeated, cases),
})

const MICROS_PER_MS = 1_000

export function retentionOf(rows: readonly RetentionRow[], periods: number): RetentionAnswer {
  const cohorts = new Map<number, RetentionRow[]>()
  for (const row of rows) cohorts.set(row.begins, [...(cohorts.get(row.begins) ?? []), row])
  const counted = Array.from({ length: periods }, (_, at) => {
    const of = rows.filter(({ period }) => period === at + 1)
    const cases = of.reduce((sum, row) => sum + row.cases, 0)
    const returned = of.reduce((sum, row) => sum + row.returned, 0)
    return {
      period: at + 1,
      cases,
      returned,
      rate: shareOf(returned, cases),
      interval: wilsonInterval(returned, cases),
    }
  })
  const byCohort = [...cohorts].map(([begins, of]) => ({
    begins: new Date(begins / MICROS_PER_MS).toISOString().slice(0, 'yyyy-mm-dd'.length),
    cases: of[0]?.all ?? 0,
    periods: of.map(({ period, cases, returned }) => ({ period, cases, returned })),
  }))
  return {
    cases: byCohort.reduce((sum, cohort) => sum + cohort.cases, 0),
    periods: counted,
    cohorts: byCohort.slice(-COHORTS_SHOWN),
  }
}

export function sessionsOf({ events, cases, sessions, bounced, deviation }: SessionsRow): SessionsAnswer {
  const perCase = shareOf(sessions, cases)
  return {
    events,
    cases,
    sessions,
    perCase,
    perCaseInterval: meanInterval(perCase, deviation, cases),
    bounced,
    bounceRate: shareOf(bounced, sessions),
    bounceInterval: wilsonInterval(bounced, sessions),
  }
}

/** `reached`: cases whose level is at least k, from the first step on. */
export function funnelOf(reached: readonly number[]): MetricAnswers['funnel'] {
  const first = reached[0] ?? 0
  const last = reached.at(-1) ?? 0
  return {
    reached,
    stepConversion: reached.map((cases, index) => (index === 0 ? null : shareOf(cases, reached[index - 1] ?? 0))),
    dropOff: reached.slice(1).map((cases, index) => (reached[index] ?? 0) - cases),
    overall: shareOf(last, first),
    overallInterval: wilsonInterval(last, first),
  }
}

export const timeBetweenOf = ({ n, median, p90, mean, low, high }: TimeBetweenRow): MetricAnswers['timeBetween'] => ({
  n,
  median,
  p90,
  mean,
  medianInterval: low === null || high === null ? null : [low, high],
})

export const leakageOf = (row: LeakageRow): MetricAnswers['leakage'] => ({
  fromEvents: row.fromEvents,
  leakedEvents: row.leakedEvents,
  eventRate: shareOf(row.leakedEvents, row.fromEvents),
  eventRateInterval: wilsonInterval(row.leakedEvents, row.fromEvents),
  cases: row.cases,
  leakedCases: row.leakedCases,
  caseRate: shareOf(row.leakedCases, row.cases),
  caseRateInterval: wilsonInterval(row.leakedCases, row.cases),
})
