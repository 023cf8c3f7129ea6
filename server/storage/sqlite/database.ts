import { Kysely, SqliteDialect, type SqliteDatabase } from 'kysely'
import type { DatabaseSync, SQLInputValue } from 'node:sqlite'
import { migrate } from '../migrations/migrate.ts'
import { queryPlugins } from '../query-plugins.ts'
import type { Database } from '../schema.ts'
import { openConnection } from './connection.ts'
import { sqliteFault } from './faults.ts'

/**
 * Opens (and where needed creates and migrates, `upTo` a step) the relational store of a data folder. The caller ends it with `destroy()`.
 * Throws when the file cannot be opened or a migration fails; the file is then as it was before that migration.
 */
export async function openDatabase(dataFolder: string, upTo: string | null = null): Promise<Kysely<Database>> {
  const database = databaseOver(openConnection(dataFolder))
  try {
    await migrate(database, 'sqlite', `in ${dataFolder}`, upTo)
    return database
  } catch (error) {
    await database.destroy()
    throw error
  }
}

/** The relational store over a connection, without bringing it up to date. */
export const databaseOver = (connection: DatabaseSync): Kysely<Database> =>
  new Kysely<Database>({
    dialect: new SqliteDialect({ database: asKyselyDatabase(connection) }),
    plugins: queryPlugins(),
  })

/** Kysely expects the shape of better-sqlite3; Node's own driver has the same parts under slightly other names. */
function asKyselyDatabase(connection: DatabaseSync): SqliteDatabase {
  return {
    close: () => connection.close(),
    prepare(sql) {
      const statement = named(() => connection.prepare(sql))
      return {
        reader: statement.columns().length > 0,
        all: (parameters) => named(() => statement.all(...(parameters as SQLInputValue[]))),
        run: (parameters) => named(() => statement.run(...(parameters as SQLInputValue[]))),
        iterate: (parameters) => statement.iterate(...(parameters as SQLInputValue[])),
      }
    },
  }
}

/** When the file takes nothing now, says so as the whole program does; a query's own fault stays what SQLite calls it. */
function named<Value>(act: () => Value): Value {
  try {
    return act()
  } catch (error) {
    const fault = sqliteFault(error)
    throw fault.fault === 'unavailable' ? fault : error
  }
}
