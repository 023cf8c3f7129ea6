import type { AskedTable } from './asked-rows.ts'
import { microsLiteral, type SqlParameters, type SqlQuery } from './parameters.ts'
import { type Sides, withSide } from './population.ts'
import { casesWithStarts, instantLiteral } from './started-in.ts'

/** Periods that follow each other: when each begins, and when the last one ends; ms since 1970. */
export interface Periods {
  readonly at: readonly number[]
  readonly endsAt: number
}

/**
 * The place among periods of what lies at an instant (a TIMESTAMP), NULL before the first and after the last: by arithmetic for each stretch of
 * periods that are of one length, which is quicker than a join. Days and weeks change theirs with the clocks only, months more often.
 */
export function periodAt(instant: string, { at, endsAt }: Periods): string {
  const edges = [...at, endsAt]
  const branches: string[] = []
  for (let from = 0; from < at.length;) {
    const [start = 0, next = 0] = edges.slice(from)
    let to = from + 1
    while (to < at.length && (edges[to + 1] ?? 0) - (edges[to] ?? 0) === next - start) to++
    const micros = `(epoch_us(${instant}) - epoch_us(${instantLiteral(start)}))`
    const period = to === from + 1 ? `${from}` : `${from} + ${micros} // ${microsLiteral((next - start) / 1_000)}`
    branches.push(`WHEN ${instant} < ${instantLiteral(edges[to] ?? 0)} THEN ${period}`)
    from = to
  }
  return `CASE WHEN ${instant} < ${instantLiteral(edges[0] ?? 0)} THEN NULL ${branches.join(' ')} END`
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
  if (isPeriods(groups))
    return `WITH ${tables} SELECT coalesce(${periodAt('instant', groups)}, ${OUTSIDE}) AS part, ${select} FROM ${from} GROUP BY 1${further}`
  return `WITH ${tables} ${selectBySide(select, from, table, groups, parameters, further)}`
}

const selectBySide = (
  select: string,
  from: string,
  table: AskedTable,
  sides: Required<Sides>,
  parameters: SqlParameters,
  further = '',
): string =>
  `SELECT side AS part, ${select} FROM (${withSide(table, sides, from, parameters)}) WHERE side IS NOT NULL GROUP BY 1${further}`
