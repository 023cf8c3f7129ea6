import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { startRedis, type TestRedis } from '#tests/support/redis.ts'
import { haveServices } from '#tests/support/services.ts'
import { sharedPostgres } from '#tests/support/stores.ts'
import { startFleetInProcess } from '#tests/support/sync-fleet-in-process.ts'
import { startFleetOfProcesses } from '#tests/support/sync-fleet-of-processes.ts'
import type { Fleet } from '#tests/support/sync-fleet.ts'
import { playRound } from '#tests/support/sync-fuzz-round.ts'
import { createRandom, seedFrom } from '#tests/support/sync-random.ts'

/** `node tests/bench/sync/fuzz-nodes.ts` plays 1,000 rounds over processes. */
const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 12)
const ROUND_TIMEOUT_MS = 40_000

describe.skipIf(!haveServices())('two nodes on one journey', () => {
  it(
    `keep every promise and end up equal, whatever doorbell and log do (${ROUNDS} rounds)`,
    async () => {
      const seed = seedFrom('FUZZ_SEED')
      const databaseUrl = await (await sharedPostgres()).createDatabase()
      await play(await startFleetInProcess(databaseUrl, createRandom(seed)), seed)
    },
    ROUNDS * ROUND_TIMEOUT_MS,
  )

  describe('as processes', () => {
    let redis: TestRedis
    beforeAll(async () => {
      redis = await startRedis()
    })
    afterAll(() => redis.close())

    it(
      `keep every promise and end up equal, whoever is killed or goes away (${ROUNDS} rounds)`,
      async () => {
        const seed = seedFrom('FUZZ_SEED')
        const postgres = await sharedPostgres()
        await play(await startFleetOfProcesses({ postgres, redis, nodes: 2, restartsPostgres: false }), seed)
      },
      ROUNDS * ROUND_TIMEOUT_MS,
    )
  })
})

async function play(fleet: Fleet, seed: number): Promise<void> {
  let saved = 0
  try {
    for (let round = 0; round < ROUNDS; round++) {
      saved += (await playRound(fleet, createRandom(seed + round), round)).saved
    }
  } finally {
    await fleet.close()
  }
  // Otherwise there was nothing to lose.
  expect(saved).toBeGreaterThan(ROUNDS * 10)
}
