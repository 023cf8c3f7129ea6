import type { Migration, MigrationProvider } from 'kysely/migration'
import { up as initial } from './0001-initial.ts'

/** Every step from an empty store to today's tables. Names sort in the order in which they run; a released one never changes. */
const MIGRATIONS: Record<string, Migration> = {
  '0001-initial': { up: initial },
}

export const migrationProvider: MigrationProvider = { getMigrations: () => Promise.resolve(MIGRATIONS) }
