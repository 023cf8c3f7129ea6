import type * as z from 'zod/mini'
import type { amountQuestion } from '#shared/metrics/value-questions.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { rankedMedian } from './median.ts'
import { millionthsLiteral, numberOfEvent, priceLiteral } from './number-of-event.ts'
import { createParameters, type SqlParameters, type SqlQuery } from './parameters.ts'
import { ruleCondition, ruleFilter } from './rule-condition.ts'

type Question = z.infer<typeof amountQuestion>

/** The number that an event of the question carries: what it is priced at, or its own. */
export const carriedNumber = (
  table: AskedTable,
  { field, prices }: Pick<Question, 'field' | 'prices'>,
  parameters: SqlParameters,
): string => (prices ? priced(table, prices, parameters, priceLiteral) : numberOfEvent(field, table, 'e'))

/** The same to be summed up: `number` in whole millionths where it is a price, which is quicker; `per`: so many of it are one. */
export const summedNumber = (
  table: AskedTable,
  { field, prices }: Pick<Question, 'field' | 'prices'>,
  parameters: SqlParameters,
): { readonly number: string; readonly per: number } =>
  prices
    ? { number: priced(table, prices, parameters, millionthsLiteral), per: 1e6 }
    : { number: numberOfEvent(field, table, 'e'), per: 1 }

const priced = (
  table: AskedTable,
  prices: Prices,
  parameters: SqlParameters,
  literal: (price: number) => string,
): string =>
  `CASE ${prices.map(({ rule, price }) => `WHEN ${ruleFilter(rule, table, parameters, 'e')} THEN ${literal(price)}`).join(' ')} END`

type Prices = NonNullable<Question['prices']>

/**
 * How often each number is carried, `number` and `n`. Where prices ask for names and channels only, of which there are few, events are counted
 * by these first, so that not every event is priced.
 */
function countsQuery(table: AskedTable, question: Question, parameters: SqlParameters): string {
  const { rule, prices } = question
  const number = carriedNumber(table, question, parameters)
  const asked = `FROM ${rowsOf(table, parameters)} e WHERE ${ruleFilter(rule, table, parameters, 'e')}`
  if (!prices || prices.some(({ rule: { where } }) => where.length > 0))
    return `SELECT ${number} AS number, count(*) AS n ${asked} GROUP BY ALL`
  const columns = [
    ...(prices.some(({ rule: { events } }) => events.length > 0) ? ['event'] : []),
    ...(prices.some(({ rule: { channels } }) => channels.length > 0) ? ['channel'] : []),
  ]
  return `SELECT ${number} AS number, sum(n)::BIGINT AS n FROM (
      SELECT ${[...columns.map((column) => `e.${column}`), 'count(*) AS n'].join(', ')} ${asked} ${columns.length > 0 ? 'GROUP BY ALL' : 'HAVING count(*) > 0'}
    ) e GROUP BY ALL`
}

/** One row about the numbers that the matching events carry, and about their sums per case. */
export function amountQuery(table: AskedTable, question: Question): SqlQuery {
  const { rule, among } = question
  const parameters = createParameters()
  const rows = rowsOf(table, parameters)
  const { number, per } = summedNumber(table, question, parameters)
  const isGiven = ruleCondition(rule, table, parameters, 'e')
  const isAmong = among && ruleCondition(among, table, parameters, 'e')
  return {
    sql: `
      WITH per_case AS MATERIALIZED (
        SELECT e.case_no, sum(${number})${isGiven === 'true' ? '' : ` FILTER (${isGiven})`} AS sum, ${isAmong === undefined ? 'true' : `bool_or(${isAmong})`} AS is_among
        FROM ${rows} e GROUP BY e.case_no
      ), counts AS MATERIALIZED (
        ${countsQuery(table, question, parameters)}
      ), totals AS (
        SELECT coalesce(sum(n), 0)::BIGINT AS n, sum(number * n)::DOUBLE AS sum, sum(number::DOUBLE * n) / sum(n) AS mean
        FROM counts WHERE number IS NOT NULL
      ), ranked AS (
        SELECT number::DOUBLE AS number, sum(n) OVER (ORDER BY number) AS upto FROM counts WHERE number IS NOT NULL
      ), numbers AS (
        SELECT any_value(t.n) AS n, any_value(t.sum) AS sum, ${rankedMedian('upto', 'number', 't.n')}
        FROM totals t LEFT JOIN ranked ON true
      ), spread AS (
        SELECT sqrt(sum(c.n * (c.number::DOUBLE - t.mean) ** 2) / nullif(any_value(t.n) - 1, 0)) AS deviation
        FROM counts c, totals t WHERE c.number IS NOT NULL
      ), cases AS (
        SELECT count(sum) AS cases, count(*) FILTER (is_among) AS n, (sum(sum) FILTER (is_among))::DOUBLE / ${per} AS total,
          stddev_samp(coalesce(sum, 0)::DOUBLE) FILTER (is_among) / ${per} AS deviation
        FROM per_case
      )
      SELECT numbers.n, cases.cases, (SELECT coalesce(sum(n), 0) FROM counts WHERE number IS NULL) AS missing, numbers.sum,
        spread.deviation, numbers.median, numbers.low, numbers.high, numbers.p90,
        cases.n AS "amongCases", cases.total, cases.deviation AS "caseDeviation"
      FROM numbers, spread, cases`,
    parameters: parameters.values,
  }
}

export interface AmountRow {
  readonly n: number
  readonly cases: number
  readonly missing: number
  readonly sum: number | null
  readonly deviation: number | null
  readonly median: number | null
  readonly low: number | null
  readonly high: number | null
  readonly p90: number | null
  readonly amongCases: number
  readonly total: number | null
  readonly caseDeviation: number | null
}
