import type { Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import { StorageError } from '../ports.ts'
import type { Database } from '../schema.ts'
import type { Dialect } from './dialect.ts'
import { migrationProvider } from './migration-provider.ts'

/**
 * Brings the tables up to date. Every step runs once, also when several nodes start together: they wait for each other. Rejects with
 * `StorageError`, whose words name the store as `where`; the store is then as it was before. `upTo`: no further than this step.
 */
export async function migrate(
  database: Kysely<Database>,
  dialect: Dialect,
  where: string,
  upTo: string | null = null,
): Promise<void> {
  const provider = migrationProvider(dialect)
  const migrator = new Migrator({ db: database, provider })
  const { error } = upTo === null ? await migrator.migrateToLatest() : await migrator.migrateTo(upTo)
  if (error === undefined) return
  const reason = error instanceof Error ? error.message : String(error)
  const words = /previously executed migration .* is missing/.test(reason)
    ? `The database ${where} was made by a newer Waymark. Start that version, or a newer one.`
    : `The database ${where} could not be brought up to date: ${reason}`
  throw new StorageError(words, { cause: error, fault: 'failed' })
}
