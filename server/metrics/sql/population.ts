import type { SegmentRule } from '#shared/metrics/segment.ts'
import type { TimeRange } from '#shared/metrics/time-range.ts'
import type { EventsTable } from '../ports.ts'
import type { SqlParameters } from './parameters.ts'
import { segmentCases, segmentColumns } from './segment.ts'
import { casesStartedIn, casesWithStarts, startedInCondition } from './started-in.ts'

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
export const populationCondition = (table: EventsTable, population: Population, parameters: SqlParameters): string =>
  joined(
    casesAsked(table, population, parameters).map(({ cases, isIn }) => `case_no ${isIn ? 'IN' : 'NOT IN'} (${cases})`),
  )

/** Queries for the cases that a population is made of: those that are in each, or are not. The same question is the same text. */
function casesAsked(
  table: EventsTable,
  { within, outside, startedIn }: Population,
  parameters: SqlParameters,
): readonly { readonly cases: string; readonly isIn: boolean }[] {
  return [
    ...(within ? [{ cases: segmentCases(table, within, parameters), isIn: true }] : []),
    ...(outside ? [{ cases: segmentCases(table, outside, parameters), isIn: false }] : []),
    ...(startedIn ? [{ cases: casesStartedIn(table, startedIn), isIn: true }] : []),
  ]
}

const joined = (conditions: readonly string[]): string => (conditions.length === 0 ? 'true' : conditions.join(' AND '))

/** The cases that numbers are of, and those that they are held against. No case is on both sides. */
export interface Sides {
  readonly own: Population
  readonly others?: Population
}

/**
 * A query for all columns of `from`, which has a `case_no`, and the `side` of that case: 0 own, 1 others, NULL neither. What both sides ask
 * is looked at once.
 */
export function withSide(
  table: EventsTable,
  { own, others }: Required<Sides>,
  from: string,
  parameters: SqlParameters,
): string {
  const asked: string[] = []
  const conditionOf = (population: Population): string =>
    joined(
      casesAsked(table, population, parameters).map(({ cases, isIn }) => {
        if (!asked.includes(cases)) asked.push(cases)
        return `${isIn ? '' : 'NOT '}is_in_${asked.indexOf(cases)}`
      }),
    )
  const side = `CASE WHEN ${conditionOf(own)} THEN 0 WHEN ${conditionOf(others)} THEN 1 END AS side`
  const isIn = asked.map((cases, at) => `, case_no IN (${cases}) AS is_in_${at}`).join('')
  return `SELECT * EXCLUDE (${asked.map((_, at) => `is_in_${at}`).join(', ')}), ${side} FROM (SELECT *${isIn} FROM ${from})`
}

/**
 * Two sides of which each case is on one, to look at that with fewer cases only, the own one where both have as many: what is said of the
 * other is what is left of the whole.
 */
export interface FewerOfSides extends Required<Sides> {
  readonly isOfFewer: true
}

/** A query for those of `sides`, a table as `casesBySide` gives it, that are on the side with fewer, to stand in brackets. */
export const casesOfFewer = (sides: string): string => `SELECT case_no, side FROM ${sides}
  WHERE side = (SELECT CASE WHEN count(*) FILTER (side = 0) * 2 <= count(*) THEN 0 ELSE 1 END FROM ${sides})`

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
  const columns = segments.flatMap((segment) => segment.columns)
  const isRanged = own.startedIn !== undefined || others?.startedIn !== undefined
  const asked = columns.map((column) => `, ${column}`).join('')
  const isIn = segments.map(({ formula }, at) => `, ${formula} AS is_in_${at}`).join('')
  const condition = (side: Population): string => sideCondition(table, side, (rule) => `is_in_${rules.indexOf(rule)}`)
  // Events are read only where they are asked about.
  const cases =
    columns.length === 0 && table.cases !== undefined
      ? casesWithStarts(table)
      : `SELECT e.case_no${isRanged ? ', min(e.ts) AS first_ts' : ''}${asked} FROM ${table.table} e GROUP BY e.case_no`
  return `SELECT case_no, CASE WHEN ${condition(own)} THEN 0 ${others ? `WHEN ${condition(others)} THEN 1` : ''} END AS side
    FROM (SELECT *${isIn} FROM (${cases})) WHERE side IS NOT NULL`
}

function sideCondition(
  table: EventsTable,
  { within, outside, startedIn }: Population,
  isIn: (rule: SegmentRule) => string,
): string {
  const conditions = [
    ...(within ? [isIn(within)] : []),
    ...(outside ? [`NOT ${isIn(outside)}`] : []),
    ...(startedIn ? [startedInCondition(table, startedIn, 'first_ts')] : []),
  ]
  return joined(conditions)
}
