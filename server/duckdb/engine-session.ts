import type { DuckDBConnection } from '@duckdb/node-api'
import type { EngineSession } from './engine-job.ts'
import type { EngineValue } from './engine.ts'
import { openRowAppender } from './row-appender.ts'
import { runAside } from './run-aside.ts'
import { runStatement } from './run-statement.ts'

/** `connect` opens one more; `signal` interrupts whatever runs on any of them. */
export function createSession(
  connection: DuckDBConnection,
  connect: () => Promise<DuckDBConnection>,
  signal: AbortSignal,
): EngineSession {
  return {
    query: async <Row extends object>(sql: string, parameters?: readonly EngineValue[]) =>
      (await runStatement(connection, sql, parameters)) as Row[],
    queryAside: async <Row extends object>(sql: string, parameters: readonly EngineValue[] = []) =>
      (await runAside(connection, sql, parameters, { signal })) as Row[],
    run: async (sql, parameters) => {
      await runStatement(connection, sql, parameters)
    },
    transaction: (work) => inTransaction(connection, work),
    openAppender: (table, types) => openRowAppender(connection, table, types),
    async beside(work) {
      const other = await connect()
      const interrupt = (): void => other.interrupt()
      signal.addEventListener('abort', interrupt)
      try {
        signal.throwIfAborted()
        return await work(createSession(other, connect, signal))
      } finally {
        signal.removeEventListener('abort', interrupt)
        other.closeSync()
      }
    },
  }
}

/** BEGIN … COMMIT around `work`; rolls back and rethrows when it fails. */
export async function inTransaction<Value>(connection: DuckDBConnection, work: () => Promise<Value>): Promise<Value> {
  await runStatement(connection, 'BEGIN TRANSACTION')
  try {
    const value = await work()
    await runStatement(connection, 'COMMIT')
    return value
  } catch (error) {
    // A failed COMMIT has rolled back already; then there is nothing to roll back and the first error is the one to tell.
    await runStatement(connection, 'ROLLBACK').catch(() => undefined)
    throw error
  }
}
