import type { EventsTable } from '../ports.ts'
import { type Population, populationCondition } from './population.ts'
import type { SqlParameters } from './parameters.ts'

/** A dataset's events, or only those of some cases. */
export interface AskedTable extends EventsTable {
  /** Cases have to be in all of these; absent: every case. */
  readonly only?: readonly Population[]
}

/** What stands after FROM for the events that are asked about. */
export function rowsOf(table: AskedTable, parameters: SqlParameters): string {
  const { only = [] } = table
  if (only.length === 0) return table.table
  const conditions = only.map((population) => populationCondition(table, population, parameters))
  return `(SELECT * FROM ${table.table} WHERE ${conditions.join(' AND ')})`
}
