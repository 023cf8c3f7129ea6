import type { EventsTable } from '../ports.ts'
import type { SqlQuery } from './parameters.ts'

/**
 * Adjacent pairs over all cases, most frequent first, then by names, with the gap between the two events; every one of them also says how
 * many pairs and transitions there are before the limit. And how many cases start and end with each name. In one pass: a case ends with
 * what nothing follows, and starts with what it has once more than something leads to it.
 */
export const directlyFollowsQuery = ({ table }: EventsTable, limit: number): SqlQuery => ({
  sql: `
    WITH steps AS (
      SELECT event, lead(event) OVER in_case AS next, epoch_us(lead(ts) OVER in_case) - epoch_us(ts) AS micros
      FROM ${table} WINDOW in_case AS (PARTITION BY case_no ORDER BY ts, seq)
    ), pairs AS MATERIALIZED (
      SELECT event, next, count(*) AS count, quantile_cont(micros::DOUBLE, [0.5, 0.9]) AS gaps FROM steps GROUP BY event, next
    ), edges AS (
      SELECT *, count(*) OVER () AS pairs, sum(count) OVER () AS total
      FROM pairs WHERE next IS NOT NULL ORDER BY count DESC, event, next LIMIT ${limit}
    ), starts AS (
      SELECT event, sum(count) - coalesce(any_value(led), 0) AS count
      FROM pairs LEFT JOIN (SELECT next AS event, sum(count) AS led FROM pairs GROUP BY next) USING (event) GROUP BY event
    )
    SELECT 'edge' AS kind, event AS "from", next AS "to", count, gaps[1] / 1e6 AS "medianSec", gaps[2] / 1e6 AS "p90Sec", pairs, total
    FROM edges
    UNION ALL SELECT 'end', event, NULL, count, NULL, NULL, NULL, NULL FROM pairs WHERE next IS NULL
    UNION ALL SELECT 'start', event, NULL, count, NULL, NULL, NULL, NULL FROM starts WHERE count > 0
    ORDER BY kind, 4 DESC, 2, 3`,
  parameters: [],
})

/** An edge, or with how many cases one name starts or ends. */
export type DirectlyFollowsRow =
  | {
      readonly kind: 'edge'
      readonly from: string
      readonly to: string
      readonly count: number
      readonly medianSec: number
      readonly p90Sec: number
      readonly pairs: number
      readonly total: number
    }
  | { readonly kind: 'start' | 'end'; readonly from: string; readonly count: number }
