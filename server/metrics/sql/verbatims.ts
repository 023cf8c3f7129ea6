import type { NamedQuestion } from '#shared/metrics/named-metric.ts'
import { endsOf } from '#shared/metrics/value-questions.ts'
import { READ_CHARACTERS } from '../sentiment/read-texts.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { eventOrder } from './event-order.ts'
import { numberOfEvent } from './number-of-event.ts'
import { createParameters, type SqlParameters, type SqlQuery } from './parameters.ts'
import { ruleFilter } from './rule-condition.ts'

/** A question about what customers said. */
export type SaidQuestion = Extract<NamedQuestion, { readonly kind: 'score' | 'sentiment' }>

/** Which of them. */
export interface Wanted {
  readonly search?: string | undefined
  /** Answers from the first to the second. */
  readonly answers?: readonly [number, number] | undefined
}

/** `counted(ord, instant, score, text)`: what the number of the question rests on, a row an answer or text; `text` may be NULL. */
function counted(table: AskedTable, question: SaidQuestion, field: string, parameters: SqlParameters): string {
  const index = table.fields.indexOf(field)
  const text = index < 0 ? 'NULL::VARCHAR' : `nullif(trim(left(e.a${index}, ${READ_CHARACTERS})), '')`
  const isScore = question.kind === 'score'
  const score = isScore ? numberOfEvent(question.field, table, 'e') : 'NULL::DOUBLE'
  const [low, high] = isScore ? endsOf(question.scale) : [0, 0]
  const isValid = isScore ? `score = floor(score) AND score BETWEEN ${low} AND ${high}` : 'text IS NOT NULL'
  const last =
    question.answers === 'latest' ? 'QUALIFY row_number() OVER (PARTITION BY case_no ORDER BY ord DESC) = 1' : ''
  return `given AS (
      SELECT e.case_no, ${eventOrder('e')} AS ord, e.ts AS instant, ${score} AS score, ${text} AS text
      FROM ${rowsOf(table, parameters)} e WHERE ${ruleFilter(question.rule, table, parameters, 'e')}
    ), counted AS MATERIALIZED (SELECT ord, instant, score, text FROM given WHERE ${isValid} ${last})`
}

function condition({ search, answers }: Wanted, parameters: SqlParameters): string {
  return [
    'text IS NOT NULL',
    ...(search ? [`contains(lower(text), lower(${parameters.text(search)}))`] : []),
    ...(answers ? [`score BETWEEN ${answers[0]} AND ${answers[1]}`] : []),
  ].join(' AND ')
}

/** One row: `answers` that the number rests on, `texts` of them, `total` of these that are wanted. */
export function verbatimCountsQuery(
  table: AskedTable,
  question: SaidQuestion,
  field: string,
  wanted: Wanted,
): SqlQuery {
  const parameters = createParameters()
  return {
    sql: `WITH ${counted(table, question, field, parameters)}
      SELECT count(*) AS answers, count(text) AS texts, count(*) FILTER (${condition(wanted, parameters)}) AS total FROM counted`,
    parameters: parameters.values,
  }
}

export interface VerbatimRow {
  /** ms since 1970. */
  readonly at: number
  readonly score: number | null
  readonly text: string
}

/** Those that are wanted, newest first. */
export function verbatimsQuery(
  table: AskedTable,
  question: SaidQuestion,
  field: string,
  { offset, limit, ...wanted }: Wanted & { readonly offset: number; readonly limit: number },
): SqlQuery {
  const parameters = createParameters()
  return {
    sql: `WITH ${counted(table, question, field, parameters)}
      SELECT epoch_ms(instant) AS "at", score::DOUBLE AS score, text FROM counted
      WHERE ${condition(wanted, parameters)} ORDER BY ord DESC LIMIT ${limit} OFFSET ${offset}`,
    parameters: parameters.values,
  }
}

/** So many answers say which attributes hold texts. */
const SAMPLE_ROWS = 5_000
/** Three words and more make a text, and a third of what an attribute holds has to be one. */
const TEXT_PATTERN = String.raw`\S+\s+\S+\s+\S`
const TEXT_SHARE = 0.3

/** Of these fields those that hold texts, as `field`: a number among them; the longest texts first. */
export function textFieldsQuery(table: AskedTable, question: SaidQuestion, fields: readonly string[]): SqlQuery {
  const parameters = createParameters()
  const isAsked = ruleFilter(question.rule, table, parameters, 'e')
  const rows = `SELECT * FROM ${rowsOf(table, parameters)} e WHERE ${isAsked} LIMIT ${SAMPLE_ROWS}`
  const parts = fields.map((field, number) => {
    const text = `nullif(trim(a${table.fields.indexOf(field)}), '')`
    const isText = `regexp_matches(${text}, ${parameters.text(TEXT_PATTERN)})`
    return `SELECT ${number} AS field, avg(length(${text})) AS size, avg(${isText}::INTEGER) AS share FROM sample`
  })
  return {
    sql: `WITH sample AS MATERIALIZED (${rows})
      SELECT field FROM (${parts.join(' UNION ALL ')}) WHERE share >= ${TEXT_SHARE} ORDER BY size DESC, field`,
    parameters: parameters.values,
  }
}
