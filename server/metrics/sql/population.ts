import type { SegmentRule } from '#shared/metrics/segment.ts'
import type { TimeRange } from '#shared/metrics/time-range.ts'
import type { EventsTable } from '../ports.ts'
import type { SqlParameters } from './parameters.ts'
import { segmentCases, segmentColumns } from './segment.ts'
import { casesStartedIn, startedInCondition } from './started-in.ts'

/** Only these cases, with all their events. */
export interface Population {
  /** Those in this segment. */
  readonly within?: SegmentRule
  /** Those that are not in this one. */
  readonly outside?: SegmentRule
  /** Those whose first event lies in it. */
  readonly startedIn?: TimeRange
}

/** A condition on `case_no`. */
export function populationCondition(
  table: EventsTable,
  { within, outside, startedIn }: Population,
  parameters: SqlParameters,
): string {
  const conditions = [
    ...(within ? [`case_no IN (${segmentCases(table, within, parameters)})`] : []),
    ...(outside ? [`case_no NOT IN (${segmentCases(table, outside, parameters)})`] : []),
    ...(startedIn ? [`case_no IN (${casesStartedIn(table, startedIn)})`] : []),
  ]
  return conditions.length === 0 ? 'true' : conditions.join(' AND ')
}

/** The cases that numbers are of, and those that they are held against. No case is on both sides. */
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
  const rules = [...new Set([own.within, own.outside, others?.within, others?.outside])].filter(
    (rule) => rule !== undefined,
  )
  const segments = rules.map((rule, at) => segmentColumns(table, rule, parameters, `s${at}_`))
  const columns = [
    ...(own.startedIn || others?.startedIn ? ['min(e.ts) AS first'] : []),
    ...segments.flatMap((segment) => segment.columns),
  ]
  const asked = columns.map((column) => `, ${column}`).join('')
  const isIn = segments.map(({ formula }, at) => `, ${formula} AS is_in_${at}`).join('')
  const condition = (side: Population): string => sideCondition(table, side, (rule) => `is_in_${rules.indexOf(rule)}`)
  return `SELECT case_no, CASE WHEN ${condition(own)} THEN 0 ${others ? `WHEN ${condition(others)} THEN 1` : ''} END AS side
    FROM (
      SELECT *${isIn} FROM (SELECT e.case_no${asked} FROM ${table.table} e GROUP BY e.case_no)
    ) WHERE side IS NOT NULL`
}

function sideCondition(
  table: EventsTable,
  { within, outside, startedIn }: Population,
  isIn: (rule: SegmentRule) => string,
): string {
  const conditions = [
    ...(within ? [isIn(within)] : []),
    ...(outside ? [`NOT ${isIn(outside)}`] : []),
    ...(startedIn ? [startedInCondition(table, startedIn, 'first')] : []),
  ]
  return conditions.length === 0 ? 'true' : conditions.join(' AND ')
}
