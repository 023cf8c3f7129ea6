import { startRetention } from './retention.ts'
import { openSqlite } from './sqlite/open-sqlite.ts'
import type { Storage, StorageLogger } from './storage.ts'

interface Needs {
  readonly dataFolder: string
  /** PostgreSQL instead of the data folder's SQLite. */
  readonly databaseUrl: string | null
  /** How far back a journey's past can be read, change by change. */
  readonly historyDays: number
  readonly logger: StorageLogger
}

/**
 * Opens the store, brings its tables up to date and drops the oldest past now and then. With SQLite it also takes the data folder for
 * this process. Rejects with `StorageError`, in plain words for the terminal, when the store cannot be had.
 */
export async function openStorage({ dataFolder, databaseUrl, historyDays, logger }: Needs): Promise<Storage> {
  const storage = databaseUrl === null ? await openSqlite(dataFolder) : await loadPostgres({ databaseUrl, logger })
  const retention = startRetention(storage.log, historyDays, logger)
  return {
    ...storage,
    async close() {
      await retention.close()
      await storage.close()
    },
  }
}

/** Whoever uses SQLite need not load the driver, which takes 12 MB and a tenth of a second. */
async function loadPostgres(needs: { readonly databaseUrl: string; readonly logger: StorageLogger }): Promise<Storage> {
  const { openPostgres } = await import('./postgres/open-postgres.ts')
  return openPostgres(needs)
}
