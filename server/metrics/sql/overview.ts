import type { EventsTable } from '../ports.ts'
import type { SqlQuery } from './parameters.ts'

/** What a dataset holds, in one row: counts, first and last instant, events per case, seconds from first to last event of a case. */
export const overviewQuery = ({ table }: EventsTable): SqlQuery => ({
  sql: `
    WITH cases AS (
      SELECT count(*) AS events, min(epoch_us(ts)) AS first, max(epoch_us(ts)) AS last FROM ${table} GROUP BY case_no
    ), spans AS (
      SELECT *, (last - first)::DOUBLE / 1e6 AS seconds FROM cases
    )
    SELECT coalesce(sum(events), 0) AS events, count(*) AS cases,
      (SELECT count(DISTINCT event) FROM ${table}) AS "distinctEvents",
      min(first) AS "firstTsUs", max(last) AS "lastTsUs",
      min(events) AS "eventsMin", quantile_cont(events, 0.5) AS "eventsMedian",
      quantile_cont(events, 0.9) AS "eventsP90", max(events) AS "eventsMax",
      quantile_cont(seconds, 0.5) AS "secondsMedian", quantile_cont(seconds, 0.9) AS "secondsP90",
      avg(seconds) AS "secondsMean", max(seconds) AS "secondsMax"
    FROM spans`,
  parameters: [],
})

export interface OverviewRow {
  readonly events: number
  readonly cases: number
  readonly distinctEvents: number
  readonly firstTsUs: number | null
  readonly lastTsUs: number | null
  readonly eventsMin: number
  readonly eventsMedian: number
  readonly eventsP90: number
  readonly eventsMax: number
  readonly secondsMedian: number
  readonly secondsP90: number
  readonly secondsMean: number
  readonly secondsMax: number
}
