/**
 * The analytical engine: DuckDB, opened by exactly one child process of its own (two openers silently become two databases), with
 * a memory limit and a lower priority than the server, so that a heavy import never delays an edit.
 */
export interface Engine {
  /** Runs one SQL statement and returns its rows. BIGINT and HUGEINT come as number, TIMESTAMP as microseconds since 1970 (number). */
  query<Row extends object>(sql: string, parameters?: readonly EngineValue[], options?: QueryOptions): Promise<Row[]>
  /** Runs statements one after another on one connection, in one transaction; all or nothing. */
  transaction(statements: readonly EngineStatement[]): Promise<void>
  /** Runs a job that was registered under this name inside the engine process, beside the data (an import reads its file there). */
  runJob<Result>(
    name: string,
    input: unknown,
    onProgress?: (progress: unknown) => void,
    signal?: AbortSignal,
  ): Promise<Result>
  /**
   * Copies the database into a file that is not there yet, as it is between two writes: waits for a moment in which nothing is written,
   * and holds what comes meanwhile back. What only reads goes on. Rejects with `timeout` when there is no such moment in ten minutes.
   */
  copyTo(file: string): Promise<void>
  /** Cancels what runs, writes everything into the database file and ends the process. */
  close(): Promise<void>
}

export type EngineValue = string | number | bigint | boolean | null

export interface EngineStatement {
  readonly sql: string
  readonly parameters?: readonly EngineValue[]
}

export interface QueryOptions {
  /** Past this the query is interrupted and rejects with `EngineError` code `timeout`. */
  readonly timeoutMs?: number
}

/**
 * `timeout`: it took longer than allowed. `query-failed`: the statement or job is wrong, or its data is. `out-of-memory`: the memory
 * limit. `engine-stopped`: the engine's process ended in between; it comes back by itself, and the call may be made again (a
 * transaction may have been committed). `cancelled`: the caller's signal.
 */
export type EngineErrorCode = 'timeout' | 'query-failed' | 'out-of-memory' | 'engine-stopped' | 'cancelled'

export class EngineError extends Error {
  override readonly name = 'EngineError'
  readonly code: EngineErrorCode
  constructor(code: EngineErrorCode, message: string) {
    super(message)
    this.code = code
  }
}
