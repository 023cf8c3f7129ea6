import type { EngineValue } from '#server/duckdb/engine.ts'

/** One SQL statement with the values of its `$1`, `$2`, … */
export interface SqlQuery {
  readonly sql: string
  readonly parameters: readonly EngineValue[]
}

/** Collects the values of a statement while it is being written. Event names are hostile text, so no value ever becomes SQL. */
export interface SqlParameters {
  /** The placeholder of a text; the same text always gets the same one. */
  text(value: string): string
  readonly values: readonly EngineValue[]
}

export function createParameters(): SqlParameters {
  const values: EngineValue[] = []
  const known = new Map<string, string>()
  return {
    values,
    text(value) {
      const placeholder = known.get(value) ?? `$${values.push(value)}::VARCHAR`
      known.set(value, placeholder)
      return placeholder
    },
  }
}

const MICROS_PER_SECOND = 1_000_000

/** A span of time as an SQL literal in whole microseconds. */
export const microsLiteral = (seconds: number): string => `${Math.round(seconds * MICROS_PER_SECOND)}::BIGINT`
