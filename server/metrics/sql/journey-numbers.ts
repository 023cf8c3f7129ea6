import type { EventRule } from '#shared/model/records/binding.ts'
import type { EventsTable } from '../ports.ts'
import { type AskedSides, matchedEvents, SIDE } from './matched-events.ts'
import { medianHighOfSorted, medianLowOfSorted, medianOfSorted } from './median.ts'
import { createParameters, microsLiteral, type SqlParameters, type SqlQuery } from './parameters.ts'
import type { Sides } from './population.ts'

/** All that a journey asks of one dataset, so that its rows are matched once for everything. Numbers are positions in `sets`. */
export interface JourneyQuestion {
  /** Sets of events: those that match any of the rules. */
  readonly sets: readonly (readonly EventRule[])[]
  /** Cases of `from` that have a later `to`, and the seconds from the first `from` to the first later `to`. */
  readonly pairs: readonly SetPair[]
  /** How often a `to` comes directly after a `from` among the events of all sets. */
  readonly flows: readonly SetPair[]
  /** Cases in which a `to` comes within the hours after a `from`. */
  readonly windows: readonly (SetPair & { readonly hours: number })[]
}

export interface SetPair {
  readonly from: number
  readonly to: number
}

/** What has no row counts zero. */
export interface JourneyNumbersRow {
  /** `all`: the cases of a side, whatever their events; told where sides are asked for. */
  readonly kind: 'all' | 'set' | 'pair' | 'flow' | 'window'
  /** 0: of the own cases, and where no sides are asked for; 1: of the others. */
  readonly side: 0 | 1
  /** The position in the question's list. */
  readonly number: number
  readonly cases: number
  /** Of a flow: transitions. */
  readonly count: number | null
  /** Of a pair: seconds. */
  readonly median: number | null
  readonly low: number | null
  readonly high: number | null
}

const HOUR_SECONDS = 3_600

/**
 * Everything in one statement over events that are matched and materialised once, for both sides. What needs only first and last places
 * per case (counts, conversion, most times) is grouped; only transitions and windows look at neighbours.
 */
export function journeyNumbersQuery(table: EventsTable, question: JourneyQuestion, sides?: Sides): SqlQuery {
  const parameters = createParameters()
  const seconds = (micros: string): string => `(${micros}) / 1e6`
  return {
    sql: `WITH ${journeyTables(table, question, parameters, sides)}
      SELECT 'set' AS kind, ${SIDE} AS side, in_set AS number, count(*) AS cases, NULL AS count, NULL AS median, NULL AS low, NULL AS high
      FROM places GROUP BY ALL
      ${sides ? `UNION ALL SELECT 'all', ${SIDE} AS side, 0, count(*), NULL, NULL, NULL, NULL FROM case_numbers GROUP BY ALL` : ''}
      UNION ALL
      SELECT 'pair', side, number, len(s), NULL, ${seconds(medianOfSorted('s'))}, ${seconds(medianLowOfSorted('s'))},
        ${seconds(medianHighOfSorted('s'))}
      FROM sorted_times
      UNION ALL
      SELECT 'flow', ${SIDE} AS side, number, count(*), sum(transitions), NULL, NULL, NULL FROM case_flows GROUP BY ALL
      UNION ALL
      SELECT 'window', ${SIDE} AS side, number, count(*), NULL, NULL, NULL, NULL FROM case_windows GROUP BY ALL`,
    parameters: parameters.values,
  }
}

const pairRow = ({ from, to }: SetPair, at: number): string => `(${at}, ${from}, ${to})`

/** The pairs of a question as a common table. */
export const pairsTable = (pairs: readonly SetPair[]): string => valuesTable('pairs(number, a, b)', pairs.map(pairRow))

/**
 * The common tables that all of it is counted from, so that a list of cases and its number cannot part: `case_numbers`,
 * `places(case_number, in_set, …)`, `met(case_number, number, …)`, `case_flows(number, case_number, transitions)` and
 * `case_windows(number, case_number)`.
 */
export function journeyTables(
  table: EventsTable,
  question: JourneyQuestion,
  parameters: SqlParameters,
  sides?: AskedSides,
): string {
  return `${matchedEvents(table, question.sets, parameters, sides)},
      ${pairsTable(question.pairs)},
      ${valuesTable('flows(number, a, b)', question.flows.map(pairRow))},
      ${valuesTable(
        'windows(number, a, b, micros)',
        question.windows.map(
          ({ from, to, hours }, at) => `(${at}, ${from}, ${to}, ${microsLiteral(hours * HOUR_SECONDS)})`,
        ),
      )},
      ${placesTable(question.sets.length)}, ${TIMES}, ${FLOWS}, ${WINDOWS}`
}

function valuesTable(signature: string, rows: readonly string[]): string {
  if (rows.length > 0) return `${signature} AS (VALUES ${rows.join(', ')})`
  const nulls = signature.split(',').map(() => 'NULL::INTEGER')
  return `${signature} AS (SELECT ${nulls.join(', ')} WHERE false)`
}

/**
 * First and last place per case and set, as a common table over `matchedEvents`. Case and set are packed into one number, `key`, that
 * grouping and joining handle in half the time; the key of another set of the same case lies as far away as the numbers of the sets do.
 */
export function placesTable(sets: number): string {
  const bits = Math.ceil(Math.log2(Math.max(sets, 2)))
  return `
  places AS MATERIALIZED (
    SELECT key, key >> ${bits} AS case_number, (key & ${2 ** bits - 1})::INTEGER AS in_set, first, last, instant FROM (
      SELECT (case_number << ${bits}) + in_set AS key, min(place) AS first, max(place) AS last, min(instant) AS instant
      FROM matched JOIN members USING (signature) GROUP BY key
    )
  )`
}

/**
 * A case of `a` has a later `b` exactly when its last `b` lies after its first `a`. When its first `b` does too, that is the one
 * to measure to; else the first later one has to be looked up.
 */
const TIMES = `
  met AS MATERIALIZED (
    SELECT x.case_number, pairs.number, pairs.b, x.first, x.instant, CASE WHEN y.first > x.first THEN y.instant END AS next
    FROM places x JOIN pairs ON x.in_set = pairs.a JOIN places y ON y.key = x.key + (pairs.b - pairs.a)
    WHERE y.last > x.first
  ), looked_up AS (
    SELECT met.case_number, met.number, any_value(met.instant) AS instant, min(m.instant) AS next
    FROM met JOIN members ON members.in_set = met.b
      JOIN matched m ON m.case_number = met.case_number AND m.signature = members.signature AND m.place > met.first
    WHERE met.next IS NULL GROUP BY met.case_number, met.number
  ), times AS (
    SELECT ${SIDE} AS side, number, next - instant AS micros FROM (
      SELECT case_number, number, instant, next FROM met WHERE next IS NOT NULL UNION ALL SELECT case_number, number, instant, next FROM looked_up
    )
  ), sorted_times AS (
    SELECT side, number, list_sort(list(micros)) AS s FROM times GROUP BY side, number
  )`

const FLOWS = `
  flow_signatures AS (
    SELECT flows.number, x.signature AS a, y.signature AS b
    FROM flows JOIN members x ON x.in_set = flows.a JOIN members y ON y.in_set = flows.b
  ), case_flows AS (
    SELECT f.number, m.case_number, count(*) AS transitions
    FROM matched m JOIN flow_signatures f ON m.signature = f.a AND m.next = f.b GROUP BY ALL
  )`

/** Each end is held against the latest start before it: when that one is too old, every other is. */
const WINDOWS = `
  window_starts AS (
    SELECT windows.number, m.case_number, m.place, m.instant
    FROM matched m JOIN (SELECT number, signature FROM windows JOIN members ON in_set = a) windows USING (signature)
  ), window_ends AS (
    SELECT windows.number, m.case_number, m.place, m.instant, windows.micros
    FROM matched m JOIN (SELECT number, micros, signature FROM windows JOIN members ON in_set = b) windows USING (signature)
  ), case_windows AS (
    SELECT DISTINCT e.number, e.case_number
    FROM window_ends e ASOF JOIN window_starts s ON s.number = e.number AND s.case_number = e.case_number AND e.place > s.place
    WHERE e.instant - s.instant <= e.micros
  )`
