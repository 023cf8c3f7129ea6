import { StorageError } from '../ports.ts'
import type { Storage, StorageLogger } from '../storage.ts'

interface Needs {
  readonly databaseUrl: string
  readonly logger: StorageLogger
}

/** The store in a PostgreSQL database, which other nodes may use at the same time. */
export function openPostgres({ databaseUrl }: Needs): Promise<Storage> {
  return Promise.reject(new StorageError(`There is no PostgreSQL behind ${new URL(databaseUrl).host} yet.`))
}
