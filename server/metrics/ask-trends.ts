import type { Engine } from '#server/duckdb/engine.ts'
import type { EventsTable } from './ports.ts'
import type { Periods } from './sql/by-group.ts'
import type { Population } from './sql/population.ts'
import { type NamesTrendRow, trendsOfNames } from './sql/trends-of-names.ts'
import { type TrendQuestion, type TrendRow, trendsQuery } from './sql/trends.ts'

export type AskTrends = (
  table: EventsTable,
  question: TrendQuestion,
  periods: Periods,
  population?: Population,
) => Promise<readonly TrendRow[]>

/** Tables of which it is known that positions decide are kept in mind, up to so many. */
const TIED_MAX = 1_000

/**
 * Counts by the period in which cases start, in the quicker way where it is known or likely that positions within an instant decide nothing.
 * Rejects with `EngineError`.
 */
export function createAskTrends(engine: Pick<Engine, 'query'>): AskTrends {
  const tied = new Set<string>()
  return async (table, question, periods, population) => {
    const ofNames = tied.has(table.name) ? undefined : trendsOfNames(table, question, periods, population)
    const told = ofNames?.told(await engine.query<NamesTrendRow>(ofNames.sql, ofNames.parameters))
    if (told) return told
    if (ofNames && tied.size < TIED_MAX) tied.add(table.name)
    const { sql, parameters } = trendsQuery(table, question, periods, population)
    return engine.query<TrendRow>(sql, parameters)
  }
}
