import { type Kysely, sql } from 'kysely'
import { migrate } from '../migrations/migrate.ts'
import { type Dialect } from '../migrations/dialect.ts'
import { migrationProvider } from '../migrations/migration-provider.ts'
import type { Database } from '../schema.ts'
import { openDatabase } from '../sqlite/database.ts'
import type { StorageLogger } from '../storage.ts'
import { countsOf, type StorePlace } from './read-store.ts'
import type { StoredRow } from './rows.ts'

/** A store that is to be filled anew. */
export interface StoreWriting {
  /** Other processes work on it. */
  isInUse(): Promise<boolean>
  isEmpty(): Promise<boolean>
  /** Drops all that our migrations make. */
  empty(): Promise<void>
  /** Makes the tables as they were, fills them in one transaction, and brings them up to date. */
  fill(migrations: readonly string[], tables: readonly TableRows[]): Promise<void>
  close(): Promise<void>
}

export interface TableRows {
  readonly name: string
  readonly rows: () => AsyncIterable<StoredRow>
}

/** As many rows go into one statement as its parameters allow, and not too many bytes. */
const PARAMETERS_MAX = 10_000
const ROWS_MAX = 100

/** The backup was made by a newer Waymark, or by one of another line. */
export const isKnownLine = async (migrations: readonly string[]): Promise<boolean> => {
  const known = Object.keys(await migrationProvider('sqlite').getMigrations()).toSorted()
  return migrations.length > 0 && migrations.every((name, index) => known[index] === name)
}

export async function openForRestore(place: StorePlace, logger: StorageLogger): Promise<StoreWriting> {
  if (place.databaseUrl !== null) return openPostgres(place.databaseUrl, logger)
  const { dataFolder } = place
  let database: Kysely<Database> | null = null
  return {
    // The data folder has a lock, and is a new one: whoever restores holds it.
    isInUse: () => Promise.resolve(false),
    isEmpty: () => Promise.resolve(true),
    empty: () => Promise.resolve(),
    async fill(migrations, tables) {
      database = await openDatabase(dataFolder, migrations.at(-1) ?? null)
      await fillTables(database, 'sqlite', tables)
      await migrate(database, 'sqlite', `in ${dataFolder}`)
    },
    close: async () => database?.destroy(),
  }
}

async function openPostgres(databaseUrl: string, logger: StorageLogger): Promise<StoreWriting> {
  const { createPatientPostgres, migratePostgres } = await import('../postgres/database.ts')
  const { database, close } = createPatientPostgres({ databaseUrl, logger })
  return {
    async isInUse() {
      const { rows } = await sql<{ others: number }>`
        select count(*) as others from pg_stat_activity
        where datname = current_database() and application_name = 'waymark' and pid <> pg_backend_pid()
      `.execute(database)
      return (rows[0]?.others ?? 0) > 0
    },
    isEmpty: async () => ((await countsOf(database)) ?? 0) === 0,
    async empty() {
      const known = new Set(await tablesOfOurs())
      const there = await database.introspection.getTables({ withInternalKyselyTables: true })
      for (const { name } of there) {
        if (known.has(name)) await sql`drop table if exists ${sql.table(name)} cascade`.execute(database)
      }
    },
    async fill(migrations, tables) {
      await migratePostgres({ databaseUrl, logger }, migrations.at(-1) ?? null)
      await fillTables(database, 'postgres', tables)
      await migratePostgres({ databaseUrl, logger })
    },
    close,
  }
}

/** What our migrations make, read off a store that is made for it in memory. */
async function tablesOfOurs(): Promise<string[]> {
  const { DatabaseSync } = await import('node:sqlite')
  const { databaseOver } = await import('../sqlite/database.ts')
  const database = databaseOver(new DatabaseSync(':memory:'))
  try {
    await migrate(database, 'sqlite', 'in memory')
    return (await database.introspection.getTables({ withInternalKyselyTables: true })).map(({ name }) => name)
  } finally {
    await database.destroy()
  }
}

type AnyTables = Kysely<Record<string, Record<string, unknown>>>

/** In one transaction, in whichever order: what rows refer to is looked for at its end. */
async function fillTables(store: Kysely<Database>, dialect: Dialect, tables: readonly TableRows[]): Promise<void> {
  await (store as unknown as AnyTables).transaction().execute(async (transaction) => {
    const references = dialect === 'postgres' ? await referencesOf(transaction) : []
    if (dialect === 'sqlite') await sql`pragma defer_foreign_keys = on`.execute(transaction)
    const settle = async (how: string): Promise<void> => {
      for (const { table, name } of references) {
        await sql`alter table ${sql.table(table)} alter constraint ${sql.ref(name)} ${sql.raw(how)}`.execute(
          transaction,
        )
      }
    }
    await settle('deferrable initially deferred')
    for (const { name, rows } of tables) {
      // Some tables are born with rows.
      await transaction.deleteFrom(name).execute()
      for await (const batch of batchesOf(rows())) await transaction.insertInto(name).values(batch).execute()
    }
    if (dialect === 'postgres') {
      await sql`set constraints all immediate`.execute(transaction)
      await settle('not deferrable')
      await raiseCounters(transaction)
    }
  })
}

async function* batchesOf(rows: AsyncIterable<StoredRow>): AsyncGenerator<StoredRow[]> {
  let batch: StoredRow[] = []
  for await (const row of rows) {
    batch.push(row)
    if (batch.length < ROWS_MAX && (batch.length + 1) * Object.keys(row).length < PARAMETERS_MAX) continue
    yield batch
    batch = []
  }
  if (batch.length > 0) yield batch
}

async function referencesOf(database: AnyTables): Promise<{ readonly table: string; readonly name: string }[]> {
  const { rows } = await sql<{ table: string; name: string }>`
    select relname as table, conname as name from pg_constraint join pg_class on pg_class.oid = conrelid
    where contype = 'f' and connamespace = current_schema()::regnamespace
  `.execute(database)
  return rows
}

/** The next number of a counter comes after those that were brought. */
async function raiseCounters(database: AnyTables): Promise<void> {
  const { rows } = await sql<{ table: string; column: string }>`
    select table_name as table, column_name as column from information_schema.columns
    where table_schema = current_schema() and column_default like 'nextval(%'
  `.execute(database)
  for (const { table, column } of rows) {
    await sql`
      select setval(pg_get_serial_sequence(${table}, ${column}), greatest(1, (select max(${sql.ref(column)}) from ${sql.table(table)})))
    `.execute(database)
  }
}
