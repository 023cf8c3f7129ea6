import type * as z from 'zod/mini'
import type { amountQuestion } from '#shared/metrics/value-questions.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { medianHighOfSorted, medianLowOfSorted, medianOfSorted } from './median.ts'
import { decimalLiteral, numberOfEvent } from './number-of-event.ts'
import { createParameters, type SqlQuery } from './parameters.ts'
import { ruleCondition } from './rule-condition.ts'

/** One row about the numbers that the matching events carry, and about their sums per case. */
export function amountQuery(
  table: AskedTable,
  { rule, field, prices, among }: z.infer<typeof amountQuestion>,
): SqlQuery {
  const parameters = createParameters()
  const rows = rowsOf(table, parameters)
  const number = prices
    ? `CASE ${prices.map((one) => `WHEN ${ruleCondition(one.rule, table, parameters, 'e')} THEN ${decimalLiteral(one.price)}`).join(' ')} END`
    : numberOfEvent(field, table, 'e')
  const isAmong = among ? ruleCondition(among, table, parameters, 'e') : 'true'
  return {
    sql: `
      WITH given AS MATERIALIZED (
        SELECT e.case_id, ${number} AS number FROM ${rows} e
        WHERE ${ruleCondition(rule, table, parameters, 'e')}
      ), numbers AS (
        SELECT coalesce(list_sort(list(number::DOUBLE)), []::DOUBLE[]) AS s, quantile_cont(number::DOUBLE, 0.9) AS p90,
          sum(number)::DOUBLE AS sum, stddev_samp(number::DOUBLE) AS deviation, count(DISTINCT case_id) AS cases
        FROM given WHERE number IS NOT NULL
      ), chosen AS (
        SELECT DISTINCT e.case_id FROM ${rows} e WHERE ${isAmong}
      ), sums AS (
        SELECT coalesce(sum(given.number), 0) AS sum FROM chosen LEFT JOIN given USING (case_id) GROUP BY case_id
      ), per_case AS (
        SELECT count(*) AS n, sum(sum)::DOUBLE AS total, stddev_samp(sum::DOUBLE) AS deviation FROM sums
      )
      SELECT len(s) AS n, numbers.cases, (SELECT count(*) FROM given) - len(s) AS missing, numbers.sum, numbers.deviation,
        ${medianOfSorted('s')} AS median, ${medianLowOfSorted('s')} AS low, ${medianHighOfSorted('s')} AS high, p90,
        per_case.n AS "amongCases", per_case.total, per_case.deviation AS "caseDeviation"
      FROM numbers, per_case`,
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
