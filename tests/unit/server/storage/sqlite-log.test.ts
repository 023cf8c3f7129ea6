import { DatabaseSync } from 'node:sqlite'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { sqliteFault } from '#server/storage/sqlite/faults.ts'
import { createUpdateLog } from '#server/storage/sqlite/update-log.ts'
import { bytes, updates } from '#tests/support/storage-bytes.ts'
import { openTestStore, type TestStore } from '#tests/support/sync-data-folder.ts'

const AWAY = { name: 'StorageError', fault: 'unavailable' }

let store: TestStore
beforeEach(async () => {
  store = await openTestStore({ busyTimeoutMs: 200 })
  await store.addJourney('one')
})
afterEach(() => store.close())

it('commits what arrives together in few transactions', async () => {
  const other = new DatabaseSync(path.join(store.dataFolder, 'waymark.sqlite'))
  const commits = () => (other.prepare('PRAGMA data_version').get() as { data_version: number }).data_version
  const before = commits()
  await Promise.all(Array.from({ length: 500 }, () => store.log.append('one', updates(7))))
  expect(commits() - before).toBeLessThanOrEqual(2)
  other.close()
})

it('refuses what its thread had not answered when that dies, and the next request starts a new one', async () => {
  const born = new Promise<Worker>((resolve) => process.once('worker', resolve))
  const log = await createUpdateLog(store.dataFolder)
  expect(await log.append('one', updates(1))).toBe(1)

  const cutOff = log.append('one', updates(2))
  const death = (await born).terminate()
  await expect(cutOff).rejects.toMatchObject(AWAY)
  await death

  await log.append('one', updates(3))
  const loaded = await log.load('one')
  expect(loaded.updates.at(0)?.data).toEqual(bytes(1))
  expect(loaded.updates.at(-1)?.data).toEqual(bytes(3))
  await log.close()
})

it('does not start where no data folder can be', async () => {
  const nowhere = path.join(store.dataFolder, 'waymark.sqlite', 'inside')
  await expect(createUpdateLog(nowhere)).rejects.toMatchObject(AWAY)
})

it('says that waiting helps when the disk is full, and that it does not when a request is at fault', () => {
  const database = new DatabaseSync(':memory:')
  database.exec('CREATE TABLE things (id integer primary key, data blob) STRICT; PRAGMA max_page_count = 4')
  const faultOf = (sql: string) => {
    try {
      database.exec(sql)
      return null
    } catch (error) {
      return sqliteFault(error).fault
    }
  }
  expect(faultOf('INSERT INTO things VALUES (1, zeroblob(100))')).toBeNull()
  expect(faultOf('INSERT INTO things VALUES (2, zeroblob(1000000))')).toBe('unavailable')
  expect(faultOf('INSERT INTO things VALUES (1, zeroblob(100))')).toBe('failed')
  expect(sqliteFault(new Error('something else')).fault).toBe('failed')
  database.close()
})
