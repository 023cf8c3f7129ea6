import type { AskedTable } from './asked-rows.ts'
import type { SqlParameters, SqlQuery } from './parameters.ts'
import { type Sides, withSide } from './population.ts'
import { casesWithStarts, instantLiteral } from './started-in.ts'

/** Periods that follow each other: when each begins, and when the last one ends; ms since 1970. */
export interface Periods {
  readonly at: readonly number[]
  readonly endsAt: number
}

/** What one pass tells apart: periods, `part` being the place among them, or two sides, 0 for the own cases and 1 for the others. */
export type Groups = Periods | Required<Sides>

const isPeriods = (groups: Groups): groups is Periods => 'at' in groups

/** The `part` of what lies before the first or after the last period. What is on neither side is left out. */
export const OUTSIDE = -1

/** What is said of each case, and what of all of them together. */
export interface CasesSql {
  /** Common tables, of which the last is `cases(case_no, …)` with one row a case. */
  readonly tables: string
  /** Aggregates over `cases`. */
  readonly select: string
}

/** One row over all cases; with `groups` one for each that some of them are in: a case is in the period in which its first event lies. */
export function overCases(
  table: AskedTable,
  { tables, select }: CasesSql,
  parameters: SqlParameters,
  groups?: Groups,
): SqlQuery {
  const from = groups && isPeriods(groups) ? timedCases(table) : 'cases'
  const sql = groups
    ? overRows(table, { tables, select, from }, parameters, groups)
    : `WITH ${tables} SELECT ${select} FROM cases`
  return { sql, parameters: parameters.values }
}

const timedCases = (table: AskedTable): string =>
  `(SELECT cases.*, first_ts AS instant FROM cases JOIN (${casesWithStarts(table)}) USING (case_no))`

/**
 * `part` and the aggregates that are asked for, over the rows of `from` (what stands behind FROM, each with a `case_no` and an `instant`): by the
 * period in which the instant of a row lies, or by the side of its case. `further`: what else rows are grouped by.
 */
export function overRows(
  table: AskedTable,
  { tables, select, from, further = '' }: CasesSql & { readonly from: string; readonly further?: string },
  parameters: SqlParameters,
  groups: Groups,
): string {
  return isPeriods(groups)
    ? `WITH ${tables}, ${periodsTable(groups)} ${selectByPeriod(select, from, groups, further)}`
    : `WITH ${tables} ${selectBySide(select, from, table, groups, parameters, further)}`
}

/** `trend_periods(part, begins_at)`, which `selectByPeriod` asks. */
const periodsTable = ({ at }: Periods): string =>
  `trend_periods(part, begins_at) AS (VALUES ${at.map((start, index) => `(${index}, ${instantLiteral(start)})`).join(', ')})`

const selectByPeriod = (select: string, from: string, { endsAt }: Periods, further = ''): string =>
  `SELECT coalesce(CASE WHEN timed.instant < ${instantLiteral(endsAt)} THEN trend_periods.part END, ${OUTSIDE}) AS part, ${select}
    FROM ${from} AS timed ASOF LEFT JOIN trend_periods ON timed.instant >= trend_periods.begins_at GROUP BY 1${further}`

const selectBySide = (
  select: string,
  from: string,
  table: AskedTable,
  sides: Required<Sides>,
  parameters: SqlParameters,
  further = '',
): string =>
  `SELECT side AS part, ${select} FROM (${withSide(table, sides, from, parameters)}) WHERE side IS NOT NULL GROUP BY 1${further}`
