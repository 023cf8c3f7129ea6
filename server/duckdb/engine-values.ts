import {
  BIGINT,
  BOOLEAN,
  DOUBLE,
  DuckDBDecimalValue,
  DuckDBListValue,
  DuckDBStructValue,
  DuckDBTimestampTZValue,
  DuckDBTimestampValue,
  SQLNULL,
  VARCHAR,
  type DuckDBType,
  type DuckDBValue,
} from '@duckdb/node-api'
import type { EngineValue } from './engine.ts'

/** How a parameter is bound: whole numbers as BIGINT, so that they may stand where SQL wants an integer. */
export function bindParameters(parameters: readonly EngineValue[]): { values: DuckDBValue[]; types: DuckDBType[] } {
  const values: DuckDBValue[] = []
  const types: DuckDBType[] = []
  for (const parameter of parameters) {
    const isWhole = typeof parameter === 'number' && Number.isSafeInteger(parameter)
    values.push(isWhole ? BigInt(parameter) : parameter)
    types.push(typeOf(parameter, isWhole))
  }
  return { values, types }
}

function typeOf(parameter: EngineValue, isWhole: boolean): DuckDBType {
  if (parameter === null) return SQLNULL
  if (typeof parameter === 'string') return VARCHAR
  if (typeof parameter === 'boolean') return BOOLEAN
  return isWhole || typeof parameter === 'bigint' ? BIGINT : DOUBLE
}

/** BIGINT, HUGEINT and DECIMAL as number, TIMESTAMP as microseconds since 1970, lists as arrays, structs as objects, the rest as text. */
export function plainValue(value: DuckDBValue): unknown {
  if (typeof value === 'bigint') return Number(value)
  if (value === null || typeof value !== 'object') return value
  if (value instanceof DuckDBTimestampValue || value instanceof DuckDBTimestampTZValue) return Number(value.micros)
  if (value instanceof DuckDBDecimalValue) return value.toDouble()
  if (value instanceof DuckDBListValue) return value.items.map(plainValue)
  if (value instanceof DuckDBStructValue) {
    return Object.fromEntries(Object.entries(value.entries).map(([name, entry]) => [name, plainValue(entry)]))
  }
  return String(value)
}
