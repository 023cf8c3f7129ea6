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
import type { Groups } from './sql/by-group.ts'
import { countQuery } from './sql/events.ts'
import { funnelQuery } from './sql/funnel.ts'
import { rateQuery, repeatQuery, sessionsQuery, type SessionsRow } from './sql/habits.ts'
import { type LeakageRow, leakageQuery } from './sql/leakage.ts'
import type { SqlQuery } from './sql/parameters.ts'
import { type TimeBetweenRow, timeBetweenQuery } from './sql/time-between.ts'
import {
  amountByGroup,
  amountPerCaseByGroup,
  eventsByGroup,
  retentionByGroup,
  scoreByGroup,
  textsByGroup,
} from './sql/rows-by-group.ts'

/**
 * A number of each period or side, by its `part`; `OUTSIDE`: of all that lies in no period. Where nothing lies, nothing is said.
 */
export type NumbersByGroup = ReadonlyMap<number, AnswerNumber>

/**
 * The number that a question shows, group by group, in one pass over the dataset. By period it is what the question says of the cases that
 * start in it, or of the answers and events in it (`trendClockOf`). Rejects with `EngineError`.
 */
export async function askByGroup(
  engine: Engine,
  table: AskedTable,
  question: NamedQuestion,
  show: Shown,
  groups: Groups,
): Promise<NumbersByGroup> {
  const answers = await answersByGroup(engine, table, question, show, groups)
  return new Map([...answers].map(([part, answer]) => [part, answerNumber(question, show, answer)] as const))
}

type ByGroup = readonly (readonly [part: number, answer: MetricAnswer])[]
interface InGroup {
  readonly part: number
}

const told = async <Row extends InGroup>(
  rows: Promise<readonly Row[]>,
  answerOf: (row: Row) => MetricAnswer,
): Promise<ByGroup> => (await rows).map((row) => [row.part, answerOf(row)] as const)

async function answersByGroup(
  engine: Engine,
  table: AskedTable,
  question: NamedQuestion,
  show: Shown,
  groups: Groups,
): Promise<ByGroup> {
  const rows = <Row extends object>({ sql, parameters }: SqlQuery): Promise<(Row & InGroup)[]> =>
    engine.query<Row & InGroup>(sql, parameters)
  switch (question.kind) {
    case 'count': {
      const query =
        show === 'events' ? eventsByGroup(table, question.rule, groups) : countQuery(table, question.rule, groups)
      return told(rows<{ events: number; cases?: number }>(query), ({ events, cases = 0 }) => ({ events, cases }))
    }
    case 'funnel': {
      const { steps, mode, windowSeconds } = question
      return told(rows<Record<string, number>>(funnelQuery(table, { steps, mode, windowSeconds }, groups)), (row) =>
        funnelOf(steps.map((_, index) => row[`r${index + 1}`] ?? 0)),
      )
    }
    case 'timeBetween':
      return told(rows<TimeBetweenRow>(timeBetweenQuery(table, question.from, question.to, groups)), timeBetweenOf)
    case 'leakage':
      return told(rows<LeakageRow>(leakageQuery(table, question.from, question.to, question.hours, groups)), leakageOf)
    case 'score':
      return told(rows<Record<string, number>>(scoreByGroup(table, question, groups)), (row) =>
        scoreOf(row, question.scale),
      )
    case 'amount': {
      const query = (show === 'perCase' ? amountPerCaseByGroup : amountByGroup)(table, question, groups)
      return told(rows<Partial<AmountRow>>(query), (row) => amountOf({ ...NO_AMOUNT, ...row }))
    }
    case 'rateOf':
      return told(
        rows<{ cases: number; having: number }>(rateQuery(table, question.among, question.having, groups)),
        rateOf,
      )
    case 'repeat':
      return told(
        rows<{ cases: number; repeated: number }>(repeatQuery(table, question.rule, question.withinHours, groups)),
        repeatOf,
      )
    case 'retention':
      return told(rows<{ cases: number; returned: number }>(retentionByGroup(table, question, groups)), (row) =>
        retentionOf([{ ...row, begins: 0, period: 1, all: row.cases }], 1),
      )
    case 'sessions':
      return told(rows<SessionsRow>(sessionsQuery(table, question.rule, question.gapMinutes, groups)), sessionsOf)
    case 'sentiment':
      return textsOf(await rows<TextCount>(textsByGroup(table, question, groups)))
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

/** Of more texts than are read nothing is said of any group. */
async function textsOf(rows: readonly (TextCount & InGroup)[]): Promise<ByGroup> {
  if (rows.length > TEXTS_MAX) return []
  const texts = new Map<number, TextCount[]>()
  for (const { part, text, times } of rows) {
    const of = texts.get(part) ?? []
    texts.set(part, of)
    of.push({ text, times })
  }
  const told: (readonly [number, MetricAnswer])[] = []
  // One after the other: reading goes on in short turns, so that nobody waits for it.
  for (const [part, of] of texts) told.push([part, await sentimentOf({ cases: 0, missing: 0 }, of)])
  return told
}
