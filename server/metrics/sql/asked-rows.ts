import type { EventsTable } from '../ports.ts'
import { type Population, populationCondition } from './population.ts'
import type { SqlParameters } from './parameters.ts'

/** A dataset's events, or only those of some cases. */
export interface AskedTable extends EventsTable {
  /** Cases have to be in all of these; absent: every case. */
  readonly only?: readonly Population[]
}

/** What stands after FROM for the events that are asked about. */
export const rowsOf = (table: AskedTable, parameters: SqlParameters): string =>
  ofAskedCases(table, table.table, parameters)

/** The same for all cases that these are of; undefined where they stand in no table of their own. */
export const casesOf = (table: AskedTable, parameters: SqlParameters): string | undefined =>
  table.cases === undefined ? undefined : ofAskedCases(table, table.cases, parameters)

function ofAskedCases(table: AskedTable, from: string, parameters: SqlParameters): string {
  const { only = [] } = table
  if (only.length === 0) return from
  const conditions = only.map((population) => populationCondition(table, population, parameters))
  return `(SELECT * FROM ${from} WHERE ${conditions.join(' AND ')})`
}
