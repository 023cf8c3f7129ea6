import type * as z from 'zod/mini'
import type { retentionQuestion } from '#shared/metrics/habit-questions.ts'
import type { sentimentQuestion } from '#shared/metrics/sentiment-question.ts'
import { type amountQuestion, endsOf, type scoreQuestion } from '#shared/metrics/value-questions.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { TEXTS_MAX } from '../sentiment/read-texts.ts'
import { carriedNumber, sumsPerCase } from './amount.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { type Groups, overCases, overRows } from './by-group.ts'
import { eventOrder } from './event-order.ts'
import { medianHighOfSorted, medianLowOfSorted, medianOfSorted } from './median.ts'
import { numberOfEvent } from './number-of-event.ts'
import { createParameters, microsLiteral, type SqlQuery } from './parameters.ts'
import { anyRuleFilter, ruleCondition, ruleFilter } from './rule-condition.ts'
import { answerCounts } from './score.ts'
import { givenTexts } from './texts.ts'

/**
 * What answers, events and returns say, told apart by the period in which they are given, happen or begin, or by the side of their case: rows
 * of `part` and what the same question has over all of them. (What follows a case through is by when the case starts: `overCases`.)
 */

/** `c<answer>` for every answer of the scale. */
export function scoreByGroup(
  table: AskedTable,
  { rule, field, scale, answers }: z.infer<typeof scoreQuestion>,
  groups: Groups,
): SqlQuery {
  const parameters = createParameters()
  const [low, high] = endsOf(scale)
  const counted =
    answers === 'all'
      ? 'SELECT case_no, instant, answer FROM valid'
      : 'SELECT case_no, arg_max(instant, ord) AS instant, arg_max(answer, ord) AS answer FROM valid GROUP BY case_no'
  const tables = `given AS (
      SELECT e.case_no, ${eventOrder('e')} AS ord, e.ts AS instant, ${numberOfEvent(field, table, 'e')} AS answer
      FROM ${rowsOf(table, parameters)} e WHERE ${ruleFilter(rule, table, parameters, 'e')}
    ), valid AS (
      SELECT * FROM given WHERE answer = floor(answer) AND answer BETWEEN ${low} AND ${high}
    ), counted AS (${counted})`
  return {
    sql: overRows(table, { tables, select: answerCounts(scale), from: 'counted' }, parameters, groups),
    parameters: parameters.values,
  }
}

/** Different texts of each group, `text` and `times`; one more than are read where there are more. */
export function textsByGroup(table: AskedTable, question: z.infer<typeof sentimentQuestion>, groups: Groups): SqlQuery {
  const parameters = createParameters()
  const counted =
    question.answers === 'all'
      ? 'SELECT case_no, instant, text FROM given WHERE text IS NOT NULL'
      : 'SELECT case_no, arg_max(instant, ord) AS instant, arg_max(text, ord) AS text FROM given WHERE text IS NOT NULL GROUP BY case_no'
  const tables = `${givenTexts(table, question, parameters)}, counted AS (${counted})`
  const select = 'text, count(*) AS times'
  return {
    sql: `${overRows(table, { tables, select, from: 'counted', further: ', text' }, parameters, groups)} LIMIT ${TEXTS_MAX + 1}`,
    parameters: parameters.values,
  }
}

/** `events` that match. */
export function eventsByGroup(table: AskedTable, rule: EventRule, groups: Groups): SqlQuery {
  const parameters = createParameters()
  const tables = `given AS (
    SELECT e.case_no, e.ts AS instant FROM ${rowsOf(table, parameters)} e WHERE ${ruleFilter(rule, table, parameters, 'e')}
  )`
  return {
    sql: overRows(table, { tables, select: 'count(*) AS events', from: 'given' }, parameters, groups),
    parameters: parameters.values,
  }
}

/** About the numbers that events carry: `n`, `sum`, `deviation`, `median` with `low` and `high`, `p90`. */
export function amountByGroup(table: AskedTable, question: z.infer<typeof amountQuestion>, groups: Groups): SqlQuery {
  const parameters = createParameters()
  const number = carriedNumber(table, question, parameters)
  const select = `count(*) AS n, sum(number)::DOUBLE AS sum, stddev_samp(number::DOUBLE) AS deviation,
    quantile_cont(number::DOUBLE, 0.9) AS p90, list_sort(list(number::DOUBLE)) AS s`
  const tables = `given AS (
    SELECT e.case_no, e.ts AS instant, ${number} AS number
    FROM ${rowsOf(table, parameters)} e WHERE ${ruleFilter(question.rule, table, parameters, 'e')}
  )`
  const told = overRows(
    table,
    { tables, select, from: '(SELECT * FROM given WHERE number IS NOT NULL)' },
    parameters,
    groups,
  )
  return {
    sql: `SELECT * EXCLUDE (s), ${medianOfSorted('s')} AS median, ${medianLowOfSorted('s')} AS low, ${medianHighOfSorted('s')} AS high
      FROM (${told})`,
    parameters: parameters.values,
  }
}

/** About the sums per case: `amongCases`, `total`, `caseDeviation`; periods are those in which cases start. */
export function amountPerCaseByGroup(
  table: AskedTable,
  question: z.infer<typeof amountQuestion>,
  groups: Groups,
): SqlQuery {
  const parameters = createParameters()
  const { sums, per } = sumsPerCase(table, question, parameters)
  const tables = `cases AS (SELECT case_no, coalesce(sum, 0) AS sum FROM (${sums}) WHERE is_among)`
  const select = `count(*) AS "amongCases", sum(sum)::DOUBLE / ${per} AS total, stddev_samp(sum::DOUBLE) / ${per} AS "caseDeviation"`
  return overCases(table, { tables, select }, parameters, groups)
}

const DAY_SECONDS = 86_400

/** Of the last period of a retention, by when a case first did what it starts with: `cases` whose period is over, and `returned`. */
export function retentionByGroup(
  table: AskedTable,
  { start, back, periodDays, periods: last }: z.infer<typeof retentionQuestion>,
  groups: Groups,
): SqlQuery {
  const parameters = createParameters()
  const isStart = ruleCondition(start, table, parameters, 'e')
  const isBack = ruleCondition(back, table, parameters, 'e')
  const length = microsLiteral(periodDays * DAY_SECONDS)
  const tables = `events AS MATERIALIZED (
      SELECT e.case_no, ${eventOrder('e')} AS ord, epoch_us(e.ts) AS us, ${isStart} AS is_start, ${isBack} AS is_back
      FROM ${rowsOf(table, parameters)} e WHERE ${anyRuleFilter([start, back], table, parameters, 'e')}
    ), starts AS (
      SELECT case_no, min(ord) AS ord, min(us) AS began FROM events WHERE is_start GROUP BY case_no
    ), ends AS (
      SELECT max(epoch_us(ts)) AS last FROM ${table.table}
    ), begun AS (
      SELECT s.case_no, make_timestamp(any_value(began)) AS instant, any_value(began) + ${last + 1} * ${length} <= any_value(last) AS is_over,
        bool_or(coalesce(e.is_back AND e.ord > s.ord AND (e.us - began) // ${length} = ${last}, false)) AS returned
      FROM starts s CROSS JOIN ends LEFT JOIN events e ON e.case_no = s.case_no GROUP BY s.case_no
    )`
  const select = 'count(*) FILTER (is_over) AS cases, count(*) FILTER (is_over AND returned) AS returned'
  return { sql: overRows(table, { tables, select, from: 'begun' }, parameters, groups), parameters: parameters.values }
}
