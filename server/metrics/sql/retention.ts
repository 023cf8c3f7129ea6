import type * as z from 'zod/mini'
import type { retentionQuestion } from '#shared/metrics/habit-questions.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { eventOrder } from './event-order.ts'
import { createParameters, microsLiteral, type SqlQuery } from './parameters.ts'
import { anyRuleFilter, ruleCondition } from './rule-condition.ts'
import { localTime } from './started-in.ts'

const DAY_SECONDS = 86_400
/** 5 January 1970, a Monday: cohorts of seven days are calendar weeks. */
const MONDAY = microsLiteral(4 * DAY_SECONDS)

/**
 * Rows of (cohort, period): `begins` (microseconds since 1970), `all`: cases of the cohort, `cases`: those whose period was over when the
 * last event of the dataset came, `returned`: those of them with a `back` event in it.
 */
export function retentionQuery(
  table: AskedTable,
  { start, back, periodDays, periods }: z.infer<typeof retentionQuestion>,
): SqlQuery {
  const parameters = createParameters()
  const isStart = ruleCondition(start, table, parameters, 'e')
  const isBack = ruleCondition(back, table, parameters, 'e')
  // Only the day of a cohort is one of the calendar; periods are spans of time.
  const clock = `epoch_us(${localTime('make_timestamp(began)', table.timeZone, parameters)})`
  const length = microsLiteral(periodDays * DAY_SECONDS)
  return {
    sql: `
      WITH events AS MATERIALIZED (
        SELECT e.case_no, ${eventOrder('e')} AS ord, epoch_us(e.ts) AS us, ${isStart} AS is_start, ${isBack} AS is_back
        FROM ${rowsOf(table, parameters)} e WHERE ${anyRuleFilter([start, back], table, parameters, 'e')}
      ), starts AS MATERIALIZED (
        SELECT case_no, min(ord) AS ord, min(us) AS began FROM events WHERE is_start GROUP BY case_no
      ), backs AS MATERIALIZED (
        SELECT DISTINCT e.case_no, (e.us - s.began) // ${length} AS period
        FROM events e JOIN starts s ON s.case_no = e.case_no AND e.ord > s.ord WHERE e.is_back
      ), ends AS (
        SELECT max(epoch_us(ts)) AS last FROM ${table.table}
      ), begun AS (
        -- Twice, since the remainder of a day before 1970 is negative.
        SELECT case_no, began, shown - ((shown - ${MONDAY}) % ${length} + ${length}) % ${length} AS cohort
        FROM (SELECT case_no, began, ${clock} AS shown FROM starts)
      )
      SELECT cohort AS begins, p.period, count(*) AS "all",
        count(*) FILTER (began + (p.period + 1) * ${length} <= last) AS cases,
        count(*) FILTER (began + (p.period + 1) * ${length} <= last AND backs.period IS NOT NULL) AS returned
      FROM begun CROSS JOIN ends CROSS JOIN range(1, ${periods + 1}) p(period)
        LEFT JOIN backs ON backs.case_no = begun.case_no AND backs.period = p.period
      GROUP BY cohort, p.period ORDER BY cohort, p.period`,
    parameters: parameters.values,
  }
}

export interface RetentionRow {
  /** A date of the dataset's time zone: when it begins in UTC, microseconds since 1970. */
  readonly begins: number
  readonly period: number
  readonly all: number
  readonly cases: number
  readonly returned: number
}
