import type * as z from 'zod/mini'
import type { sentimentQuestion } from '#shared/metrics/sentiment-question.ts'
import { READ_CHARACTERS, TEXTS_MAX } from '../sentiment/read-texts.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { eventOrder } from './event-order.ts'
import { createParameters, type SqlParameters, type SqlQuery } from './parameters.ts'
import { ruleFilter } from './rule-condition.ts'

type Question = z.infer<typeof sentimentQuestion>

/** `given(case_no, ord, instant, text)`: what was written and when; NULL for nothing but spaces. */
export function givenTexts(table: AskedTable, { rule, field }: Question, parameters: SqlParameters): string {
  const index = table.fields.indexOf(field)
  const text = index < 0 ? 'NULL::VARCHAR' : `nullif(trim(left(e.a${index}, ${READ_CHARACTERS})), '')`
  return `given AS MATERIALIZED (
    SELECT e.case_no, ${eventOrder('e')} AS ord, e.ts AS instant, ${text} AS text
    FROM ${rowsOf(table, parameters)} e WHERE ${ruleFilter(rule, table, parameters, 'e')}
  )`
}

/** A row a different text, `text` and `times`, one more than are read where there are more. */
export function textsQuery(table: AskedTable, question: Question): SqlQuery {
  const parameters = createParameters()
  const counted =
    question.answers === 'all'
      ? 'SELECT text FROM given WHERE text IS NOT NULL'
      : 'SELECT arg_max(text, ord) AS text FROM given WHERE text IS NOT NULL GROUP BY case_no'
  return {
    sql: `
      WITH ${givenTexts(table, question, parameters)}, counted AS (${counted})
      SELECT text, count(*) AS times FROM counted GROUP BY text LIMIT ${TEXTS_MAX + 1}`,
    parameters: parameters.values,
  }
}

/** One row: `cases` with a text, and `missing`: events without one. */
export function textsFoundQuery(table: AskedTable, question: Question): SqlQuery {
  const parameters = createParameters()
  return {
    sql: `
      WITH ${givenTexts(table, question, parameters)}
      SELECT count(DISTINCT case_no) FILTER (text IS NOT NULL) AS cases, count(*) FILTER (text IS NULL) AS missing FROM given`,
    parameters: parameters.values,
  }
}
