import { assertNever } from '#shared/lib/assert.ts'
import type { Metric, MetricAnswers } from '#shared/metrics/metric.ts'
import { wilsonInterval } from '#shared/metrics/wilson.ts'
import { casesOf, expectedAnswer, type LogEvent, matches, percentile } from './metrics-oracle.ts'

/** Scores, amounts and habits, said again in the plainest way. */

export type Cases = readonly (readonly LogEvent[])[]
type Kind = 'score' | 'amount' | 'rateOf' | 'repeat' | 'retention' | 'sessions'
export type CaseQuestion = Extract<Metric, { readonly kind: Kind }>

const Z = 1.959963984540054
const FEW = 30
const share = (k: number, n: number): number | null => (n > 0 ? k / n : null)
const sumOf = (values: readonly number[]): number => values.reduce((sum, one) => sum + one, 0)
const seconds = (from: LogEvent, to: LogEvent): number => (to.ts - from.ts) / 1e6

/** Sums in millionths, which are whole numbers. */
const exactSum = (values: readonly number[]): number => sumOf(values.map((one) => Math.round(one * 1e6))) / 1e6

function deviation(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const mean = sumOf(values) / values.length
  return Math.sqrt(sumOf(values.map((one) => (one - mean) ** 2)) / (values.length - 1))
}

function meanInterval(values: readonly number[]): readonly [number, number] | null {
  const spread = deviation(values)
  if (spread === null || values.length < FEW) return null
  const mean = sumOf(values) / values.length
  const half = (Z * spread) / Math.sqrt(values.length)
  return [mean - half, mean + half]
}

/** The j-th smallest and the j-th largest, j = ⌊(n + 1 − z√n)/2⌋. */
function medianRanks(values: readonly number[]): readonly [number, number] | null {
  const sorted = [...values].sort((a, b) => a - b)
  const rank = Math.floor((sorted.length + 1 - Z * Math.sqrt(sorted.length)) / 2)
  const [low, high] = [sorted[rank - 1], sorted[sorted.length - rank]]
  return sorted.length < 6 || low === undefined || high === undefined ? null : [low, high]
}

function numberOf(event: LogEvent, field: string | undefined): number | null {
  if (field === undefined) return event.value ?? null
  const text = (event.attributes[field] ?? '').trim()
  return /^-?(\d+\.?\d*|\.\d+)$/.test(text) ? Number(text) : null
}

/** What every question means, these and the others. */
export function expectedOf(log: readonly LogEvent[], metric: Metric): MetricAnswers[keyof MetricAnswers] {
  return isOfCases(metric) ? expectedPerCase(casesOf(log), log, metric) : expectedAnswer(log, metric)
}

const KINDS: readonly string[] = [
  'score',
  'amount',
  'rateOf',
  'repeat',
  'retention',
  'sessions',
] satisfies readonly Kind[]
const isOfCases = (metric: Metric): metric is CaseQuestion => KINDS.includes(metric.kind)

/** The same of cases, where the log ends with others. */
export function expectedPerCase(cases: Cases, log: readonly LogEvent[], metric: CaseQuestion): MetricAnswers[Kind] {
  switch (metric.kind) {
    case 'score':
      return score(cases, metric)
    case 'amount':
      return amount(cases, metric)
    case 'rateOf': {
      const among = cases.filter((events) => events.some((event) => matches(metric.among, event)))
      const having = among.filter((events) => events.some((event) => matches(metric.having, event))).length
      return {
        cases: among.length,
        having,
        rate: share(having, among.length),
        interval: wilsonInterval(having, among.length),
      }
    }
    case 'repeat': {
      const own = matching(cases, (event) => matches(metric.rule, event))
      const hours = metric.withinHours ?? Infinity
      const repeated = own.filter((events) =>
        events.some((event, at) => events.some((other, later) => later > at && seconds(event, other) <= hours * 3_600)),
      ).length
      return {
        cases: own.length,
        repeated,
        rate: share(repeated, own.length),
        interval: wilsonInterval(repeated, own.length),
      }
    }
    case 'retention':
      return retention(cases, log, metric)
    case 'sessions': {
      const own = matching(cases, (event) => matches(metric.rule, event))
      const sessions = own.map((events) => sessionsOf(events, metric.gapMinutes * 60))
      const bounced = sessions.flat().filter((length) => length === 1).length
      const all = sessions.flat().length
      return {
        events: own.flat().length,
        cases: own.length,
        sessions: all,
        perCase: share(all, own.length),
        perCaseInterval: meanInterval(sessions.map((of) => of.length)),
        bounced,
        bounceRate: share(bounced, all),
        bounceInterval: wilsonInterval(bounced, all),
      }
    }
    default:
      return assertNever(metric)
  }
}

/** Of each case the events that are meant; cases without any left out. */
const matching = (cases: Cases, isMeant: (event: LogEvent) => boolean): LogEvent[][] =>
  cases.map((events) => events.filter(isMeant)).filter((events) => events.length > 0)

/** How many events each session has. */
function sessionsOf(events: readonly LogEvent[], gapSeconds: number): number[] {
  const lengths: number[] = []
  events.forEach((event, at) => {
    const before = events[at - 1]
    if (before && seconds(before, event) <= gapSeconds) lengths[lengths.length - 1] = (lengths.at(-1) ?? 0) + 1
    else lengths.push(1)
  })
  return lengths
}

function score(cases: Cases, { rule, field, scale, answers }: Extract<Metric, { readonly kind: 'score' }>) {
  const [low, high] = scale.kind === 'nps' ? [0, 10] : [1, scale.of]
  const given = matching(cases, (event) => matches(rule, event))
  const isAnswer = (number: number | null): number is number =>
    number !== null && Number.isInteger(number) && number >= low && number <= high
  const byCase = given.map((events) => events.map((event) => numberOf(event, field)).filter(isAnswer))
  const counted = byCase.flatMap((all) => (answers === 'all' ? all : all.slice(-1)))
  const numbers = given.flat().map((event) => numberOf(event, field))
  const n = counted.length
  const told = (): { score: number | null; interval: readonly [number, number] | null } => {
    if (n === 0) return { score: null, interval: null }
    if (scale.kind === 'ces') return { score: sumOf(counted) / n, interval: meanInterval(counted) }
    if (scale.kind === 'csat') {
      const satisfied = counted.filter((answer) => answer >= scale.of - 1).length
      return { score: satisfied / n, interval: wilsonInterval(satisfied, n) }
    }
    // Each answer as +100, 0 or −100: the mean is the score, and its spread (of all, not of a sample) gives the margin.
    const points = counted.map((answer) => (answer >= 9 ? 100 : answer >= 7 ? 0 : -100))
    const mean = sumOf(points) / n
    const margin = Z * Math.sqrt(sumOf(points.map((one) => (one - mean) ** 2)) / n / n)
    return {
      score: mean,
      interval: n < FEW ? null : [Math.max(-100, mean - margin), Math.min(100, mean + margin)],
    }
  }
  return {
    n,
    cases: byCase.filter((all) => all.length > 0).length,
    missing: numbers.filter((number) => number === null).length,
    outOfRange: numbers.filter((number) => number !== null && !isAnswer(number)).length,
    distribution: Array.from({ length: high - low + 1 }, (_, at) => ({
      answer: low + at,
      count: counted.filter((answer) => answer === low + at).length,
    })),
    ...told(),
  }
}

function amount(cases: Cases, { rule, field, prices, among }: Extract<Metric, { readonly kind: 'amount' }>) {
  const carried = (event: LogEvent): number | null =>
    prices ? (prices.find((one) => matches(one.rule, event))?.price ?? null) : numberOf(event, field)
  const numbersOf = (events: readonly LogEvent[]): number[] =>
    events.flatMap((event) => (matches(rule, event) ? (carried(event) ?? []) : []))
  const numbers = cases.flatMap(numbersOf)
  const chosen = cases.filter((events) => !among || events.some((event) => matches(among, event)))
  const perCase = chosen.map((events) => exactSum(numbersOf(events)))
  const n = numbers.length
  return {
    n,
    cases: cases.filter((events) => numbersOf(events).length > 0).length,
    missing: cases.flat().filter((event) => matches(rule, event)).length - n,
    sum: n > 0 ? exactSum(numbers) : null,
    mean: share(exactSum(numbers), n),
    meanInterval: meanInterval(numbers),
    median: percentile(numbers, 0.5),
    medianInterval: medianRanks(numbers),
    p90: percentile(numbers, 0.9),
    amongCases: chosen.length,
    perCase: share(exactSum(perCase), chosen.length),
    perCaseInterval: meanInterval(perCase),
  }
}

const DAY = 86_400
const MONDAY = Date.UTC(1970, 0, 5) / 1_000

function retention(
  cases: Cases,
  log: readonly LogEvent[],
  { start, back, periodDays, periods }: Extract<Metric, { readonly kind: 'retention' }>,
) {
  const end = Math.max(...log.map(({ ts }) => ts)) / 1e6
  const length = periodDays * DAY
  const begun = cases.flatMap((events) => {
    const at = events.findIndex((event) => matches(start, event))
    const first = events[at]
    if (!first) return []
    const began = first.ts / 1e6
    const later = events.slice(at + 1).filter((event) => matches(back, event))
    const returns = Array.from({ length: periods }, (_, index) => {
      const [from, to] = [began + (index + 1) * length, began + (index + 2) * length]
      const isOver = to <= end
      return { isOver, came: isOver && later.some(({ ts }) => ts / 1e6 >= from && ts / 1e6 < to) }
    })
    const cohort = MONDAY + Math.floor((began - MONDAY) / length) * length
    return [{ cohort, returns }]
  })
  const counted = (of: typeof begun, at: number) => ({
    period: at + 1,
    cases: of.filter(({ returns }) => returns[at]?.isOver).length,
    returned: of.filter(({ returns }) => returns[at]?.came).length,
  })
  const every = Array.from({ length: periods }, (_, at) => at)
  return {
    cases: begun.length,
    periods: every.map((at) => {
      const all = counted(begun, at)
      return {
        ...all,
        rate: share(all.returned, all.cases),
        interval: wilsonInterval(all.returned, all.cases),
      }
    }),
    cohorts: [...new Set(begun.map(({ cohort }) => cohort))]
      .sort((a, b) => a - b)
      .map((cohort) => {
        const of = begun.filter((one) => one.cohort === cohort)
        return {
          begins: new Date(cohort * 1_000).toISOString().slice(0, 10),
          cases: of.length,
          periods: every.map((at) => counted(of, at)),
        }
      }),
  }
}
