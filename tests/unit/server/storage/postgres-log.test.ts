import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { sql } from 'kysely'
import { haveServices } from '#tests/support/services.ts'
import { updates } from '#tests/support/storage-bytes.ts'
import { postgresStore, sharedPostgres } from '#tests/support/stores.ts'
import { openTestStorage, type TestStorage } from '#tests/support/test-storage.ts'

describe.skipIf(!haveServices('postgresql'))('the log in PostgreSQL', () => {
  let storage: TestStorage
  beforeAll(async () => {
    storage = await openTestStorage(postgresStore)
  })
  afterAll(async () => {
    await storage.close()
    await storage.place.close()
  })
  const query = async <Row>(sql: string, values: unknown[] = []) =>
    (await sharedPostgres()).query<Row>(storage.place.databaseUrl ?? '', sql, values)

  it('commits what arrives together in few transactions, those of different journeys, too', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => storage.newJourney()))
    await Promise.all(Array.from({ length: 1_000 }, (_, index) => storage.log.append(ids[index % 50]!, updates(7))))
    const [row] = await query<{ transactions: number }>(
      'SELECT count(DISTINCT xmin::text)::int AS transactions FROM journey_updates WHERE journey_id = ANY ($1)',
      [ids],
    )
    expect(row!.transactions).toBeLessThanOrEqual(4)
  })

  it('gives numbers and instants the same order: it looks at the clock when its turn has come', async () => {
    const id = await storage.newJourney()
    const appended = await storage.database.transaction().execute(async (elsewhere) => {
      await sql`SELECT FROM journey_heads WHERE journey_id = ${id} FOR UPDATE`.execute(elsewhere)
      const waits = storage.log.append(id, updates(1))
      const waiting = "SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND query LIKE '%journey_updates%'"
      await expect.poll(async () => (await query(waiting)).length, { interval: 10 }).toBe(1)
      const { rows } = await sql<{ now: number }>`
        SELECT (extract(epoch FROM clock_timestamp()) * 1000)::bigint AS now`.execute(elsewhere)
      return { waits, releasedAt: rows[0]!.now }
    })
    expect(await appended.waits).toBe(1)
    const { created_at: at } = await storage.database
      .selectFrom('journey_updates')
      .select('created_at')
      .where('journey_id', '=', id)
      .executeTakeFirstOrThrow()
    expect(at).toBeGreaterThanOrEqual(appended.releasedAt)
  })
})
