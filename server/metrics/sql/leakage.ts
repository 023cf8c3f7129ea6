import type { EventRule } from '#shared/model/records/binding.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { type Groups, overCases } from './by-group.ts'
import { eventOrder, microsBetween } from './event-order.ts'
import { createParameters, microsLiteral, type SqlQuery } from './parameters.ts'
import { ruleFilter } from './rule-condition.ts'

const HOUR_SECONDS = 3_600

/** One row: `from` events, those followed by a later `to` event of the case within the hours (inclusive), and their cases; with `groups` one for each that cases are in. */
export function leakageQuery(
  table: AskedTable,
  from: EventRule,
  to: EventRule,
  hours: number,
  groups?: Groups,
): SqlQuery {
  const parameters = createParameters()
  const matching = (rule: EventRule): string =>
    `SELECT e.case_no, ${eventOrder('e')} AS ord FROM ${rowsOf(table, parameters)} e WHERE ${ruleFilter(rule, table, parameters, 'e')}`
  // The first later `to` event decides: when it is too late, every other one is.
  const tables = `starts AS (${matching(from)}), ends AS (${matching(to)}), leaks AS (
        SELECT starts.case_no,
          coalesce(${microsBetween('starts.ord', 'ends.ord')} <= ${microsLiteral(hours * HOUR_SECONDS)}, false) AS leaked
        FROM starts ASOF LEFT JOIN ends ON starts.case_no = ends.case_no AND starts.ord < ends.ord
      ), cases AS (
        SELECT case_no, count(*) AS events, count(*) FILTER (leaked) AS leaked FROM leaks GROUP BY case_no
      )`
  const select = `coalesce(sum(events), 0) AS "fromEvents", coalesce(sum(leaked), 0) AS "leakedEvents",
        count(*) AS cases, count(*) FILTER (leaked > 0) AS "leakedCases"`
  return overCases(table, { tables, select }, parameters, groups)
}

export interface LeakageRow {
  readonly fromEvents: number
  readonly leakedEvents: number
  readonly cases: number
  readonly leakedCases: number
}
