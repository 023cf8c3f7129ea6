import type { EventsTable } from '../ports.ts'
import { eventOrder } from './event-order.ts'
import type { SqlQuery } from './parameters.ts'

/**
 * Adjacent pairs over all cases, most frequent first, then by names, with the gap between the two events. Every row also says how
 * many pairs and transitions there are before the limit; no row: none.
 */
export const directlyFollowsQuery = ({ table }: EventsTable, limit: number): SqlQuery => ({
  sql: `
    WITH steps AS (
      SELECT event, lead(event) OVER in_case AS next, epoch_us(lead(ts) OVER in_case) - epoch_us(ts) AS micros
      FROM ${table} WINDOW in_case AS (PARTITION BY case_no ORDER BY ts, seq)
    )
    SELECT event AS "from", next AS "to", count(*) AS count,
      quantile_cont(micros::DOUBLE, 0.5) / 1e6 AS "medianSec", quantile_cont(micros::DOUBLE, 0.9) / 1e6 AS "p90Sec",
      count(*) OVER () AS pairs, sum(count(*)) OVER () AS total
    FROM steps WHERE next IS NOT NULL
    GROUP BY event, next ORDER BY 3 DESC, event, next LIMIT ${limit}`,
  parameters: [],
})

export interface DirectlyFollowsRow {
  readonly from: string
  readonly to: string
  readonly count: number
  readonly medianSec: number
  readonly p90Sec: number
  readonly pairs: number
  readonly total: number
}

/** How many cases start and end with each name. */
export const startsAndEndsQuery = ({ table }: EventsTable): SqlQuery => ({
  sql: `
    WITH cases AS MATERIALIZED (
      SELECT arg_min(event, ${eventOrder('e')}) AS first, arg_max(event, ${eventOrder('e')}) AS last
      FROM ${table} e GROUP BY case_no
    )
    SELECT 'start' AS side, first AS event, count(*) AS cases FROM cases GROUP BY first
    UNION ALL SELECT 'end', last, count(*) FROM cases GROUP BY last
    ORDER BY side, cases DESC, event`,
  parameters: [],
})

export interface StartOrEndRow {
  readonly side: 'start' | 'end'
  readonly event: string
  readonly cases: number
}
