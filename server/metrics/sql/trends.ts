import type { EventsTable } from '../ports.ts'
import type { Periods } from './by-group.ts'
import { type JourneyQuestion, pairsTable, placesTable } from './journey-numbers.ts'
import { matchedEvents } from './matched-events.ts'
import { createParameters, type SqlQuery } from './parameters.ts'
import type { Population } from './population.ts'
import { casesWithStarts, instantLiteral } from './started-in.ts'

/** What trends are asked of a dataset: the sets and pairs of a journey's question. */
export type TrendQuestion = Pick<JourneyQuestion, 'sets' | 'pairs'>

/** `number` and `period` are positions in the question's list and among the periods; what has no row counts zero. */
export interface TrendRow {
  readonly kind: 'set' | 'pair'
  readonly number: number
  readonly period: number
  readonly cases: number
}

/**
 * The counts of a journey by the period in which a case starts, in one pass for all its elements: a case belongs to one period, so
 * that periods add up to the numbers of the whole.
 */
export function trendsQuery(
  table: EventsTable,
  { sets, pairs }: TrendQuestion,
  { at, endsAt }: Periods,
  population?: Population,
): SqlQuery {
  const parameters = createParameters()
  // Then a case that no set knows does no harm, and the numbers of cases need not be looked up.
  const isEveryCase = table.hasSmallCaseNumbers && population === undefined
  const periods = at.map((start, index) => `(${index}, ${instantLiteral(start)})`).join(', ')
  return {
    sql: `WITH ${matchedEvents(table, sets, parameters, population && { own: population }, 'orders')},
      ${pairsTable(pairs)}, periods(period, begins_at) AS (VALUES ${periods}),
      case_starts AS (
        SELECT ${isEveryCase ? 'case_no * 2 AS case_number' : 'case_number'}, first_ts AS first
        FROM (${casesWithStarts(table)})${isEveryCase ? '' : ' JOIN case_numbers USING (case_no)'}
      ), case_periods AS MATERIALIZED (
        SELECT case_number, period FROM case_starts ASOF JOIN periods ON first >= begins_at WHERE first < ${instantLiteral(endsAt)}
      ), ${placesTable(sets.length)}
      SELECT 'set' AS kind, in_set AS number, period, count(*) AS cases
      FROM places JOIN case_periods USING (case_number) GROUP BY ALL
      UNION ALL
      SELECT 'pair', pairs.number, period, count(*)
      FROM places x JOIN pairs ON x.in_set = pairs.a JOIN places y ON y.key = x.key + (pairs.b - pairs.a)
        JOIN case_periods c ON c.case_number = x.case_number
      WHERE y.last > x.first GROUP BY ALL`,
    parameters: parameters.values,
  }
}
