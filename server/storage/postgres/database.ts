import { Kysely, PostgresDialect } from 'kysely'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import { migrate } from '../migrations/migrate.ts'
import { queryPlugins } from '../query-plugins.ts'
import type { Database } from '../schema.ts'
import type { StorageLogger } from '../storage.ts'
import { createPool, type ConnectionPool } from './pool.ts'

const CONNECTIONS = 8
const ANSWER_WITHIN_MS = 30 * SECOND_MS
/** A step may rebuild a large table, and other nodes wait for it. */
const MIGRATE_WITHIN_MS = 30 * MINUTE_MS

interface Needs {
  readonly databaseUrl: string
  readonly logger: StorageLogger
}

/** The connections of the relational store; `close` them in the end instead of destroying `database`. */
export function createPostgresDatabase({ databaseUrl, logger }: Needs): {
  readonly database: Kysely<Database>
  readonly close: () => Promise<void>
} {
  const pool = createPool({ databaseUrl, logger, size: CONNECTIONS, answerWithinMs: ANSWER_WITHIN_MS })
  return { database: kyselyOver(pool), close: () => pool.close() }
}

/** Brings the tables up to date, on a connection that may take its time. Rejects with `StorageError`. */
export async function migratePostgres({ databaseUrl, logger }: Needs, upTo: string | null = null): Promise<void> {
  const pool = createPool({ databaseUrl, logger, size: 1, answerWithinMs: MIGRATE_WITHIN_MS })
  try {
    await migrate(
      kyselyOver(pool),
      'postgres',
      `${new URL(databaseUrl).pathname.slice(1)} on ${new URL(databaseUrl).host}`,
      upTo,
    )
  } finally {
    await pool.close()
  }
}

/** One connection that may take its time, for what reads or writes everything. Close it in the end. */
export function createPatientPostgres({ databaseUrl, logger }: Needs): {
  readonly database: Kysely<Database>
  readonly close: () => Promise<void>
} {
  const pool = createPool({ databaseUrl, logger, size: 1, answerWithinMs: MIGRATE_WITHIN_MS })
  return { database: kyselyOver(pool), close: () => pool.close() }
}

const kyselyOver = (pool: ConnectionPool): Kysely<Database> =>
  new Kysely<Database>({ dialect: new PostgresDialect({ pool: pool.forKysely }), plugins: queryPlugins() })
