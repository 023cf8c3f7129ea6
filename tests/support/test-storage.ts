import { afterAll, beforeAll } from 'vitest'
import { newId } from '#shared/lib/ids.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import type { UpdateLog } from '#server/storage/ports.ts'
import { createPostgresUpdateLog } from '#server/storage/postgres/update-log.ts'
import { createUpdateLog } from '#server/storage/sqlite/update-log.ts'
import type { Storage } from '#server/storage/storage.ts'
import { silentLogger } from './storage-bytes.ts'
import type { StoreKind, StorePlace } from './stores.ts'
import { addJourney } from './sync-data-folder.ts'

export interface TestStorage extends Storage {
  readonly place: StorePlace
  /** A journey without updates, with an id of its own. */
  readonly newJourney: () => Promise<string>
  /** Another node's log on the same store. The caller closes it. */
  readonly anotherLog: () => Promise<UpdateLog>
}

/** An open store for all tests of the suite in which it is called, each of which takes journeys of its own. */
export function storageForSuite(kind: StoreKind): () => TestStorage {
  let opened: TestStorage | null = null
  beforeAll(async () => {
    opened = await openTestStorage(kind)
  }, 60_000)
  afterAll(async () => {
    await opened?.close()
    await opened?.place.close()
  }, 60_000)
  return () => {
    if (opened === null) throw new Error('The store is open while tests run.')
    return opened
  }
}

/** An open store on a place of its own. The caller closes both. */
export async function openTestStorage(kind: StoreKind): Promise<TestStorage> {
  const place = await kind.open()
  const { databaseUrl, dataFolder } = place
  const storage = await openStorage({ databaseUrl, dataFolder, historyDays: 90, logger: silentLogger })
  return {
    ...storage,
    place,
    async newJourney() {
      const id = newId<'journey'>()
      await addJourney(storage.database, id)
      return id
    },
    anotherLog: () =>
      databaseUrl === null
        ? createUpdateLog(dataFolder)
        : Promise.resolve(createPostgresUpdateLog({ databaseUrl, logger: silentLogger })),
  }
}
