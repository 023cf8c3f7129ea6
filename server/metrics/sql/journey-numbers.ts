import type { EventRule } from '#shared/model/records/binding.ts'
import type { EventsTable } from '../ports.ts'
import { microsBetween, secondsBetween } from './event-order.ts'
import { matchedEvents, type Population } from './matched-events.ts'
import { medianHighOfSorted, medianLowOfSorted, medianOfSorted } from './median.ts'
import { createParameters, microsLiteral, type SqlParameters, type SqlQuery } from './parameters.ts'

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

/** `number` is the position in the question's list; what has no row counts zero. */
export interface JourneyNumbersRow {
  readonly kind: 'set' | 'pair' | 'flow' | 'window'
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
 * Everything in one statement over events that are matched and materialised once. What needs only first and last places per case
 * (counts, conversion, most times) is grouped; only transitions and windows look at neighbours.
 */
export function journeyNumbersQuery(table: EventsTable, question: JourneyQuestion, population?: Population): SqlQuery {
  const parameters = createParameters()
  return {
    sql: `WITH ${journeyTables(table, question, parameters, population)}
      SELECT 'set' AS kind, in_set AS number, count(*) AS cases, NULL AS count, NULL AS median, NULL AS low, NULL AS high
      FROM places GROUP BY in_set
      UNION ALL
      SELECT 'pair', number, len(s), NULL, ${medianOfSorted('s')}, ${medianLowOfSorted('s')}, ${medianHighOfSorted('s')}
      FROM sorted_times
      UNION ALL
      SELECT 'flow', number, count(*), sum(transitions), NULL, NULL, NULL FROM case_flows GROUP BY number
      UNION ALL
      SELECT 'window', number, count(*), NULL, NULL, NULL, NULL FROM case_windows GROUP BY number`,
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
  population?: Population,
): string {
  return `${matchedEvents(table, question.sets, parameters, population)},
      ${pairsTable(question.pairs)},
      ${valuesTable('flows(number, a, b)', question.flows.map(pairRow))},
      ${valuesTable(
        'windows(number, a, b, micros)',
        question.windows.map(
          ({ from, to, hours }, at) => `(${at}, ${from}, ${to}, ${microsLiteral(hours * HOUR_SECONDS)})`,
        ),
      )},
      ${PLACES}, ${TIMES}, ${FLOWS}, ${WINDOWS}`
}

function valuesTable(signature: string, rows: readonly string[]): string {
  if (rows.length > 0) return `${signature} AS (VALUES ${rows.join(', ')})`
  const nulls = signature.split(',').map(() => 'NULL::INTEGER')
  return `${signature} AS (SELECT ${nulls.join(', ')} WHERE false)`
}

/** First and last place per case and set, as a common table over `matchedEvents`. */
export const PLACES = `
  places AS MATERIALIZED (
    SELECT case_number, in_set, min(ord) AS first, max(ord) AS last FROM matched JOIN members USING (signature) GROUP BY ALL
  )`

/**
 * A case of `a` has a later `b` exactly when its last `b` lies after its first `a`. When its first `b` does too, that is the one
 * to measure to; else the first later one has to be looked up.
 */
const TIMES = `
  met AS MATERIALIZED (
    SELECT x.case_number, pairs.number, pairs.b, x.first, CASE WHEN y.first > x.first THEN y.first END AS next
    FROM places x JOIN pairs ON x.in_set = pairs.a JOIN places y ON y.in_set = pairs.b AND y.case_number = x.case_number
    WHERE y.last > x.first
  ), looked_up AS (
    SELECT met.number, any_value(met.first) AS first, min(m.ord) AS next
    FROM met JOIN members ON members.in_set = met.b
      JOIN matched m ON m.case_number = met.case_number AND m.signature = members.signature AND m.ord > met.first
    WHERE met.next IS NULL GROUP BY met.number, met.case_number
  ), times AS (
    SELECT number, ${secondsBetween('first', 'next')} AS seconds FROM (
      SELECT number, first, next FROM met WHERE next IS NOT NULL UNION ALL SELECT number, first, next FROM looked_up
    )
  ), sorted_times AS (
    SELECT number, list_sort(list(seconds)) AS s FROM times GROUP BY number
  )`

const FLOWS = `
  transitions AS (
    SELECT case_number, signature, lead(signature) OVER (PARTITION BY case_number ORDER BY ord) AS next FROM matched
    WHERE EXISTS (FROM flows)
  ), flow_signatures AS (
    SELECT flows.number, x.signature AS a, y.signature AS b
    FROM flows JOIN members x ON x.in_set = flows.a JOIN members y ON y.in_set = flows.b
  ), case_flows AS (
    SELECT f.number, t.case_number, count(*) AS transitions
    FROM transitions t JOIN flow_signatures f ON t.signature = f.a AND t.next = f.b GROUP BY ALL
  )`

/** Each end is held against the latest start before it: when that one is too old, every other is. */
const WINDOWS = `
  window_starts AS (
    SELECT windows.number, m.case_number, m.ord
    FROM matched m JOIN members USING (signature) JOIN windows ON windows.a = members.in_set
  ), window_ends AS (
    SELECT windows.number, m.case_number, m.ord, windows.micros
    FROM matched m JOIN members USING (signature) JOIN windows ON windows.b = members.in_set
  ), case_windows AS (
    SELECT DISTINCT e.number, e.case_number
    FROM window_ends e ASOF JOIN window_starts s ON s.number = e.number AND s.case_number = e.case_number AND e.ord > s.ord
    WHERE ${microsBetween('s.ord', 'e.ord')} <= e.micros
  )`
