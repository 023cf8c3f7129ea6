import type * as z from 'zod/mini'
import type { amountQuestion } from '#shared/metrics/value-questions.ts'
import { type AskedTable, casesOf, rowsOf } from './asked-rows.ts'
import { rankedMedian } from './median.ts'
import { mayCarryNumber, millionthsLiteral, numberOfEvent, priceLiteral } from './number-of-event.ts'
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
const summedNumber = (
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

/**
 * A query for each case, whatever its events: `case_no`, the `sum` of what its matching events carry (NULL: they carry nothing), and
 * whether it `is_among` those that are asked for; `per`: so many of the sum are one. Where only some events can carry a number, and all
 * cases are known, the others are not looked at.
 */
export function sumsPerCase(
  table: AskedTable,
  question: Question,
  parameters: SqlParameters,
): { readonly sums: string; readonly per: number } {
  const { rule, among, field, prices } = question
  const { number, per } = summedNumber(table, question, parameters)
  const rows = rowsOf(table, parameters)
  const cases = casesOf(table, parameters)
  const isGiven = ruleCondition(rule, table, parameters, 'e')
  if (cases === undefined || (prices && isGiven === 'true')) {
    const isAmong = among ? `bool_or(${ruleCondition(among, table, parameters, 'e')})` : 'true'
    const sum = `sum(${number})${isGiven === 'true' ? '' : ` FILTER (${isGiven})`}`
    return { sums: `SELECT e.case_no, ${sum} AS sum, ${isAmong} AS is_among FROM ${rows} e GROUP BY e.case_no`, per }
  }
  const isAmong = among
    ? `c.case_no IN (SELECT e.case_no FROM ${rows} e WHERE ${ruleFilter(among, table, parameters, 'e')})`
    : 'true'
  const isAsked = [...(prices ? [] : [mayCarryNumber(field, table, 'e')]), ruleFilter(rule, table, parameters, 'e')]
  const sums = `SELECT c.case_no, s.sum, ${isAmong} AS is_among FROM ${cases} c LEFT JOIN (
      SELECT e.case_no, sum(${number}) AS sum FROM ${rows} e WHERE ${isAsked.join(' AND ')} GROUP BY e.case_no
    ) s ON s.case_no = c.case_no`
  return { sums, per }
}

/** One row about the numbers that the matching events carry, and about their sums per case. */
export function amountQuery(table: AskedTable, question: Question): SqlQuery {
  const parameters = createParameters()
  const { sums, per } = sumsPerCase(table, question, parameters)
  return {
    sql: `
      WITH per_case AS MATERIALIZED (
        ${sums}
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
