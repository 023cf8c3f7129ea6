import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import { readFresh, startWriter } from '#tests/support/sync-kill-round.ts'
import { startNode } from '#tests/support/sync-nodes.ts'
import { createRandom, seedFrom } from '#tests/support/sync-random.ts'
import { describeStores } from '#tests/support/stores.ts'

const ROUNDS = Number(process.env['KILL_ROUNDS'] ?? 8)
const WRITERS = ['ann', 'bob', 'cleo', 'dan', 'eve']
/** The kill comes this long after everyone has had something saved. */
const LONGEST_LIFE_MS = 150
/** A journey lives through so many kills, so that its log grows and is folded under way. */
const ROUNDS_PER_JOURNEY = 5
const ROUND_TIMEOUT_MS = 15_000

describeStores('a server that is killed with every client gone', (store) => {
  it(
    `loses nothing that it called saved or told others of (${ROUNDS} rounds)`,
    async () => {
      const random = createRandom(seedFrom('KILL_SEED'))
      const place = await store.open()
      const sums = { saved: 0, unsaved: 0, told: 0, missing: 0, roundsWithChangesUnderWay: 0 }
      let promised = new Set<string>()
      let node = await startNode({ ...place, limits: { foldInPauseMs: 5 } })
      try {
        for (let round = 0; round < ROUNDS; round++) {
          const journeyId = `journey-${Math.floor(round / ROUNDS_PER_JOURNEY)}`
          if (round % ROUNDS_PER_JOURNEY === 0) promised = new Set()
          const journey = `${node.url}/${journeyId}`
          const writers = await Promise.all(WRITERS.map((name) => startWriter(journey, `${name}${round}`, random)))
          await Promise.all(writers.map(({ firstSaved }) => firstSaved))
          await delay(random.next() * LONGEST_LIFE_MS)
          await node.end('SIGKILL')
          for (const writer of writers) writer.stop()

          node = await startNode({ ...place, limits: { foldInPauseMs: 5 } })
          const kept = await readFresh(`${node.url}/${journeyId}`)
          for (const writer of writers) for (const card of [...writer.saved(), ...writer.told()]) promised.add(card)
          const missing = [...promised].filter((card) => !kept.has(card))
          sums.saved += writers.reduce((sum, writer) => sum + writer.saved().length, 0)
          sums.told += writers.reduce((sum, writer) => sum + writer.told().length, 0)
          sums.unsaved += writers.reduce((sum, writer) => sum + writer.unsaved().length, 0)
          sums.missing += missing.length
          if (writers.some((writer) => writer.unsaved().length > 0)) sums.roundsWithChangesUnderWay++
          expect(missing, `round ${round}`).toEqual([])
        }
      } finally {
        await node.end('SIGKILL')
        await place.close()
        // `tests/bench/sync/kills.ts` reads this line.
        console.log(`${ROUNDS} rounds of kill -9 on ${store.name}: ${JSON.stringify(sums)}`)
      }
      // Otherwise the kills came when nothing was happening, and proved nothing.
      expect(sums.roundsWithChangesUnderWay).toBeGreaterThan(ROUNDS / 2)
    },
    ROUNDS * ROUND_TIMEOUT_MS,
  )
})
