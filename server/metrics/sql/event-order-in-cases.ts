import type { EventsTable } from '../ports.ts'
import { createParameters, type SqlQuery } from './parameters.ts'

/** Where an event name stands in the cases that have it. */
export interface NamePlaceRow {
  readonly event: string
  readonly cases: number
  /** Median and mean over those cases of (position of its first event) / (length of the case − 1): 0 at the start, 1 at the end. */
  readonly place: number
  readonly meanPlace: number
  /** Its commonest channel. */
  readonly channel: string | null
}

/** Names that at least a share of all cases have, commonest first. */
export const namePlacesQuery = ({ table }: EventsTable, minShare: number, limit: number): SqlQuery => ({
  sql: `
    WITH positions AS (
      SELECT case_no, event, channel, row_number() OVER (PARTITION BY case_no ORDER BY ts, seq) - 1 AS position,
        count(*) OVER (PARTITION BY case_no) - 1 AS last
      FROM ${table}
    ), firsts AS (
      SELECT event, CASE WHEN any_value(last) > 0 THEN min(position)::DOUBLE / any_value(last) ELSE 0 END AS place
      FROM positions GROUP BY case_no, event
    ), channels AS (
      SELECT event, arg_max(channel, (events, channel)) AS channel FROM (
        SELECT event, channel, count(*) AS events FROM ${table} WHERE channel IS NOT NULL GROUP BY event, channel
      ) GROUP BY event
    )
    SELECT event, count(*) AS cases, median(place) AS place, avg(place) AS "meanPlace", any_value(channels.channel) AS channel
    FROM firsts LEFT JOIN channels USING (event) GROUP BY event
    HAVING count(*) >= ${minShare} * (SELECT count(DISTINCT case_no) FROM ${table})
    ORDER BY cases DESC, event LIMIT ${limit}`,
  parameters: [],
})

export interface TransitionRow {
  readonly from: string
  readonly to: string
  readonly count: number
}

/** How often one of the names directly follows another, events of other names left out. */
export function transitionsQuery({ table }: EventsTable, names: readonly string[]): SqlQuery {
  const parameters = createParameters()
  return {
    sql: `
      SELECT event AS "from", next AS "to", count(*) AS count FROM (
        SELECT event, lead(event) OVER (PARTITION BY case_no ORDER BY ts, seq) AS next FROM ${table}
        WHERE event IN (${names.map((name) => parameters.text(name)).join(', ')})
      ) WHERE next IS NOT NULL GROUP BY event, next ORDER BY count DESC, event, next`,
    parameters: parameters.values,
  }
}
