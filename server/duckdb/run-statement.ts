import type { DuckDBConnection } from '@duckdb/node-api'
import { EngineError, type EngineErrorCode, type EngineValue } from './engine.ts'
import { bindParameters, plainValue } from './engine-values.ts'

/** Runs one statement and returns its rows as plain objects. Rejects with `EngineError`. */
export async function runStatement(
  connection: DuckDBConnection,
  sql: string,
  parameters: readonly EngineValue[] = [],
): Promise<Record<string, unknown>[]> {
  try {
    const { values, types } = bindParameters(parameters)
    const reader = await connection.runAndReadAll(sql, values, types)
    return reader.convertRowObjects(plainValue)
  } catch (error) {
    throw asEngineError(error)
  }
}

/** DuckDB tells kinds of errors apart by the first words of the message only. */
export function asEngineError(error: unknown): EngineError {
  if (error instanceof EngineError) return error
  const message = error instanceof Error ? error.message : String(error)
  return new EngineError(codeOf(message), message)
}

function codeOf(message: string): EngineErrorCode {
  if (message.includes('Out of Memory Error')) return 'out-of-memory'
  return message.startsWith('INTERRUPT Error') ? 'cancelled' : 'query-failed'
}

/** After such an error every further statement fails until the file is opened anew. */
export function isFatal(error: EngineError): boolean {
  return error.message.includes('database has been invalidated') || error.message.startsWith('FATAL Error')
}
