import type { EventsTable } from '../ports.ts'
import { journeyTables, type JourneyQuestion } from './journey-numbers.ts'
import { SIDE } from './matched-events.ts'
import { medianLowerRank } from './median.ts'
import { createParameters, type SqlQuery } from './parameters.ts'
import { SIDE_IN_CASE, type Sides } from './population.ts'

/** One of the rows that `JourneyState` is made of, or changed by. What a kind does not say is 0. */
export interface JourneyStateRow {
  /**
   * `set`, `flow`, `window`: as in a question's numbers; `pair`: the cases that have both; `time`: how many more cases of a pair took so
   * long; `rows`: those of the table, or the new ones; `all`: those of the table, where `rows` are the new ones, or none; `sides`: the cases of
   * the own side, and as `count` those of both.
   */
  readonly kind: 'set' | 'flow' | 'window' | 'pair' | 'time' | 'rows' | 'all' | 'sides'
  /** The position in the question's list. */
  readonly number: number
  /** Cases; changes of them where changes were asked for. */
  readonly cases: number
  /** Of `rows` and `all` events, of a flow transitions; changes of them where changes were asked for. */
  readonly count: number
  /** Of `rows` the first and last instant, of a `time` the time, in microseconds. */
  readonly first: number | null
  readonly last: number | null
  /** Of `rows` the newest position. */
  readonly newest: number | null
  /** Of a pair: times in their order, microseconds; those around the median. */
  readonly times: readonly number[] | null
  /** Of a pair: how many times are before these. */
  readonly below: number
}

const COLUMNS = {
  number: '0',
  cases: '0',
  count: '0',
  first: 'NULL::BIGINT',
  last: 'NULL::BIGINT',
  newest: 'NULL::BIGINT',
  times: 'NULL::DOUBLE[]',
  below: '0',
}

/** A SELECT list with all columns of a row, in their order. */
function row(kind: JourneyStateRow['kind'], told: Partial<typeof COLUMNS>): string {
  const columns = Object.entries({ ...COLUMNS, ...told }).map(([name, sql]) => `${sql} AS ${name}`)
  return `SELECT '${kind}' AS kind, ${columns.join(', ')}`
}

const ROWS = {
  cases: 'count(DISTINCT case_no)',
  count: 'count(*)',
  first: 'epoch_us(min(ts))',
  last: 'epoch_us(max(ts))',
  newest: 'max(seq)',
}

const COUNTS = `${row('set', { number: 'in_set', cases: 'count(*)' })} FROM places GROUP BY in_set
      UNION ALL ${row('flow', { number: 'number', cases: 'count(*)', count: 'sum(transitions)' })} FROM case_flows GROUP BY number
      UNION ALL ${row('window', { number: 'number', cases: 'count(*)' })} FROM case_windows GROUP BY number`

/** Which times are told: all of them while they are not more than `whole`; else of each pair `margin` on each side of its interval. */
export interface TimesKept {
  readonly margin: number
  readonly whole: number
}

/** A journey's numbers with all that is needed to change them later by what came. */
export function journeyStateQuery(table: EventsTable, question: JourneyQuestion, kept: TimesKept): SqlQuery {
  const parameters = createParameters()
  const n = 'len(s)'
  const isWhole = `(SELECT sum(${n}) FROM sorted_times) <= ${kept.whole}`
  const from = `CASE WHEN ${isWhole} THEN 1 ELSE greatest(1, ${medianLowerRank(n)} - ${kept.margin}) END`
  return {
    sql: `WITH ${journeyTables(table, question, parameters)},
      spans AS (SELECT number, s, ${from} AS lo FROM sorted_times)
      ${COUNTS}
      UNION ALL ${row('pair', { number: 'number', cases: n, times: `s[lo:${n} + 1 - lo]::DOUBLE[]`, below: 'lo - 1' })} FROM spans
      UNION ALL ${row('rows', ROWS)} FROM ${table.table}`,
    parameters: parameters.values,
  }
}

/**
 * The same of the side with fewer cases, with all its times, as it was when `newest` was the newest position; `null`: as it is, which takes a
 * seventh less. Right when there are as many rows in `all` as there were then, since rows that come have higher positions.
 */
export function journeyPartQuery(
  table: EventsTable,
  question: JourneyQuestion,
  sides: Required<Sides>,
  newest: number | null,
): SqlQuery {
  const parameters = createParameters()
  const then = newest === null ? table.table : `(SELECT * FROM ${table.table} WHERE seq <= ${newest})`
  const asThen = newest === null ? table : { ...table, table: then, cases: undefined }
  return {
    sql: `WITH ${journeyTables(asThen, question, parameters, { ...sides, isOfFewer: true })}
      ${COUNTS}
      UNION ALL ${row('pair', { number: 'number', cases: 'len(s)', times: 's::DOUBLE[]' })} FROM sorted_times
      UNION ALL ${row('sides', { cases: 'count(*) FILTER (side = 0)', count: 'count(*)' })} FROM sides
      UNION ALL ${row('all', { count: 'count(*)' })} FROM ${then}`,
    parameters: parameters.values,
  }
}

/** How many rows came behind a position: one row with `rows`. */
export const newRowsQuery = ({ table }: EventsTable, newest: number): string =>
  `SELECT count(*) AS rows FROM ${table} WHERE seq > ${newest}`

/** How many rows there are: one row with `rows`. Not with the one before, since it takes longer than that where events come all the time. */
export const allRowsQuery = ({ table }: EventsTable): string => `SELECT count(*) AS rows FROM ${table}`

/**
 * More than this, and rows are missing from what `journeyChangesQuery` tells. Said in the statement, since it lets the engine plan for few
 * rows, which costs a third of planning for the millions that it would expect.
 */
export const NEW_CASES_MAX = 100_000

/** On which side of `touched` a case is as it is now; on the other it is as it was. */
const NOW = 0

/**
 * How the numbers changed by the rows behind position `newest`, from the same tables as the numbers themselves: each is a sum over
 * cases, so that only those of new rows have to be looked at, as they are now and as they were. Right when nothing but rows with higher
 * positions came; then there are as many in `all` as there were before and in `rows`.
 */
export function journeyChangesQuery(table: EventsTable, question: JourneyQuestion, newest: number): SqlQuery {
  const parameters = createParameters()
  const change = (of: string, side = SIDE): string => `sum(CASE ${side} WHEN ${NOW} THEN ${of} ELSE -${of} END)`
  const changed = { number: 'number', cases: change('1') }
  const rows = {
    cases: `count(*) FILTER (oldest > ${newest})`,
    count: 'coalesce(sum(events), 0)',
    first: 'epoch_us(min(first))',
    last: 'epoch_us(max(last))',
    newest: 'max(newest)',
  }
  return {
    sql: `WITH ${touchedRows(table, question, newest)},
      ${journeyTables({ ...table, table: 'touched', hasSmallCaseNumbers: true, cases: undefined }, question, parameters, SIDE_IN_CASE)}
      ${row('set', { ...changed, number: 'in_set' })} FROM places GROUP BY in_set
      UNION ALL ${row('time', { number: 'number', cases: change('1', 'side'), first: 'micros' })}
        FROM times GROUP BY number, micros HAVING ${change('1', 'side')} <> 0
      UNION ALL ${row('flow', { ...changed, count: change('transitions') })} FROM case_flows GROUP BY number
      UNION ALL ${row('window', changed)} FROM case_windows GROUP BY number
      UNION ALL ${row('rows', rows)} FROM (
        SELECT min(seq) AS oldest, max(seq) AS newest, min(ts) AS first, max(ts) AS last, count(*) FILTER (seq > ${newest}) AS events
        FROM looked_at GROUP BY number
      )
      UNION ALL ${row('all', { count: 'count(*)' })} FROM ${table.table}`,
    parameters: parameters.values,
  }
}

/**
 * The rows of every case that has a new one, as common tables: `looked_at`, and `touched`, an events table in which each such case stands
 * twice, as it is now and as it was, told apart by its number (`SIDE_IN_CASE`).
 */
function touchedRows({ table, fields }: EventsTable, { sets }: JourneyQuestion, newest: number): string {
  const asked = sets.flatMap((rules) => rules.flatMap(({ where }) => where.map(({ field }) => fields.indexOf(field))))
  const attributes = [...new Set(asked)].filter((index) => index >= 0).map((index) => `, a${index}`)
  const columns = `ts, seq, event, channel${attributes.join('')}`
  return `
    new_cases AS MATERIALIZED (
      SELECT case_no, row_number() OVER () AS number FROM (SELECT DISTINCT case_no FROM ${table} WHERE seq > ${newest} LIMIT ${NEW_CASES_MAX})
    ), looked_at AS MATERIALIZED (
      SELECT number, ${columns} FROM ${table} JOIN new_cases USING (case_no)
    ), touched AS MATERIALIZED (
      SELECT number * 2 + ${NOW} AS case_no, ${columns} FROM looked_at
      UNION ALL SELECT number * 2 + ${1 - NOW}, ${columns} FROM looked_at WHERE seq <= ${newest}
    )`
}
