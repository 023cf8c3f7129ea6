import { endsOf, type scoreQuestion } from '#shared/metrics/value-questions.ts'
import type * as z from 'zod/mini'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { eventOrder } from './event-order.ts'
import { numberOfEvent } from './number-of-event.ts'
import { createParameters, type SqlQuery } from './parameters.ts'
import { ruleFilter } from './rule-condition.ts'

type Question = z.infer<typeof scoreQuestion>

/** `c<answer>` for every answer of the scale, over rows with an `answer`. */
export function answerCounts(scale: Question['scale']): string {
  const [low, high] = endsOf(scale)
  const answers = Array.from({ length: high - low + 1 }, (_, at) => low + at)
  return answers.map((answer) => `count(*) FILTER (answer = ${answer}) AS c${answer}`).join(', ')
}

/** One row: `c<answer>` for every answer of the scale, `cases`, `missing`, `outOfRange`. */
export function scoreQuery(table: AskedTable, { rule, field, scale, answers }: Question): SqlQuery {
  const parameters = createParameters()
  const [low, high] = endsOf(scale)
  const counted =
    answers === 'all'
      ? 'SELECT case_no, answer FROM valid'
      : 'SELECT case_no, arg_max(answer, ord) AS answer FROM valid GROUP BY case_no'
  return {
    sql: `
      WITH given AS MATERIALIZED (
        SELECT e.case_no, ${eventOrder('e')} AS ord, ${numberOfEvent(field, table, 'e')} AS number
        FROM ${rowsOf(table, parameters)} e WHERE ${ruleFilter(rule, table, parameters, 'e')}
      ), valid AS (
        SELECT case_no, ord, number AS answer FROM given WHERE number = floor(number) AND number BETWEEN ${low} AND ${high}
      ), counted AS (${counted})
      SELECT ${answerCounts(scale)}, count(DISTINCT case_no) AS cases,
        (SELECT count(*) FROM given WHERE number IS NULL) AS missing,
        (SELECT count(number) FROM given) - (SELECT count(*) FROM valid) AS "outOfRange"
      FROM counted`,
    parameters: parameters.values,
  }
}
