import type { Kysely } from 'kysely'
import type { Dialect } from './migrations/dialect.ts'
import type { UpdateLog } from './ports.ts'
import type { Database } from './schema.ts'

/** Everything that is kept, whatever keeps it. */
export interface Storage {
  readonly dialect: Dialect
  /** Rejects with `StorageError` while the store does not answer; a query's own fault is the driver's error. */
  readonly database: Kysely<Database>
  readonly log: UpdateLog
  /** Rejects with `StorageError` when the store does not answer within 2 s. */
  check(): Promise<void>
  /** Lets what is under way finish, then gives everything back. */
  close(): Promise<void>
}

/** Where storage says what happens to it. */
export interface StorageLogger {
  info(facts: object, message: string): void
  warn(facts: object, message: string): void
  error(facts: object, message: string): void
}
