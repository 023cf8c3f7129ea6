import type { TimeRange } from '#shared/metrics/time-range.ts'
import type { EventsTable } from '../ports.ts'

const MICROS_PER_MS = 1_000

/** An instant, ms since 1970, as an SQL literal. */
export const instantLiteral = (at: number): string => `make_timestamp(${Math.round(at * MICROS_PER_MS)}::BIGINT)`

/**
 * A query for the `case_id` of every case whose first event, whatever its name, lies in the range, to stand in brackets. Only events
 * before the end are looked at: the first of them is the first of the case.
 */
export const casesStartedIn = ({ table }: EventsTable, { from, to }: TimeRange): string =>
  `SELECT case_id FROM ${table} WHERE ts < ${instantLiteral(to)} GROUP BY case_id HAVING min(ts) >= ${instantLiteral(from)}`

export interface StartsRow {
  /** The start of a day in UTC, ms since 1970. */
  readonly day: number
  readonly cases: number
}

/** How many cases have their first event on each day, in UTC; days without any have no row. */
export const startsQuery = ({ table }: EventsTable): { readonly sql: string; readonly parameters: readonly [] } => ({
  sql: `SELECT epoch_ms(date_trunc('day', first)) AS day, count(*) AS cases
    FROM (SELECT min(ts) AS first FROM ${table} GROUP BY case_id) GROUP BY ALL ORDER BY day`,
  parameters: [],
})
