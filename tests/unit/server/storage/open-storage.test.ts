import fs from 'node:fs/promises'
import { describe, expect, it, onTestFinished } from 'vitest'
import { migrationProvider } from '#server/storage/migrations/migration-provider.ts'
import { openStorage } from '#server/storage/open-storage.ts'
import type { Storage } from '#server/storage/storage.ts'
import { haveServices } from '#tests/support/services.ts'
import { silentLogger, updates } from '#tests/support/storage-bytes.ts'
import { describeStores, postgresStore, sharedPostgres, sqliteStore, type StorePlace } from '#tests/support/stores.ts'
import { addJourney } from '#tests/support/sync-data-folder.ts'
import { storageForSuite } from '#tests/support/test-storage.ts'

const open = ({ databaseUrl, dataFolder }: StorePlace): Promise<Storage> =>
  openStorage({ databaseUrl, dataFolder, historyDays: 90, logger: silentLogger })

describeStores('openStorage', (kind) => {
  it('makes everything that is missing, and finds what was stored when it opens again', async () => {
    const place = await kind.open()
    onTestFinished(() => place.close())
    const first = await open(place)
    expect(first.dialect).toBe(kind.name === 'SQLite' ? 'sqlite' : 'postgres')
    await first.check()
    const ann = { id: 'ann', name: 'Ann', color: 3, created_at: 1_790_000_000_000 }
    await first.database.insertInto('people').values(ann).execute()
    await addJourney(first.database, 'one')
    await first.log.append('one', updates(1, 2))
    await first.close()

    const second = await open(place)
    expect(await second.database.selectFrom('people').selectAll().execute()).toMatchObject([
      { ...ann, email: null, password_hash: null },
    ])
    expect((await second.log.load('one')).seq).toBe(2)
    await second.close()
  })

  it('closes what it has opened, whoever closes twice', async () => {
    const place = await kind.open()
    onTestFinished(() => place.close())
    const storage = await open(place)
    await storage.close()
    await expect(storage.log.append('one', updates(1))).rejects.toMatchObject({ name: 'StorageError' })
    await expect(storage.database.selectFrom('people').selectAll().execute()).rejects.toThrow()
    await storage.close()
  })

  it('says so when the database was made by a newer Waymark', async () => {
    const place = await kind.open()
    onTestFinished(() => place.close())
    const storage = await open(place)
    const executed = { name: '9999-future', timestamp: new Date().toISOString() }
    await storage.database
      .insertInto('kysely_migration' as never)
      .values(executed)
      .execute()
    await storage.close()
    await expect(open(place)).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringContaining('newer Waymark') as string,
    })
  })
})

describeStores('the tables', (kind) => {
  const storage = storageForSuite(kind)

  it('hold references between them', async () => {
    const orphan = { session_id: 'nobody', share_id: 'nothing' }
    const failing = storage().database.insertInto('session_shares').values(orphan).execute()
    await expect(failing).rejects.toThrow(/foreign key/i)
  })

  it('take back a transaction that fails', async () => {
    const { database } = storage()
    const failing = database.transaction().execute(async (transaction) => {
      await transaction.insertInto('people').values({ id: 'ann', name: 'Ann', color: 3, created_at: 1 }).execute()
      throw new Error('on purpose')
    })
    await expect(failing).rejects.toThrow('on purpose')
    expect(await database.selectFrom('people').selectAll().execute()).toEqual([])
  })

  it('give back what was put in, in the same types', async () => {
    const { database } = storage()
    const job = {
      id: 'job',
      kind: 'import',
      dataset_id: null,
      state: 'running',
      progress: 0.1,
      rows: 12_345_678_901,
      error: null,
      created_at: 1,
      updated_at: 1_790_000_000_123,
    }
    await database.insertInto('jobs').values(job).execute()
    expect(await database.selectFrom('jobs').selectAll().executeTakeFirstOrThrow()).toEqual(job)
    const { count } = await database
      .selectFrom('jobs')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    expect(count).toBe(1)
    expect(await database.deleteFrom('jobs').where('id', '=', 'job').executeTakeFirst()).toMatchObject({
      numDeletedRows: 1n,
    })
  })

  it('find nothing in no list', async () => {
    expect(await storage().database.selectFrom('journeys').select('id').where('id', 'in', []).execute()).toEqual([])
  })

  it('count changes of rights, and give no number twice', async () => {
    const { database } = storage()
    const insert = () =>
      database.insertInto('rights_changes').values({ target: '{}', at: 1 }).returning('seq').executeTakeFirstOrThrow()
    const first = await insert()
    const second = await insert()
    expect(second.seq).toBe(first.seq + 1)
    await database.deleteFrom('rights_changes').execute()
    expect((await insert()).seq).toBe(second.seq + 1)
  })
})

describe.skipIf(!haveServices('postgresql'))('several nodes that start together', () => {
  it('bring an empty database up to date once', async () => {
    const place = await postgresStore.open()
    onTestFinished(() => place.close())
    const nodes = await Promise.all(Array.from({ length: 6 }, () => open(place)))
    const server = await sharedPostgres()
    const names = await server.query(place.databaseUrl ?? '', 'SELECT name FROM kysely_migration ORDER BY name')
    const all = Object.keys(await migrationProvider('postgres').getMigrations())
    expect(names).toEqual(all.map((name) => ({ name })))
    await addJourney(nodes[0]!.database, 'one')
    expect(await Promise.all(nodes.map((node) => node.log.append('one', updates(1))))).toHaveLength(6)
    expect((await nodes[5]!.log.load('one')).seq).toBe(6)
    await Promise.all(nodes.map((node) => node.close()))
  })
})

describe('a data folder', () => {
  it('is for one server: the second is refused in words that name it', async () => {
    const place = await sqliteStore.open()
    onTestFinished(() => place.close())
    const first = await open(place)
    await expect(open(place)).rejects.toMatchObject({
      name: 'StorageError',
      message: expect.stringContaining(place.dataFolder) as string,
    })
    await first.close()
    await (await open(place)).close()
  })

  it('is free again when the database in it cannot be opened', async () => {
    const place = await sqliteStore.open()
    onTestFinished(() => place.close())
    await fs.writeFile(`${place.dataFolder}/waymark.sqlite`, 'this is not a database, it is a sentence'.repeat(200))
    await expect(open(place)).rejects.toThrow('not a database')
    await fs.rm(`${place.dataFolder}/waymark.sqlite`)
    await (await open(place)).close()
  })
})
