import type { Config } from '#server/config.ts'
import { startTestApp, type TestApp } from './http-app.ts'
import { describeStores, newDatabase } from './stores.ts'

/** Starts a server as `startTestApp` does: on an empty store, or again on what `keptBy` names. */
export type StartOnStore = (settings?: Partial<Config>) => Promise<TestApp>

/** What a server keeps its things in, to start another one on the same. */
export const keptBy = ({ folder, databaseUrl }: TestApp): Pick<Config, 'dataFolder' | 'databaseUrl'> => ({
  dataFolder: folder,
  databaseUrl,
})

/** Runs a suite with servers over SQLite, and once more with servers over PostgreSQL. */
export function describeOverStores(title: string, suite: (start: StartOnStore, isShared: boolean) => void): void {
  describeStores(title, ({ name }) => {
    const isShared = name === 'PostgreSQL'
    suite(isShared ? startOnPostgres : startTestApp, isShared)
  })
}

const startOnPostgres: StartOnStore = async (settings = {}) => {
  if (settings.databaseUrl !== undefined) return startTestApp(settings)
  return startTestApp({ ...settings, databaseUrl: await newDatabase() })
}
