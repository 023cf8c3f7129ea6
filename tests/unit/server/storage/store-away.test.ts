import { DatabaseSync } from 'node:sqlite'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { openStorage } from '#server/storage/open-storage.ts'
import type { UpdateLog } from '#server/storage/ports.ts'
import { createUpdateLog } from '#server/storage/sqlite/update-log.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { haveServices } from '#tests/support/services.ts'
import { sqliteStore } from '#tests/support/stores.ts'
import { addJourney } from '#tests/support/sync-data-folder.ts'
import { bytes, silentLogger, updates } from '#tests/support/storage-bytes.ts'
import { openTestStorage, type TestStorage } from '#tests/support/test-storage.ts'

const AWAY = { name: 'StorageError', fault: 'unavailable' }

/** Appends again and again until the store takes it, as a room does. Every failure on the way has to say that waiting helps. */
async function appendUntilStored(log: UpdateLog, id: string, value: number): Promise<number> {
  for (;;) {
    try {
      return await log.append(id, updates(value))
    } catch (error) {
      expect(error).toMatchObject(AWAY)
      await new Promise((resolve) => setTimeout(resolve, 20))
    }
  }
}

describe('SQLite whose file another connection has', () => {
  let storage: TestStorage
  let log: UpdateLog
  beforeAll(async () => {
    storage = await openTestStorage(sqliteStore)
    log = await createUpdateLog(storage.place.dataFolder, { busyTimeoutMs: 100 })
  })
  afterAll(async () => {
    await log.close()
    await storage.close()
    await storage.place.close()
  })

  it('takes nothing meanwhile, still reads, and goes on afterwards', async () => {
    const id = await storage.newJourney()
    await log.append(id, updates(1))
    const other = new DatabaseSync(path.join(storage.place.dataFolder, 'waymark.sqlite'))
    other.exec('BEGIN IMMEDIATE')
    const [append, compact, load] = await Promise.allSettled([
      log.append(id, updates(2)),
      log.compact(id, 1, bytes(9)),
      log.load(id),
    ])
    expect(append).toMatchObject({ status: 'rejected', reason: AWAY })
    expect(compact).toMatchObject({ status: 'rejected', reason: AWAY })
    expect(load).toMatchObject({ status: 'fulfilled', value: { seq: 1 } })
    await storage.check()
    other.exec('ROLLBACK')
    other.close()
    expect(await log.append(id, updates(3))).toBe(2)
    expect((await log.load(id)).updates.map(({ data }) => data)).toEqual([bytes(1), bytes(3)])
  })
})

describe.skipIf(!haveServices('postgresql'))('PostgreSQL that goes away', () => {
  let postgres: TestPostgres
  let url: string
  let storage: Awaited<ReturnType<typeof openStorage>>
  const open = () => openStorage({ databaseUrl: url, dataFolder: '', historyDays: 90, logger: silentLogger })
  beforeAll(async () => {
    postgres = await startPostgres()
    url = await postgres.createDatabase()
    storage = await open()
  })
  afterAll(async () => {
    await storage.close()
    await postgres.close()
  })
  let journeys = 0
  async function newJourney(): Promise<string> {
    const id = `journey-${++journeys}`
    await addJourney(storage.database, id)
    return id
  }

  it.each(['fast', 'immediate'] as const)(
    'comes back after a restart (%s) with everything it had acknowledged',
    async (how) => {
      const ids = await Promise.all(Array.from({ length: 8 }, newJourney))
      const state = { isOver: false }
      let refused = 0
      const stored = new Map(ids.map((id) => [id, new Set<number>()]))
      const writing = ids.map(async (id) => {
        while (!state.isOver) {
          try {
            stored.get(id)!.add(await storage.log.append(id, updates(1)))
          } catch (error) {
            expect(error).toMatchObject(AWAY)
            refused++
            await new Promise((resolve) => setTimeout(resolve, 20))
          }
        }
      })
      const acknowledged = () => [...stored.values()].reduce((sum, each) => sum + each.size, 0)
      await expect.poll(acknowledged).toBeGreaterThan(50)
      await postgres.stop(how)
      await expect.poll(() => refused).toBeGreaterThan(ids.length * 2)
      await expect(storage.check()).rejects.toMatchObject(AWAY)
      await expect(storage.log.load(ids[0]!)).rejects.toMatchObject(AWAY)
      await expect(storage.database.selectFrom('journeys').selectAll().execute()).rejects.toMatchObject(AWAY)
      await postgres.start()
      const before = acknowledged()
      await expect.poll(acknowledged, { timeout: 20_000 }).toBeGreaterThan(before + 50)
      state.isOver = true
      await Promise.all(writing)
      await storage.check()
      for (const [id, numbers] of stored) {
        const loaded = await storage.log.load(id)
        const there = loaded.updates.map(({ seq }) => seq)
        expect(there).toEqual(Array.from({ length: loaded.seq }, (_, index) => index + 1))
        for (const seq of numbers) expect(seq).toBeLessThanOrEqual(loaded.seq)
      }
    },
  )

  it('is used again at once when all connections were cut', async () => {
    const id = await newJourney()
    await storage.log.append(id, updates(1))
    await Promise.all(Array.from({ length: 8 }, () => storage.database.selectFrom('journeys').select('id').execute()))
    await postgres.cutConnections(url)
    expect(await appendUntilStored(storage.log, id, 2)).toBeGreaterThanOrEqual(2)
    await expect
      .poll(() =>
        storage.check().then(
          () => true,
          () => false,
        ),
      )
      .toBe(true)
  })

  it('may end a connection in the middle of a transaction', async () => {
    const transaction = storage.database.transaction().execute(async (open) => {
      await open.insertInto('settings').values({ key: 'cut', value: 'off' }).execute()
      await postgres.cutConnections(url)
      // Nobody waits for this connection while it ends: it must not end the process.
      await new Promise((resolve) => setTimeout(resolve, 100))
      await open.insertInto('settings').values({ key: 'after', value: 'all' }).execute()
    })
    await expect(transaction).rejects.toMatchObject(AWAY)
    expect(await storage.database.selectFrom('settings').selectAll().execute()).toEqual([])
  })

  it('that stands still is given up on, and used again when it moves', async () => {
    const id = await newJourney()
    await storage.log.append(id, updates(1))
    postgres.pause()
    const started = performance.now()
    await expect(storage.check()).rejects.toMatchObject(AWAY)
    expect(performance.now() - started).toBeLessThan(3_000)
    await expect(storage.log.append(id, updates(2))).rejects.toMatchObject(AWAY)
    expect(performance.now() - started).toBeLessThan(15_000)
    postgres.resume()
    expect(await appendUntilStored(storage.log, id, 3)).toBeGreaterThanOrEqual(2)
    await storage.check()
  }, 40_000)

  it('is named in plain words, without its password, when it cannot be reached at the start', async () => {
    const { port } = new URL(url)
    const opening = (databaseUrl: string) =>
      openStorage({ databaseUrl, dataFolder: '', historyDays: 90, logger: silentLogger }).catch(
        (error: Error) => error.message,
      )
    const nobody = await opening(`postgres://ann:secret@127.0.0.1:1/plans`)
    expect(nobody).toContain('plans on 127.0.0.1:1')
    expect(nobody).toContain('ECONNREFUSED')
    expect(nobody).not.toContain('secret')
    const missing = await opening(`postgres://waymark:secret@127.0.0.1:${port}/missing`)
    expect(missing).toContain('database "missing" does not exist')
    expect(missing).not.toContain('secret')
  })
})
