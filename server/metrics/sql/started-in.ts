import { rangeIn, type TimeRange } from '#shared/metrics/time-range.ts'
import type { EventsTable } from '../ports.ts'
import { createParameters, type SqlParameters, type SqlQuery } from './parameters.ts'

const MICROS_PER_MS = 1_000

/** An instant, ms since 1970, as an SQL literal. */
export const instantLiteral = (at: number): string => `make_timestamp(${Math.round(at * MICROS_PER_MS)}::BIGINT)`

/** A condition on the first instant of a case; days are those of the dataset's time zone. */
export function startedInCondition({ timeZone }: EventsTable, range: TimeRange, first: string): string {
  const { from, to } = rangeIn(range, timeZone)
  return `${first} >= ${instantLiteral(from)} AND ${first} < ${instantLiteral(to)}`
}

/**
 * A query for the `case_no` of every case whose first event, whatever its name, lies in the range, to stand in brackets. Only events
 * before the end are looked at: the first of them is the first of the case.
 */
export function casesStartedIn({ table, cases, timeZone }: EventsTable, range: TimeRange): string {
  const { from, to } = rangeIn(range, timeZone)
  if (cases !== undefined)
    return `SELECT case_no FROM ${cases} WHERE first_ts >= ${instantLiteral(from)} AND first_ts < ${instantLiteral(to)}`
  return `SELECT case_no FROM ${table} WHERE ts < ${instantLiteral(to)} GROUP BY case_no HAVING min(ts) >= ${instantLiteral(from)}`
}

export interface StartsRow {
  /** A date of the dataset's time zone: when it begins in UTC, ms since 1970. */
  readonly day: number
  readonly cases: number
}

/** A query for all cases, `case_no` and `first_ts`, to stand in brackets. */
export const casesWithStarts = ({ table, cases }: EventsTable): string =>
  cases === undefined
    ? `SELECT case_no, min(ts) AS first_ts FROM ${table} GROUP BY case_no`
    : `SELECT case_no, first_ts FROM ${cases}`

export interface StartSpanRow {
  /** Microseconds since 1970; null: there are no cases. */
  readonly first: number | null
  readonly last: number | null
}

/** When the first case starts, and when the last. */
export const startSpanQuery = (table: EventsTable): string =>
  `SELECT epoch_us(min(first_ts)) AS first, epoch_us(max(first_ts)) AS last FROM (${casesWithStarts(table)})`

/** How many cases have their first event on each day; days without any have no row. */
export function startsQuery(table: EventsTable): SqlQuery {
  const parameters = createParameters()
  const local = localTime('first_ts', table.timeZone, parameters)
  return {
    sql: `SELECT epoch_ms(date_trunc('day', ${local})) AS day, count(*) AS cases
      FROM (${casesWithStarts(table)}) GROUP BY ALL ORDER BY day`,
    parameters: parameters.values,
  }
}

/** What the clock of a zone shows at a TIMESTAMP of UTC, as a TIMESTAMP. The engine has the zones built in (ICU). */
export const localTime = (utc: string, timeZone: string, parameters: SqlParameters): string =>
  timeZone === 'UTC' ? utc : `timezone(${parameters.text(timeZone)}, timezone('UTC', ${utc}))`
