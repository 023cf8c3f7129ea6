import type { EventRule } from '#shared/model/records/binding.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { type Groups, overCases } from './by-group.ts'
import { eventOrder, microsBetween } from './event-order.ts'
import { createParameters, microsLiteral, type SqlQuery } from './parameters.ts'
import { anyRuleFilter, ruleCondition, ruleFilter } from './rule-condition.ts'

const MINUTE_SECONDS = 60
const HOUR_SECONDS = 3_600

/** Microseconds since the event before; NULL for the first of a case. */
const SINCE = microsBetween('lag(ord) OVER (PARTITION BY case_no ORDER BY ord)', 'ord')

// With `groups` each gives a row for each that cases are in.

/** One row: `cases` with an event of `among`, and of these those that have one of `having` as well, anywhere. */
export function rateQuery(table: AskedTable, among: EventRule, having: EventRule, groups?: Groups): SqlQuery {
  const parameters = createParameters()
  const rows = rowsOf(table, parameters)
  const isAmong = ruleCondition(among, table, parameters, 'e')
  const isHaving = ruleCondition(having, table, parameters, 'e')
  const tables = `cases AS (
    SELECT e.case_no, bool_or(${isHaving}) AS b FROM ${rows} e
    WHERE ${anyRuleFilter([among, having], table, parameters, 'e')} GROUP BY e.case_no HAVING bool_or(${isAmong})
  )`
  return overCases(table, { tables, select: 'count(*) AS cases, count(*) FILTER (b) AS "having"' }, parameters, groups)
}

/** One row: `cases` with a matching event, and those in which another follows within the hours. Neighbours decide: no other two lie closer. */
export function repeatQuery(
  table: AskedTable,
  rule: EventRule,
  withinHours: number | undefined,
  groups?: Groups,
): SqlQuery {
  const parameters = createParameters()
  const isSoon =
    withinHours === undefined ? 'since IS NOT NULL' : `since <= ${microsLiteral(withinHours * HOUR_SECONDS)}`
  const tables = `cases AS (
    SELECT case_no, coalesce(bool_or(${isSoon}), false) AS again FROM (
      SELECT case_no, ${SINCE} AS since FROM (
        SELECT e.case_no, ${eventOrder('e')} AS ord FROM ${rowsOf(table, parameters)} e
        WHERE ${ruleFilter(rule, table, parameters, 'e')}
      )
    ) GROUP BY case_no
  )`
  const select = 'count(*) AS cases, count(*) FILTER (again) AS repeated'
  return overCases(table, { tables, select }, parameters, groups)
}

/** One row about sessions, which a pause longer than the gap parts from each other. */
export function sessionsQuery(table: AskedTable, rule: EventRule, gapMinutes: number, groups?: Groups): SqlQuery {
  const parameters = createParameters()
  const tables = `events AS (
        SELECT e.case_no, ${eventOrder('e')} AS ord FROM ${rowsOf(table, parameters)} e
        WHERE ${ruleFilter(rule, table, parameters, 'e')}
      ), marked AS (
        SELECT case_no, ord, coalesce(${SINCE} > ${microsLiteral(gapMinutes * MINUTE_SECONDS)}, true) AS begins FROM events
      ), numbered AS (
        SELECT case_no, sum(begins::INTEGER) OVER (PARTITION BY case_no ORDER BY ord ROWS UNBOUNDED PRECEDING) AS session
        FROM marked
      ), sessions AS (
        SELECT case_no, count(*) AS events FROM numbered GROUP BY case_no, session
      ), cases AS (
        SELECT case_no, sum(events) AS events, count(*) AS sessions, count(*) FILTER (events = 1) AS bounced FROM sessions GROUP BY case_no
      )`
  const select = `coalesce(sum(events), 0) AS events, count(*) AS cases, coalesce(sum(sessions), 0) AS sessions,
        coalesce(sum(bounced), 0) AS bounced, stddev_samp(sessions::DOUBLE) AS deviation`
  return overCases(table, { tables, select }, parameters, groups)
}

export interface SessionsRow {
  readonly events: number
  readonly cases: number
  readonly sessions: number
  readonly bounced: number
  readonly deviation: number | null
}
