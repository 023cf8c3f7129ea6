import type { AskedTable } from './asked-rows.ts'
import type { SqlParameters, SqlQuery } from './parameters.ts'
import { instantLiteral } from './started-in.ts'

/** Periods that follow each other: when each begins, and when the last one ends; ms since 1970. */
export interface Periods {
  readonly at: readonly number[]
  readonly endsAt: number
}

/** The `period` of what lies before the first or after the last of them. */
export const OUTSIDE = -1

/** What is said of each case, and what of all of them together. */
export interface CasesSql {
  /** Common tables, of which the last is `cases(case_no, …)` with one row a case. */
  readonly tables: string
  /** Aggregates over `cases`. */
  readonly select: string
}

/** One row over all cases; with `periods` a row for each period in which some of them start, whatever their first event is. */
export function overCases(
  table: AskedTable,
  { tables, select }: CasesSql,
  parameters: SqlParameters,
  periods?: Periods,
): SqlQuery {
  const sql = periods
    ? `WITH ${tables}, ${periodsTable(periods)},
        case_times AS (SELECT case_no, min(ts) AS instant FROM ${table.table} GROUP BY case_no)
      ${selectByPeriod(select, '(SELECT * FROM cases JOIN case_times USING (case_no))', periods)}`
    : `WITH ${tables} SELECT ${select} FROM cases`
  return { sql, parameters: parameters.values }
}

/** `trend_periods(period, begins_at)`, which `selectByPeriod` asks. */
export const periodsTable = ({ at }: Periods): string =>
  `trend_periods(period, begins_at) AS (VALUES ${at.map((start, index) => `(${index}, ${instantLiteral(start)})`).join(', ')})`

/** Aggregates by the period in which the `instant` of a row lies: `period` (`OUTSIDE` for what is in none) and what is asked for. */
export const selectByPeriod = (select: string, from: string, { endsAt }: Periods, further = ''): string =>
  `SELECT coalesce(CASE WHEN timed.instant < ${instantLiteral(endsAt)} THEN trend_periods.period END, ${OUTSIDE}) AS period, ${select}
    FROM ${from} AS timed ASOF LEFT JOIN trend_periods ON timed.instant >= trend_periods.begins_at GROUP BY 1${further}`
