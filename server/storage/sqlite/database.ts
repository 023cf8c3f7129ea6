import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { migrationProvider } from '../migrations/migration-provider.ts'
import type { Database } from '../schema.ts'
import { openConnection } from './connection.ts'

/**
 * Opens (and where needed creates and migrates) the relational store of a data folder. The caller ends it with `destroy()`.
 * Throws when the file cannot be opened or a migration fails; the file is then as it was before that migration.
 */
export async function openDatabase(dataFolder: string): Promise<Kysely<Database>> {
  const connection = openConnection(dataFolder)
  const database = new Kysely<Database>({ dialect: new SqliteDialect({ database: asKyselyDatabase(connection) }) })
  const { error } = await new Migrator({ db: database, provider: migrationProvider }).migrateToLatest()
  if (error !== undefined) {
    await database.destroy()
    throw new Error(`The database in ${dataFolder} could not be brought up to date.`, { cause: error })
  }
  return database
}

/** Kysely expects the shape of better-sqlite3; Node's own driver has the same parts under slightly other names. */
function asKyselyDatabase(connection: DatabaseSync): SqliteDatabase {
  return {
    close: () => connection.close(),
    prepare(sql) {
      const statement = connection.prepare(sql)
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => statement.all(...(parameters as SQLInputValue[])),
        run: (parameters) => statement.run(...(parameters as SQLInputValue[])),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      }
    },
  }
}
