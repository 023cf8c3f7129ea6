import { assert } from '#shared/lib/assert.ts'
import type { EventsTable } from '../ports.ts'
import { rowsOf } from './asked-rows.ts'
import type { Periods } from './by-group.ts'
import { namesOfSets } from './matched-events.ts'
import { createParameters, type SqlQuery } from './parameters.ts'
import type { Population } from './population.ts'
import { casePeriods, type TrendQuestion, type TrendRow } from './trends.ts'

/** A row a period: its `period`, and counts by the names of their columns. */
export type NamesTrendRow = Readonly<Record<string, number>>

export interface NamesTrends extends SqlQuery {
  /** The counts; `undefined` where two events of a case share an instant and their positions would decide: `trendsQuery` says then. */
  readonly told: (rows: readonly NamesTrendRow[]) => readonly TrendRow[] | undefined
}

/** With more sets each event is looked at too often. */
const SETS_MAX = 60

/**
 * What `trendsQuery` asks, where all rules ask for names only, in two thirds of its time: one row a case with the first and the last instant
 * of each set, for a pair is met exactly when the first of the one lies before the last of the other. `undefined` where that cannot be asked.
 */
export function trendsOfNames(
  table: EventsTable,
  { sets, pairs }: TrendQuestion,
  periods: Periods,
  population: Population = {},
): NamesTrends | undefined {
  const names = namesOfSets(sets)
  if (!names || sets.length > SETS_MAX || pairs.some(({ from, to }) => haveCommon(names[from], names[to])))
    return undefined
  const parameters = createParameters()
  const own = Object.keys(population).length > 0 && { only: [population] }
  const isOneOf = (some: readonly string[]): string =>
    some.length > 0 ? `event IN (${some.map((name) => parameters.text(name)).join(', ')})` : 'false'
  const isOf = (set: number): string => isOneOf(names[set] ?? [])

  const ends = new Set(pairs.map(({ to }) => to))
  // A set is counted by either of its instants.
  const begins = new Set([...pairs.map(({ from }) => from), ...[...sets.keys()].filter((set) => !ends.has(set))])
  const instants = [
    ...[...begins].map((set) => `min(CASE WHEN ${isOf(set)} THEN ts END) AS first_${set}`),
    ...[...ends].map((set) => `max(CASE WHEN ${isOf(set)} THEN ts END) AS last_${set}`),
  ]
  const counts = [
    ...sets.map((_, set) => `count(${begins.has(set) ? 'first' : 'last'}_${set}) AS set_${set}`),
    ...pairs.flatMap(({ from, to }, pair) => [
      `count(*) FILTER (last_${to} > first_${from}) AS pair_${pair}`,
      `count(*) FILTER (last_${to} = first_${from}) AS tied_${pair}`,
    ]),
  ]
  const sql = `WITH case_periods AS NOT MATERIALIZED (${casePeriods(table, 'case_no', periods)})
      SELECT ${['period', ...counts].join(', ')}
      FROM (
        SELECT ${['case_no', ...instants].join(', ')}
        FROM ${rowsOf({ ...table, ...own }, parameters)} WHERE ${isOneOf([...new Set(names.flat())])} GROUP BY case_no
      ) JOIN case_periods USING (case_no) GROUP BY period`
  return {
    sql,
    parameters: parameters.values,
    told: (rows) => {
      const at = (row: NamesTrendRow, column: string): number => {
        const value = row[column]
        assert(value !== undefined, 'each count has a column')
        return value
      }
      if (rows.some((row) => pairs.some((_, pair) => at(row, `tied_${pair}`) > 0))) return undefined
      const rowOf = (row: NamesTrendRow, kind: TrendRow['kind'], number: number): TrendRow => ({
        kind,
        number,
        period: at(row, 'period'),
        cases: at(row, `${kind}_${number}`),
      })
      return rows.flatMap((row) => [
        ...sets.map((_, set) => rowOf(row, 'set', set)),
        ...pairs.map((_, pair) => rowOf(row, 'pair', pair)),
      ])
    },
  }
}

/** Then the first event of the one may be the last of the other. */
const haveCommon = (a: readonly string[] = [], b: readonly string[] = []): boolean => a.some((name) => b.includes(name))
