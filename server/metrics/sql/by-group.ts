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
  return { sql: sqlOverCases(table, { tables, select }, parameters, groups), parameters: parameters.values }
}

function sqlOverCases(
  table: AskedTable,
  { tables, select }: CasesSql,
  parameters: SqlParameters,
  groups?: Groups,
): string {
  if (!groups) return `WITH ${tables} SELECT ${select} FROM cases`
  if (!isPeriods(groups)) return `WITH ${tables} ${selectBySide(select, 'cases', table, groups, parameters)}`
  return `WITH ${tables}, ${periodsTable(groups)},
      case_times AS (SELECT case_no, first_ts AS instant FROM (${casesWithStarts(table)}))
    ${selectByPeriod(select, '(SELECT * FROM cases JOIN case_times USING (case_no))', groups)}`
}

/**
 * A query with the tables it needs, in which rows of the last one have a `case_no` and an `instant`: `part` and the aggregates that are asked
 * for, by the period in which the instant of a row lies, or by the side of its case.
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
