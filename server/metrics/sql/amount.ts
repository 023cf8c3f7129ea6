import type * as z from 'zod/mini'
import type { amountQuestion } from '#shared/metrics/value-questions.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { rankedMedian } from './median.ts'
import { numberOfEvent, priceLiteral } from './number-of-event.ts'
import { createParameters, type SqlParameters, type SqlQuery } from './parameters.ts'
import { ruleCondition, ruleFilter } from './rule-condition.ts'

type Question = z.infer<typeof amountQuestion>

/** The number that an event of the question carries: what it is priced at, or its own. */
export const carriedNumber = (
  table: AskedTable,
  { field, prices }: Pick<Question, 'field' | 'prices'>,
  parameters: SqlParameters,
): string =>
  prices
    ? `CASE ${prices.map((one) => `WHEN ${ruleCondition(one.rule, table, parameters, 'e')} THEN ${priceLiteral(one.price)}`).join(' ')} END`
    : numberOfEvent(field, table, 'e')

/** One row about the numbers that the matching events carry, and about their sums per case. */
export function amountQuery(table: AskedTable, question: Question): SqlQuery {
  const { rule, among } = question
  const parameters = createParameters()
  const rows = rowsOf(table, parameters)
  const number = carriedNumber(table, question, parameters)
  const isGiven = ruleCondition(rule, table, parameters, 'e')
  const isAmong = among && ruleCondition(among, table, parameters, 'e')
  return {
    sql: `
      WITH per_case AS MATERIALIZED (
        SELECT e.case_no, sum(${number})${isGiven === 'true' ? '' : ` FILTER (${isGiven})`} AS sum, ${isAmong === undefined ? 'true' : `bool_or(${isAmong})`} AS is_among
        FROM ${rows} e GROUP BY e.case_no
      ), counts AS MATERIALIZED (
        SELECT ${number} AS number, count(*) AS n FROM ${rows} e WHERE ${ruleFilter(rule, table, parameters, 'e')} GROUP BY ALL
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
        SELECT count(sum) AS cases, count(*) FILTER (is_among) AS n, (sum(sum) FILTER (is_among))::DOUBLE AS total,
          stddev_samp(coalesce(sum, 0)::DOUBLE) FILTER (is_among) AS deviation
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
