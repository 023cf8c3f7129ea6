import type { EventRule } from '#shared/model/records/binding.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { type Groups, overCases } from './by-group.ts'
import { medianHighOfSorted, medianLowOfSorted, medianOfSorted } from './median.ts'
import { createParameters, type SqlQuery } from './parameters.ts'
import { ruleFilter } from './rule-condition.ts'

/**
 * One row: seconds from a case's first `from` event to its first later `to` event; with `groups` one for each that cases are in. Later
 * is by instant; where the two share one, by position, which is looked up for these only.
 */
export function timeBetweenQuery(table: AskedTable, from: EventRule, to: EventRule, groups?: Groups): SqlQuery {
  const parameters = createParameters()
  const rows = rowsOf(table, parameters)
  const isFrom = ruleFilter(from, table, parameters, 'e')
  const isTo = ruleFilter(to, table, parameters, 'e')
  const tables = `firsts AS (
        SELECT e.case_no, min(e.ts) AS began FROM ${rows} e WHERE ${isFrom} GROUP BY e.case_no
      ), nexts AS MATERIALIZED (
        SELECT e.case_no, any_value(f.began) AS began, min(e.ts) FILTER (e.ts > f.began) AS at, bool_or(e.ts = f.began) AS is_tied
        FROM firsts f JOIN ${rows} e ON e.case_no = f.case_no AND e.ts >= f.began
        WHERE ${isTo} GROUP BY e.case_no
      ), at_once AS (
        SELECT n.case_no FROM ${rows} e JOIN (SELECT * FROM nexts WHERE is_tied) n ON e.case_no = n.case_no AND e.ts = n.began
        GROUP BY n.case_no HAVING min(e.seq) FILTER (${isFrom}) < max(e.seq) FILTER (${isTo})
      ), cases AS (
        SELECT * FROM (
          SELECT n.case_no, (epoch_us(CASE WHEN o.case_no IS NULL THEN n.at ELSE n.began END) - epoch_us(n.began)) / 1e6 AS seconds
          FROM nexts n LEFT JOIN at_once o ON o.case_no = n.case_no
        ) WHERE seconds IS NOT NULL
      )`
  const select =
    'coalesce(list_sort(list(seconds)), []::DOUBLE[]) AS s, quantile_cont(seconds, 0.9) AS p90, avg(seconds) AS mean'
  const { sql } = overCases(table, { tables, select }, parameters, groups)
  return {
    sql: `SELECT * EXCLUDE (s), len(s) AS n, ${medianOfSorted('s')} AS median,
        ${medianLowOfSorted('s')} AS low, ${medianHighOfSorted('s')} AS high
      FROM (${sql})`,
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
