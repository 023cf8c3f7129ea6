import { parseArgs } from 'node:util'
import { startPostgres } from '#tests/support/postgres.ts'
import { startRedis } from '#tests/support/redis.ts'
import { startFleetOfProcesses } from '#tests/support/sync-fleet-of-processes.ts'
import { playRound, type RoundReport } from '#tests/support/sync-fuzz-round.ts'
import { createRandom } from '#tests/support/sync-random.ts'

/**
 * `node tests/bench/sync/fuzz-nodes.ts [--rounds 1000] [--seed 7] [--talkative]`: everything that can happen to nodes, PostgreSQL and
 * Redis, all of them real. Ends with 1 at the first round that loses something or does not settle; its seed plays that round alone.
 */
const { values } = parseArgs({
  options: {
    rounds: { type: 'string', default: '1000' },
    seed: { type: 'string' },
    talkative: { type: 'boolean', default: false },
  },
})
const rounds = Number(values.rounds)
const firstSeed = Number(values.seed ?? Math.floor(Math.random() * 2 ** 31))
/** The fleet is a new one after so many rounds: with another number of nodes, and an empty database. */
const ROUNDS_PER_FLEET = 20
const REPORT_EVERY = 10
/** One fleet in so many has three nodes. */
const THREE_NODES_EVERY = 4

const postgres = await startPostgres()
const redis = await startRedis()
const sums: Record<string, number> = {}
let failed: unknown = null
const startedAt = performance.now()
console.log(`${rounds} rounds, seed ${firstSeed}`)

for (let from = 0; from < rounds && failed === null; from += ROUNDS_PER_FLEET) {
  const nodes = (from / ROUNDS_PER_FLEET) % THREE_NODES_EVERY === THREE_NODES_EVERY - 1 ? 3 : 2
  const fleet = await startFleetOfProcesses({
    postgres,
    redis,
    nodes,
    restartsPostgres: true,
    isTalkative: values.talkative,
  })
  for (let round = from; round < Math.min(rounds, from + ROUNDS_PER_FLEET) && failed === null; round++) {
    try {
      add(await playRound(fleet, createRandom(firstSeed + round), round))
      if ((round + 1) % REPORT_EVERY === 0) report(round + 1)
    } catch (error) {
      failed = error
      console.error(`Round ${round}, ${nodes} nodes: --rounds 1 --seed ${firstSeed + round}\n`, error)
    }
  }
  await fleet.close()
}
await redis.close()
await postgres.close()
process.exit(failed === null ? 0 : 1)

function add({ happenings, settledMs, ...counts }: RoundReport): void {
  for (const [name, count] of [...Object.entries(happenings), ...Object.entries(counts)]) {
    sums[name] = (sums[name] ?? 0) + count
  }
  sums['longest to settle, ms'] = Math.max(sums['longest to settle, ms'] ?? 0, Math.round(settledMs))
}

function report(done: number): void {
  const seconds = Math.round((performance.now() - startedAt) / 1_000)
  console.log(`${done} rounds in ${seconds} s: ${JSON.stringify(sums)}`)
}
