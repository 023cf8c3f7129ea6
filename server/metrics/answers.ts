import type { Engine } from '#server/duckdb/engine.ts'
import { assert } from '#shared/lib/assert.ts'
import type { Metric } from '#shared/metrics/metric.ts'
import type { MetricDefinition } from '#shared/metrics/named-metric.ts'
import type { DatasetFreshness } from '#shared/metrics/reading.ts'
import { askMetric, type MetricAnswer } from './ask.ts'
import { createKeptNumbers } from './kept-numbers.ts'
import { askByGroup, type NumbersByGroup } from './ask-by-group.ts'
import { createAskTrends } from './ask-trends.ts'
import { type AnswerNumber, answerNumber } from './library/answer-number.ts'
import { type JourneyNumbers, journeyNumbers, type NumbersBySide, numbersBySide } from './journey-numbers.ts'
import type { EventsTable, MetricsDatasets } from './ports.ts'
import type { JourneyQuestion } from './sql/journey-numbers.ts'
import type { Population, Sides } from './sql/population.ts'
import { populationCountQuery } from './sql/population-count.ts'
import { type StartSpanRow, startSpanQuery, type StartsRow, startsQuery } from './sql/started-in.ts'
import type { Periods } from './sql/by-group.ts'
import type { TrendQuestion, TrendRow } from './sql/trends.ts'

/** What a dataset said about a journey's question. `undefined`: the dataset is gone, or has no events yet. */
export type JourneyAnswer =
  | (Pick<EventsTable, 'fields' | 'joinedBy'> & {
      readonly numbers: JourneyNumbers
      readonly freshness: DatasetFreshness
    })
  | undefined

/** The same of two populations that share no case. */
export type SidesAnswer =
  | (NumbersBySide & { readonly fields: readonly string[]; readonly freshness: DatasetFreshness })
  | undefined

/** Answers of datasets, each computed once until rows change and shared by all who ask meanwhile. */
export interface Answers {
  /** Rises whenever the rows of the dataset change. */
  version(datasetId: string): number
  /** `only`: of the cases in all of these. `undefined` when the dataset is gone or was never imported. Rejects with `EngineError`. */
  ask(datasetId: string, metric: Metric, only?: readonly Population[]): Promise<MetricAnswer | undefined>
  /** `population`: only of these cases; absent: of all. */
  askForJourney(datasetId: string, question: JourneyQuestion, population?: Population): Promise<JourneyAnswer>
  /** Of both sides at once, for what one of them costs. */
  askForSides(datasetId: string, question: JourneyQuestion, sides: Required<Sides>): Promise<SidesAnswer>
  /** How many cases a population has, and how many there are in its time range. */
  count(datasetId: string, population: Population): Promise<{ readonly cases: number; readonly of: number } | undefined>
  /** Cases by the day of their first event, in the dataset's time zone. */
  startsOf(datasetId: string): Promise<readonly StartsRow[] | undefined>
  /** When the first case starts, and when the last. */
  startSpan(datasetId: string): Promise<StartSpanRow | undefined>
  /** Counts by the period in which cases start. */
  trends(
    datasetId: string,
    question: TrendQuestion,
    periods: Periods,
    population: Population,
  ): Promise<readonly TrendRow[] | undefined>
  /** How the number that a question shows went; `only` as for `ask`. */
  metricTrend(
    datasetId: string,
    asked: Pick<AskedQuestion, 'question' | 'show'>,
    periods: Periods,
    only: readonly Population[],
  ): Promise<NumbersByGroup | undefined>
  /** The number that a question shows of both sides, mostly for what one of them costs; `only` as for `ask`. */
  numbersOfSides(
    datasetId: string,
    asked: Pick<AskedQuestion, 'question' | 'show'>,
    sides: Required<Sides>,
    only: readonly Population[],
  ): Promise<Readonly<Record<keyof Sides, AnswerNumber>> | undefined>
  close(): void
}

/** What numbers of the library's metrics are read from. */
export type NumberAnswers = Pick<Answers, 'ask' | 'numbersOfSides'>

type AskedQuestion = Extract<MetricDefinition, { readonly kind: 'question' }>

interface Deps {
  readonly engine: Engine
  readonly datasets: MetricsDatasets
}

/** Answers kept at once; the oldest go first. */
const KEPT_MAX = 200

export function createAnswers({ engine, datasets }: Deps): Answers {
  const versions = new Map<string, number>()
  const kept = new Map<string, Promise<unknown>>()
  const keptNumbers = createKeptNumbers(engine)
  const askTrends = createAskTrends(engine)
  const version = (datasetId: string): number => versions.get(datasetId) ?? 0
  const stop = datasets.onChanged((datasetId) => versions.set(datasetId, version(datasetId) + 1))

  function once<Answer>(datasetId: string, question: object, compute: () => Promise<Answer>): Promise<Answer> {
    // The version is a part of the key, so that what was begun before a change is never taken for what holds after it.
    const key = JSON.stringify([datasetId, version(datasetId), question])
    const known = kept.get(key)
    if (known) return known as Promise<Answer>
    const answer = compute()
    kept.set(key, answer)
    answer.catch(() => kept.delete(key))
    for (const oldest of kept.keys()) {
      if (kept.size <= KEPT_MAX) break
      kept.delete(oldest)
    }
    return answer
  }

  async function withTable<Answer>(
    datasetId: string,
    use: (table: EventsTable) => Promise<Answer>,
  ): Promise<Answer | undefined> {
    const table = await datasets.table(datasetId)
    return table && use(table)
  }

  return {
    version,
    ask: (datasetId, metric, only = []) =>
      once(datasetId, only.length > 0 ? { metric, only } : metric, () =>
        withTable(datasetId, (table) => askMetric(engine, { ...table, only }, metric)),
      ),
    askForJourney: (datasetId, question, population) =>
      once(datasetId, population ? { question, population } : question, () =>
        withTable(datasetId, async (table) => {
          const { fields, joinedBy = [], epoch } = table
          if (!population && epoch !== undefined) {
            const { numbers, rows } = await keptNumbers.numbersOf({ ...table, epoch }, question)
            const freshness = await datasets.freshness(datasetId, rows)
            return freshness && { numbers, fields, joinedBy, freshness }
          }
          const [numbers, freshness] = await Promise.all([
            journeyNumbers(engine, table, question, population),
            datasets.freshness(datasetId),
          ])
          return freshness && { numbers, fields, joinedBy, freshness }
        }),
      ),
    askForSides: (datasetId, question, sides) =>
      once(datasetId, { question, sides }, () =>
        withTable(datasetId, async (table) => {
          const { fields, epoch } = table
          const kept = epoch === undefined ? undefined : await keptNumbers.sidesOf({ ...table, epoch }, question, sides)
          const [numbers, freshness] = await Promise.all([
            kept?.numbers ?? numbersBySide(engine, table, question, sides),
            datasets.freshness(datasetId, kept?.rows),
          ])
          return freshness && { ...numbers, fields, freshness }
        }),
      ),
    count: (datasetId, population) =>
      once(datasetId, { count: population }, () =>
        withTable(datasetId, async (table) => {
          const { sql, parameters } = populationCountQuery(table, population)
          const [row] = await engine.query<{ cases: number; of: number }>(sql, parameters)
          assert(row, 'an aggregate gives a row')
          return row
        }),
      ),
    startsOf: (datasetId) =>
      once(datasetId, { starts: 'by day' }, () =>
        withTable(datasetId, (table) => {
          const { sql, parameters } = startsQuery(table)
          return engine.query<StartsRow>(sql, parameters)
        }),
      ),
    startSpan: (datasetId) =>
      once(datasetId, { starts: 'span' }, () =>
        withTable(datasetId, async (table) => (await engine.query<StartSpanRow>(startSpanQuery(table)))[0]),
      ),
    trends: (datasetId, question, periods, population) =>
      once(datasetId, { trends: question, periods, population }, () =>
        withTable(datasetId, (table) => askTrends(table, question, periods, population)),
      ),
    metricTrend: (datasetId, { question, show }, periods, only) =>
      once(datasetId, { trendOf: question, show, periods, only }, () =>
        withTable(datasetId, (table) => askByGroup(engine, { ...table, only }, question, show, periods)),
      ),
    numbersOfSides: (datasetId, { question, show }, sides, only) =>
      once(datasetId, { numbersOf: question, show, sides, only }, () =>
        withTable(datasetId, async (table) => {
          const alone = async (side: Population): Promise<AnswerNumber> =>
            answerNumber(question, show, await askMetric(engine, { ...table, only: [...only, side] }, question))
          // How many texts are read is told of each side by itself.
          const both =
            question.kind === 'sentiment'
              ? undefined
              : await askByGroup(engine, { ...table, only }, question, show, sides)
          // A side without anything to count has no number there; what the question says of nothing is cheap to ask.
          const [own, others] = await Promise.all([
            both?.get(0) ?? alone(sides.own),
            both?.get(1) ?? alone(sides.others),
          ])
          return { own, others }
        }),
      ),
    close: stop,
  }
}
