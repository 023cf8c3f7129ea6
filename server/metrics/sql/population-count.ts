import type { EventsTable } from '../ports.ts'
import { type Population, populationCondition } from './population.ts'
import { casesWithStarts } from './started-in.ts'
import { createParameters, type SqlQuery } from './parameters.ts'

/** One row: `cases` in a population, `of` all cases that started in its time range (without one: all of the dataset). */
export function populationCountQuery(table: EventsTable, population: Population): SqlQuery {
  const parameters = createParameters()
  const { startedIn } = population
  const inRange = populationCondition(table, startedIn ? { startedIn } : {}, parameters)
  const wanted = populationCondition(table, population, parameters)
  return {
    sql: `SELECT count(*) FILTER (is_wanted) AS cases, count(*) FILTER (is_in_range) AS of FROM (
        SELECT ${wanted} AS is_wanted, ${inRange} AS is_in_range FROM (${casesWithStarts(table)})
      )`,
    parameters: parameters.values,
  }
}
