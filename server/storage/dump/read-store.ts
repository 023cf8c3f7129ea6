import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { CompiledQuery, type Kysely } from 'kysely'
import type { Database } from '../schema.ts'
import type { StorageLogger } from '../storage.ts'
import type { StoredRow } from './rows.ts'

/** All rows of a store as they were at one moment, while whoever writes goes on. */
export interface StoreReading {
  /** The steps that made its tables, the oldest first. */
  readonly migrations: readonly string[]
  /** Every table but those of the migrator, and those that are made anew. */
  readonly tables: readonly string[]
  rows(table: string): AsyncIterable<StoredRow>
  close(): Promise<void>
}

export interface StorePlace {
  readonly dataFolder: string
  /** `null`: SQLite in the data folder. */
  readonly databaseUrl: string | null
}

/** Holds the moment. Rejects when there is no store. */
export const readStore = (place: StorePlace, logger: StorageLogger): Promise<StoreReading> =>
  place.databaseUrl === null ? readSqlite(place.dataFolder) : readPostgres(place.databaseUrl, logger)

/** What a server makes anew from the journeys: words to be searched and pictures, which each store keeps in its own way. */
const MADE_ANEW = /^journey_(texts|words|thumbnails)/

const isOurs = (table: string): boolean =>
  !table.startsWith('kysely_') && !table.startsWith('sqlite_') && !MADE_ANEW.test(table)

/** Names come from the store's own list; quoted all the same. */
const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`

function readSqlite(dataFolder: string): Promise<StoreReading> {
  // A reader of its own beside the server: the write-ahead log keeps what it reads as it was.
  const connection = new DatabaseSync(path.join(dataFolder, 'waymark.sqlite'), { timeout: 10_000, readOnly: true })
  connection.exec('BEGIN')
  const names = (sql: string): string[] =>
    connection
      .prepare(sql)
      .all()
      .map((row) => String(row['name']))
  return Promise.resolve({
    migrations: names('SELECT name FROM kysely_migration ORDER BY name'),
    tables: names(`SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name`).filter(isOurs),
    // oxlint-disable-next-line typescript/require-await -- the other store has to wait
    rows: async function* (table) {
      for (const row of connection.prepare(`SELECT * FROM ${quoted(table)}`).iterate()) yield row as StoredRow
    },
    close: () => Promise.resolve(connection.close()),
  })
}

/** Snapshots of a journey may be large, so that few rows are fetched at once. */
const FETCHED_AT_ONCE = 50

async function readPostgres(databaseUrl: string, logger: StorageLogger): Promise<StoreReading> {
  const { createPatientPostgres } = await import('../postgres/database.ts')
  const { database, close } = createPatientPostgres({ databaseUrl, logger })
  // The pool has one connection, so that all that follows goes over the one whose transaction this is.
  const run = async <Row extends object>(sql: string): Promise<Row[]> => {
    const { rows } = await database.executeQuery<Row>(CompiledQuery.raw(sql))
    return rows
  }
  try {
    await run('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY')
    await run('SET LOCAL idle_in_transaction_session_timeout = 0')
    const migrations = await run<{ name: string }>('SELECT name FROM kysely_migration ORDER BY name')
    const tables = await run<{ name: string }>(
      'SELECT tablename AS name FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename',
    )
    return {
      migrations: migrations.map(({ name }) => name),
      tables: tables.map(({ name }) => name).filter(isOurs),
      rows: async function* (table) {
        await run(`DECLARE dump NO SCROLL CURSOR FOR SELECT * FROM ${quoted(table)}`)
        for (;;) {
          const rows = await run<StoredRow>(`FETCH ${FETCHED_AT_ONCE} FROM dump`)
          yield* rows
          if (rows.length < FETCHED_AT_ONCE) break
        }
        await run('CLOSE dump')
      },
      close,
    }
  } catch (error) {
    await close()
    throw error
  }
}

/** How many rows a store has of what people care for; `null`: it has no tables yet. */
export async function countsOf(database: Kysely<Database>): Promise<number | null> {
  const tables = await database.introspection.getTables()
  if (!tables.some(({ name }) => name === 'journeys')) return null
  const count = async (table: 'journeys' | 'people' | 'datasets'): Promise<number> =>
    Number(
      (
        await database
          .selectFrom(table)
          .select((row) => row.fn.countAll().as('rows'))
          .executeTakeFirstOrThrow()
      ).rows,
    )
  return (await count('journeys')) + (await count('people')) + (await count('datasets'))
}
