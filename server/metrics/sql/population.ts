import type { SegmentRule } from '#shared/metrics/segment.ts'
import type { TimeRange } from '#shared/metrics/time-range.ts'
import type { EventsTable } from '../ports.ts'
import type { SqlParameters } from './parameters.ts'
import { segmentCases, segmentColumns } from './segment.ts'
import { casesStartedIn, startedInCondition } from './started-in.ts'

/** Only these cases, with all their events. */
export interface Population {
  /** Those in a segment, or all that are not in it. */
  readonly segment?: { readonly rule: SegmentRule; readonly side: 'in' | 'rest' }
  /** Those whose first event lies in it. */
  readonly startedIn?: TimeRange
}

/** A condition on `case_no`. */
export function populationCondition(
  table: EventsTable,
  { segment, startedIn }: Population,
  parameters: SqlParameters,
): string {
  const conditions = [
    ...(segment
      ? [`case_no ${segment.side === 'in' ? 'IN' : 'NOT IN'} (${segmentCases(table, segment.rule, parameters)})`]
      : []),
    ...(startedIn ? [`case_no IN (${casesStartedIn(table, startedIn)})`] : []),
  ]
  return conditions.length === 0 ? 'true' : conditions.join(' AND ')
}

/** The cases that numbers are of, and those that they are held against. No case is on both sides, and both know one segment at most. */
export interface Sides {
  readonly own: Population
  readonly others?: Population
}

/** In place of `Sides`: `case_no` is a whole number of which the lowest bit says the side. */
export const SIDE_IN_CASE = 'side in case'

/**
 * A query for `case_no` and `side` (0 own, 1 others) of every case that is on one, to stand in brackets. What both sides ask of a case
 * is looked at once, in one pass that also finds all cases there are.
 */
export function casesBySide(table: EventsTable, { own, others }: Sides, parameters: SqlParameters): string {
  const rule = own.segment?.rule ?? others?.segment?.rule
  const segment = rule && segmentColumns(table, rule, parameters)
  const columns = [...(own.startedIn || others?.startedIn ? ['min(e.ts) AS first'] : []), ...(segment?.columns ?? [])]
  const asked = columns.map((column) => `, ${column}`).join('')
  return `SELECT case_no, CASE WHEN ${sideCondition(table, own)} THEN 0 ${others ? `WHEN ${sideCondition(table, others)} THEN 1` : ''} END AS side
    FROM (
      SELECT *, ${segment?.formula ?? 'false'} AS is_in FROM (SELECT e.case_no${asked} FROM ${table.table} e GROUP BY e.case_no)
    ) WHERE side IS NOT NULL`
}

function sideCondition(table: EventsTable, { segment, startedIn }: Population): string {
  const conditions = [
    ...(segment ? [segment.side === 'in' ? 'is_in' : 'NOT is_in'] : []),
    ...(startedIn ? [startedInCondition(table, startedIn, 'first')] : []),
  ]
  return conditions.length === 0 ? 'true' : conditions.join(' AND ')
}
