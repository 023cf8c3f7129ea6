import type { EngineValue } from './engine.ts'

/**
 * Work that runs beside the data, inside the engine's process: `startEngine` is given modules (by URL) that export
 * `jobs: Record<string, EngineJob>`. A job must let the event loop breathe: queries and live events share its thread.
 * What it takes and gives crosses a process border, so it must be plain data. A refusal that a person should read is part of the
 * result, not an exception.
 */
export type EngineJob<Input = never, Result = unknown> = (
  session: EngineSession,
  input: Input,
  context: EngineJobContext,
) => Promise<Result>

export interface EngineJobContext {
  /** Tells the caller how far the job is. */
  report(progress: unknown): void
  /** Aborted when the caller gave up or the engine closes; the job should throw `signal.reason` soon after. */
  readonly signal: AbortSignal
  /** Statements of a job can read the files that it puts here, and no others. The job removes them. */
  readonly piecesFolder: string
  /** As many statements at a time as do some good. */
  readonly threads: number
}

/** One connection of its own, for the time of a job. */
export interface EngineSession {
  query<Row extends object>(sql: string, parameters?: readonly EngineValue[]): Promise<Row[]>
  /** The same for one that takes long while others run beside it: it takes no processor time for waiting, but a moment to begin. */
  queryAside<Row extends object>(sql: string, parameters?: readonly EngineValue[]): Promise<Row[]>
  run(sql: string, parameters?: readonly EngineValue[]): Promise<void>
  /** All or nothing: rolls back when `work` throws. Appenders must be closed within. */
  transaction<Value>(work: () => Promise<Value>): Promise<Value>
  /** The quick way into a table: rows go in by whole columns, in the order and types of the table's columns. */
  openAppender(table: string, types: readonly ColumnType[]): Promise<RowAppender>
  /** A further connection, for the time of `work`: a transaction of its own beside this one. Ends with the job when that is cancelled. */
  beside<Value>(work: (session: EngineSession) => Promise<Value>): Promise<Value>
}

/** VARCHAR, DOUBLE, BIGINT (safe integers), TIMESTAMP (microseconds since 1970, a safe integer). */
export type ColumnType = 'text' | 'double' | 'bigint' | 'timestamp'

export type ColumnValues = readonly (string | null)[] | readonly (number | null)[]

export interface RowAppender {
  /** Adds `count` rows, given as one array per column. Other statements see them after `flush`, others' connections after commit. */
  append(columns: readonly ColumnValues[], count: number): void
  /** Pushes rows into the table; throws when a constraint refuses one of them. */
  flush(): void
  /** Flushes and closes. */
  close(): void
}
