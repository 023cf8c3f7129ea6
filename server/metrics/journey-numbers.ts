import type { Engine } from '#server/duckdb/engine.ts'
import type { EventsTable } from './ports.ts'
import { type JourneyNumbersRow, type JourneyQuestion, journeyNumbersQuery } from './sql/journey-numbers.ts'
import type { Population, Sides } from './sql/population.ts'

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

/** The answers of both sides, and how many cases each has, whatever their events. */
export interface NumbersBySide {
  readonly own: JourneyNumbers & { readonly all: number }
  readonly others: JourneyNumbers & { readonly all: number }
}

/** Of all cases, or of a population. Rejects with `EngineError`. */
export async function journeyNumbers(
  engine: Engine,
  table: EventsTable,
  question: JourneyQuestion,
  population?: Population,
): Promise<JourneyNumbers> {
  const { sql, parameters } = journeyNumbersQuery(table, question, population && { own: population })
  return numbersOf(await engine.query<JourneyNumbersRow>(sql, parameters), question, 0)
}

/** Of two populations that share no case, in one pass: what each would be told alone. Rejects with `EngineError`. */
export async function numbersBySide(
  engine: Engine,
  table: EventsTable,
  question: JourneyQuestion,
  sides: Required<Sides>,
): Promise<NumbersBySide> {
  const { sql, parameters } = journeyNumbersQuery(table, question, sides)
  const rows = await engine.query<JourneyNumbersRow>(sql, parameters)
  const of = (side: 0 | 1) => ({
    ...numbersOf(rows, question, side),
    all: rows.find((row) => row.kind === 'all' && row.side === side)?.cases ?? 0,
  })
  return { own: of(0), others: of(1) }
}

function numbersOf(told: readonly JourneyNumbersRow[], question: JourneyQuestion, side: 0 | 1): JourneyNumbers {
  const rows = new Map<string, JourneyNumbersRow>()
  for (const row of told) if (row.side === side) rows.set(`${row.kind} ${row.number}`, row)
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
