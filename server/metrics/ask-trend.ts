import type { Engine } from '#server/duckdb/engine.ts'
import { assertNever } from '#shared/lib/assert.ts'
import type { NamedQuestion, Shown } from '#shared/metrics/named-metric.ts'
import { type MetricAnswer, sentimentOf } from './ask.ts'
import { type AnswerNumber, answerNumber } from './library/answer-number.ts'
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
import { type TextCount, TEXTS_MAX } from './sentiment/read-texts.ts'
import type { AmountRow } from './sql/amount.ts'
import type { AskedTable } from './sql/asked-rows.ts'
import type { Periods } from './sql/by-period.ts'
import { countQuery } from './sql/events.ts'
import { funnelQuery } from './sql/funnel.ts'
import { rateQuery, repeatQuery, sessionsQuery, type SessionsRow } from './sql/habits.ts'
import { type LeakageRow, leakageQuery } from './sql/leakage.ts'
import type { SqlQuery } from './sql/parameters.ts'
import { type TimeBetweenRow, timeBetweenQuery } from './sql/time-between.ts'
import {
  amountByTime,
  amountPerCaseByStart,
  eventsByTime,
  retentionByStart,
  scoreByTime,
  textsByTime,
} from './sql/trends-by-time.ts'

/** A number of each period, by its place among them; `OUTSIDE`: of all that lies in none. Where nothing lies, nothing is said. */
export type TrendAnswer = ReadonlyMap<number, AnswerNumber>

/**
 * The number that a question shows, period by period, in one pass over the dataset: what the question says of the cases that start in a
 * period, or of the answers and events in it (`trendClockOf`). Rejects with `EngineError`.
 */
export async function askTrend(
  engine: Engine,
  table: AskedTable,
  question: NamedQuestion,
  show: Shown,
  periods: Periods,
): Promise<TrendAnswer> {
  const answers = await answersByPeriod(engine, table, question, show, periods)
  return new Map([...answers].map(([period, answer]) => [period, answerNumber(question, show, answer)] as const))
}

type ByPeriod = readonly (readonly [period: number, answer: MetricAnswer])[]
interface InPeriod {
  readonly period: number
}

const told = async <Row extends InPeriod>(
  rows: Promise<readonly Row[]>,
  answerOf: (row: Row) => MetricAnswer,
): Promise<ByPeriod> => (await rows).map((row) => [row.period, answerOf(row)] as const)

async function answersByPeriod(
  engine: Engine,
  table: AskedTable,
  question: NamedQuestion,
  show: Shown,
  periods: Periods,
): Promise<ByPeriod> {
  const rows = <Row extends object>({ sql, parameters }: SqlQuery): Promise<(Row & InPeriod)[]> =>
    engine.query<Row & InPeriod>(sql, parameters)
  switch (question.kind) {
    case 'count': {
      const query =
        show === 'events' ? eventsByTime(table, question.rule, periods) : countQuery(table, question.rule, periods)
      return told(rows<{ events: number; cases?: number }>(query), ({ events, cases = 0 }) => ({ events, cases }))
    }
    case 'funnel': {
      const { steps, mode, windowSeconds } = question
      return told(rows<Record<string, number>>(funnelQuery(table, { steps, mode, windowSeconds }, periods)), (row) =>
        funnelOf(steps.map((_, index) => row[`r${index + 1}`] ?? 0)),
      )
    }
    case 'timeBetween':
      return told(rows<TimeBetweenRow>(timeBetweenQuery(table, question.from, question.to, periods)), timeBetweenOf)
    case 'leakage':
      return told(rows<LeakageRow>(leakageQuery(table, question.from, question.to, question.hours, periods)), leakageOf)
    case 'score':
      return told(rows<Record<string, number>>(scoreByTime(table, question, periods)), (row) =>
        scoreOf(row, question.scale),
      )
    case 'amount': {
      const query = (show === 'perCase' ? amountPerCaseByStart : amountByTime)(table, question, periods)
      return told(rows<Partial<AmountRow>>(query), (row) => amountOf({ ...NO_AMOUNT, ...row }))
    }
    case 'rateOf':
      return told(
        rows<{ cases: number; having: number }>(rateQuery(table, question.among, question.having, periods)),
        rateOf,
      )
    case 'repeat':
      return told(
        rows<{ cases: number; repeated: number }>(repeatQuery(table, question.rule, question.withinHours, periods)),
        repeatOf,
      )
    case 'retention':
      return told(rows<{ cases: number; returned: number }>(retentionByStart(table, question, periods)), (row) =>
        retentionOf([{ ...row, begins: 0, period: 1, all: row.cases }], 1),
      )
    case 'sessions':
      return told(rows<SessionsRow>(sessionsQuery(table, question.rule, question.gapMinutes, periods)), sessionsOf)
    case 'sentiment':
      return textsOf(await rows<TextCount>(textsByTime(table, question, periods)))
    default:
      return assertNever(question)
  }
}

const NO_AMOUNT: AmountRow = {
  n: 0,
  cases: 0,
  missing: 0,
  sum: null,
  deviation: null,
  median: null,
  low: null,
  high: null,
  p90: null,
  amongCases: 0,
  total: null,
  caseDeviation: null,
}

/** Of more texts than are read nothing is said of any period. */
async function textsOf(rows: readonly (TextCount & InPeriod)[]): Promise<ByPeriod> {
  if (rows.length > TEXTS_MAX) return []
  const texts = new Map<number, TextCount[]>()
  for (const { period, text, times } of rows) {
    const of = texts.get(period) ?? []
    texts.set(period, of)
    of.push({ text, times })
  }
  const told: (readonly [number, MetricAnswer])[] = []
  // One after the other: reading goes on in short turns, so that nobody waits for it.
  for (const [period, of] of texts) told.push([period, await sentimentOf({ cases: 0, missing: 0 }, of)])
  return told
}
