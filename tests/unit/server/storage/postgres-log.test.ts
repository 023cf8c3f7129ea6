import { afterAll, beforeAll, describe, expect, it } from 'vitest'
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

  it('gives numbers and instants the same order, whichever node appends', async () => {
    const other = await storage.anotherLog()
    const id = await storage.newJourney()
    for (let round = 0; round < 50; round++) {
      await Promise.all([storage.log.append(id, updates(1)), other.append(id, updates(2, 3))])
    }
    await other.close()
    const rows = await query<{ created_at: string }>(
      'SELECT created_at FROM journey_updates WHERE journey_id = $1 ORDER BY seq',
      [id],
    )
    const instants = rows.map((row) => Number(row.created_at))
    expect(instants).toEqual(instants.toSorted((one, two) => one - two))
  })
})
