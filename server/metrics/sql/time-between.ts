import type { EventRule } from '#shared/model/records/binding.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { eventOrder, secondsBetween } from './event-order.ts'
import { medianHighOfSorted, medianLowOfSorted, medianOfSorted } from './median.ts'
import { createParameters, type SqlQuery } from './parameters.ts'
import { ruleCondition } from './rule-condition.ts'

/** One row: seconds from a case's first `from` event to its first later `to` event. */
export function timeBetweenQuery(table: AskedTable, from: EventRule, to: EventRule): SqlQuery {
  const parameters = createParameters()
  const isFrom = ruleCondition(from, table, parameters, 'e')
  const isTo = ruleCondition(to, table, parameters, 'e')
  return {
    sql: `
      WITH events AS MATERIALIZED (
        SELECT e.case_no, ${eventOrder('e')} AS ord, ${isFrom} AS is_from, ${isTo} AS is_to FROM ${rowsOf(table, parameters)} e
        WHERE ${isFrom} OR ${isTo}
      ), firsts AS (
        SELECT case_no, min(ord) AS ord FROM events WHERE is_from GROUP BY case_no
      ), spans AS (
        SELECT ${secondsBetween('any_value(f.ord)', 'min(e.ord)')} AS seconds
        FROM firsts f JOIN events e ON e.case_no = f.case_no AND e.ord > f.ord WHERE e.is_to GROUP BY f.case_no
      ), sorted AS (
        SELECT coalesce(list_sort(list(seconds)), []::DOUBLE[]) AS s, quantile_cont(seconds, 0.9) AS p90, avg(seconds) AS mean
        FROM spans
      )
      SELECT len(s) AS n, ${medianOfSorted('s')} AS median, p90, mean,
        ${medianLowOfSorted('s')} AS low, ${medianHighOfSorted('s')} AS high
      FROM sorted`,
    parameters: parameters.values,
  }
}

export interface TimeBetweenRow {
  readonly n: number
  readonly median: number | null
  readonly p90: number | null
  readonly mean: number | null
  readonly low: number | null
  readonly high: number | null
}
