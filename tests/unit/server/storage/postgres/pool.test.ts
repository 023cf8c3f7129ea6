import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createPool, type ConnectionPool } from '#server/storage/postgres/pool.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { haveServices } from '#tests/support/services.ts'
import { silentLogger } from '#tests/support/storage-bytes.ts'

const AWAY = { name: 'StorageError', fault: 'unavailable' }

describe.skipIf(!haveServices('postgresql'))('a pool', () => {
  let postgres: TestPostgres
  let pool: ConnectionPool
  beforeAll(async () => {
    postgres = await startPostgres()
    const databaseUrl = await postgres.createDatabase()
    pool = createPool({ databaseUrl, size: 1, answerWithinMs: 1_500, logger: silentLogger })
  })
  afterAll(async () => {
    await pool.close()
    await postgres.close()
  })
  const processId = () =>
    pool.use(async (client) => (await client.query<{ id: number }>('SELECT pg_backend_pid() AS id')).rows[0]!.id)

  it('lends the same connection again, unless something failed on it', async () => {
    const first = await processId()
    expect(await processId()).toBe(first)
    const failing = pool.use(async (client) => {
      await client.query('BEGIN')
      await client.query('SELECT 1 / 0')
    })
    await expect(failing).rejects.toMatchObject({ name: 'StorageError', fault: 'failed' })
    expect(await processId()).not.toBe(first)
  })

  it('lends Kysely no connection again that fell silent in the middle of something', async () => {
    const before = await processId()
    const client = await pool.forKysely.connect()
    await client.query('BEGIN', [])
    postgres.pause()
    await expect(client.query('SELECT 1', [])).rejects.toMatchObject(AWAY)
    client.release()
    postgres.resume()
    expect(await processId()).not.toBe(before)
  })

  it('gives up a statement on the server as well', async () => {
    await expect(pool.use((client) => client.query('SELECT pg_sleep(60)'))).rejects.toMatchObject(AWAY)
    await expect
      .poll(() =>
        postgres.query(
          postgres.url(),
          "SELECT FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid()",
        ),
      )
      .toEqual([])
  })

  it('makes a commit wait for the disk, whatever the database’s default is', async () => {
    const databaseUrl = await postgres.createDatabase()
    const name = new URL(databaseUrl).pathname.slice(1)
    await postgres.query(postgres.url(), `ALTER DATABASE ${name} SET synchronous_commit = off`)
    await postgres.query(postgres.url(), `ALTER DATABASE ${name} SET default_transaction_isolation = 'serializable'`)
    const careful = createPool({ databaseUrl, size: 1, answerWithinMs: 1_500, logger: silentLogger })
    const settings = await careful.use((client) =>
      client.query(
        "SELECT current_setting('synchronous_commit') AS commit, current_setting('transaction_isolation') AS isolation",
      ),
    )
    expect(settings.rows).toEqual([{ commit: 'on', isolation: 'read committed' }])
    await careful.close()
  })

  it('does not wait long to close when the server stands still', async () => {
    const databaseUrl = await postgres.createDatabase()
    const other = createPool({ databaseUrl, size: 1, answerWithinMs: 1_500, logger: silentLogger })
    await other.use((client) => client.query('SELECT 1'))
    postgres.pause()
    const started = performance.now()
    await other.close()
    expect(performance.now() - started).toBeLessThan(5_000)
    postgres.resume()
    await expect(other.use((client) => client.query('SELECT 1'))).rejects.toMatchObject({ fault: 'failed' })
  })
})
