import type { Engine } from '#server/duckdb/engine.ts'
import type { EventsTable } from './ports.ts'
import { type JourneyNumbersRow, type JourneyQuestion, journeyNumbersQuery } from './sql/journey-numbers.ts'
import type { Population } from './sql/matched-events.ts'

/** The answers to a `JourneyQuestion`, list by list. */
export interface JourneyNumbers {
  readonly sets: readonly { readonly cases: number }[]
  readonly pairs: readonly PairNumbers[]
  readonly flows: readonly { readonly count: number; readonly cases: number }[]
  readonly windows: readonly { readonly cases: number }[]
}

export interface PairNumbers {
  /** Cases of `from` with a later `to`. */
  readonly cases: number
  /** Seconds. */
  readonly median: number | null
  readonly interval: readonly [number, number] | null
}

/** Rejects with `EngineError`. */
export async function journeyNumbers(
  engine: Engine,
  table: EventsTable,
  question: JourneyQuestion,
  population?: Population,
): Promise<JourneyNumbers> {
  const { sql, parameters } = journeyNumbersQuery(table, question, population)
  const rows = new Map<string, JourneyNumbersRow>()
  for (const row of await engine.query<JourneyNumbersRow>(sql, parameters)) rows.set(`${row.kind} ${row.number}`, row)
  const of = (kind: JourneyNumbersRow['kind'], at: number): JourneyNumbersRow | undefined => rows.get(`${kind} ${at}`)
  const casesOf = (kind: JourneyNumbersRow['kind'], at: number): number => of(kind, at)?.cases ?? 0
  return {
    sets: question.sets.map((_, at) => ({ cases: casesOf('set', at) })),
    pairs: question.pairs.map((_, at) => {
      const { median = null, low = null, high = null } = of('pair', at) ?? {}
      return { cases: casesOf('pair', at), median, interval: low === null || high === null ? null : [low, high] }
    }),
    flows: question.flows.map((_, at) => ({ count: of('flow', at)?.count ?? 0, cases: casesOf('flow', at) })),
    windows: question.windows.map((_, at) => ({ cases: casesOf('window', at) })),
  }
}
