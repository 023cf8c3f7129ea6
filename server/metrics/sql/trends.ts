import type { EventsTable } from '../ports.ts'
import { type AskedTable, rowsOf } from './asked-rows.ts'
import { type Periods, periodAt } from './by-group.ts'
import { type JourneyQuestion, pairsTable, placesTable } from './journey-numbers.ts'
import { matchedEvents, namesOfSets } from './matched-events.ts'
import { createParameters, type SqlParameters, type SqlQuery } from './parameters.ts'
import type { Population } from './population.ts'
import { casesWithStarts } from './started-in.ts'

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
  question: TrendQuestion,
  periods: Periods,
  population: Population = {},
): SqlQuery {
  const parameters = createParameters()
  const own = Object.keys(population).length === 0 ? undefined : population
  const roles = rolesOf(question)
  const isByPair = roles.length > 0 && roles.length <= question.sets.length * ROLES_PER_SET_MAX
  const names = isByPair ? namesOfSets(question.sets) : undefined
  // Then a case that no set knows does no harm, and the numbers of cases need not be looked up.
  const isEveryCase = names !== undefined || (table.hasSmallCaseNumbers && own === undefined)
  const number = names ? 'case_no AS case_number' : isEveryCase ? 'case_no * 2 AS case_number' : 'case_number'
  const events = names
    ? eventsOfNames({ ...table, ...(own && { only: [own] }) }, names, roles, parameters)
    : matchedEvents(table, question.sets, parameters, own && { own }, isByPair ? 'instants' : 'orders') +
      (isByPair ? `, ${eventsOfMatched(roles)}` : '')
  return {
    sql: `WITH ${events},
      case_periods AS ${names ? 'NOT ' : ''}MATERIALIZED (
        ${casePeriods(table, number, periods, isEveryCase ? '' : ' JOIN case_numbers USING (case_no)')}
      ), ${isByPair ? countsByPair(question, roles) : countsBySet(question)}`,
    parameters: parameters.values,
  }
}

/** A query for the period of each case that starts in one, as `period` beside what `selected` is of it. */
export const casePeriods = (table: EventsTable, selected: string, periods: Periods, join = ''): string =>
  `SELECT * FROM (
          SELECT ${selected}, ${periodAt('first_ts', periods)} AS period FROM (${casesWithStarts(table)})${join}
        ) WHERE period IS NOT NULL`

interface Role {
  readonly set: number
  readonly pair: number
  readonly isFrom: boolean
}

/** Which sets begin and end which pairs; a set that is in none begins one that nothing ends, numbered behind all others. */
function rolesOf({ sets, pairs }: TrendQuestion): readonly Role[] {
  const paired = pairs.flatMap(({ from, to }, pair) => [
    { set: from, pair, isFrom: true },
    { set: to, pair, isFrom: false },
  ])
  const alone = [...sets.keys()].filter((set) => !paired.some((role) => role.set === set))
  return [...paired, ...alone.map((set, at) => ({ set, pair: pairs.length + at, isFrom: true }))]
}

/** Where sets are in more pairs than this, on average, looking at each event once for every role costs more than joining places. */
const ROLES_PER_SET_MAX = 1.5

/**
 * The events of each role, as the common table `in_roles(case_number, ts, seq, pair, is_from)`, where all rules ask for names only: by one join
 * over the rows, in two thirds of the time that `matched` takes. Read again only where two events of a case share an instant: then finding
 * them anew costs what writing all of them down does always.
 */
function eventsOfNames(
  table: AskedTable,
  names: readonly (readonly string[])[],
  roles: readonly Role[],
  parameters: SqlParameters,
): string {
  const rows = roles.flatMap(({ set, pair, isFrom }) =>
    (names[set] ?? []).map((name) => `(${parameters.text(name)}, ${pair}, ${isFrom})`),
  )
  const none = 'SELECT NULL::VARCHAR, NULL::INTEGER, NULL::BOOLEAN WHERE false'
  return `roles(event, pair, is_from) AS (${rows.length > 0 ? `VALUES ${rows.join(', ')}` : none}),
      in_roles AS NOT MATERIALIZED (
        SELECT e.case_no AS case_number, e.ts, e.seq, roles.pair, roles.is_from FROM ${rowsOf(table, parameters)} e JOIN roles USING (event)
      )`
}

/** The same from `matched`. */
const eventsOfMatched = (roles: readonly Role[]): string =>
  `set_roles(in_set, pair, is_from) AS (VALUES ${roles.map(roleRow).join(', ')}),
      roles AS MATERIALIZED (SELECT signature, pair, is_from FROM members JOIN set_roles USING (in_set)),
      in_roles AS NOT MATERIALIZED (SELECT case_number, ts, seq, pair, is_from FROM matched JOIN roles USING (signature))`

/**
 * For each pair, a case has its first `from` and its last `to`: it has both in their order exactly when the one lies before the other. Where
 * both are of one instant, the positions are looked up. Sets are counted by one of the pairs that they are in.
 */
function countsByPair({ sets, pairs }: TrendQuestion, roles: readonly Role[]): string {
  const counters = [...sets.keys()].flatMap((set) => roles.find((role) => role.set === set) ?? [])
  return `met AS MATERIALIZED (
        SELECT case_number, pair, min(ts) FILTER (is_from) AS first, max(ts) FILTER (NOT is_from) AS last
        FROM in_roles GROUP BY case_number, pair
      ), ties AS (
        SELECT case_number, pair, min(seq) FILTER (is_from) < max(seq) FILTER (NOT is_from) AS is_met
        FROM (SELECT * FROM met WHERE first = last) JOIN in_roles USING (case_number, pair)
        WHERE ts = first GROUP BY case_number, pair
      ), counted AS MATERIALIZED (
        SELECT pair, period, count(first) AS started, count(last) AS ended, count(*) FILTER (last > first OR is_met) AS cases
        FROM met LEFT JOIN ties USING (case_number, pair) JOIN case_periods USING (case_number) GROUP BY pair, period
      ), counters(in_set, pair, is_from) AS (VALUES ${counters.map(roleRow).join(', ')})
      SELECT 'set' AS kind, in_set AS number, period, CASE WHEN is_from THEN started ELSE ended END AS cases
      FROM counted JOIN counters USING (pair)
      UNION ALL
      SELECT 'pair', pair, period, cases FROM counted WHERE pair < ${pairs.length}`
}

const roleRow = ({ set, pair, isFrom }: Role): string => `(${set}, ${pair}, ${isFrom})`

const countsBySet = ({ sets, pairs }: TrendQuestion): string =>
  `${pairsTable(pairs)}, ${placesTable(sets.length)}
      SELECT 'set' AS kind, in_set AS number, period, count(*) AS cases
      FROM places JOIN case_periods USING (case_number) GROUP BY ALL
      UNION ALL
      SELECT 'pair', pairs.number, period, count(*)
      FROM places x JOIN pairs ON x.in_set = pairs.a JOIN places y ON y.key = x.key + (pairs.b - pairs.a)
        JOIN case_periods c ON c.case_number = x.case_number
      WHERE y.last > x.first GROUP BY ALL`
