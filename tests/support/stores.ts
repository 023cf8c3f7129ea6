import fs from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, describe } from 'vitest'
import { startPostgres, type TestPostgres } from './postgres.ts'
import { haveServices } from './services.ts'

/** An empty store of one kind; `openStorage` takes what it is. Several may be opened on one PostgreSQL place, as nodes do. */
export interface StorePlace {
  readonly databaseUrl: string | null
  readonly dataFolder: string
  /** Removes it. Close what is open on it before. */
  close(): Promise<void>
}

export interface StoreKind {
  readonly name: 'SQLite' | 'PostgreSQL'
  /** Rejects with the way to get PostgreSQL where it is missing. */
  open(): Promise<StorePlace>
}

let server: Promise<TestPostgres> | null = null

/** The PostgreSQL that the places of this test file share; started when it is first needed, ended with the file. */
export const sharedPostgres = (): Promise<TestPostgres> => (server ??= startPostgres())

afterAll(async () => {
  const started = server
  server = null
  await (await started)?.close()
})

const newFolder = (): Promise<string> => fs.mkdtemp(path.join(os.tmpdir(), 'waymark-store-'))
const removal = (folder: string) => (): Promise<void> => fs.rm(folder, { recursive: true, force: true })

export const sqliteStore: StoreKind = {
  name: 'SQLite',
  async open() {
    const dataFolder = await newFolder()
    return { databaseUrl: null, dataFolder, close: removal(dataFolder) }
  },
}

/** The address of an empty database on the server that this test file shares. */
export const newDatabase = async (): Promise<string> => (await sharedPostgres()).createDatabase()

export const postgresStore: StoreKind = {
  name: 'PostgreSQL',
  async open() {
    const databaseUrl = await newDatabase()
    const dataFolder = await newFolder()
    return { databaseUrl, dataFolder, close: removal(dataFolder) }
  },
}

/** Every store: what holds for one holds for all (`describe.each(STORES)('over $name', …)`). */
export const STORES: readonly StoreKind[] = [sqliteStore, postgresStore]

/** Runs a suite over every store. Where PostgreSQL is missing its part is skipped, which is said loudly. */
export function describeStores(title: string, suite: (store: StoreKind) => void): void {
  for (const store of STORES) {
    const isHere = store.name === 'SQLite' || haveServices('postgresql')
    describe.skipIf(!isHere)(`${title} (${store.name})`, () => suite(store))
  }
}
