import { setTimeout as delay } from 'node:timers/promises'
import { expect, it } from 'vitest'
import * as Y from 'yjs'
import type { UpdateLog } from '#server/storage/ports.ts'
import { connectProvider, expectEqual, type ProviderPeer } from '#tests/support/sync-provider-peer.ts'
import { createRandom, seedFrom, type Random } from '#tests/support/sync-random.ts'
import { JOURNEY, startTestSync, type TestSync } from '#tests/support/sync-server.ts'

const ROUNDS = Number(process.env['FUZZ_ROUNDS'] ?? 5)
const STEPS = 120
const LONGEST_COMMIT_MS = 15
const ROUND_TIMEOUT_MS = 30_000

/** One thing that happens to a peer. Edits are likely, the rest is not. */
const happenings: readonly (readonly [weight: number, act: (peer: ProviderPeer, random: Random) => void])[] = [
  [10, ({ doc }, random) => doc.getMap('cards').set(`card-${random.below(12)}`, random.below(1_000))],
  [2, ({ doc }, random) => doc.getMap('cards').delete(`card-${random.below(12)}`)],
  [6, ({ doc }, random) => insertText(doc.getText('text'), random)],
  [3, ({ doc }, random) => deleteText(doc.getText('text'), random)],
  [
    2,
    ({ doc }, random) =>
      doc.transact(() => {
        for (let count = random.below(30); count > 0; count--)
          doc.getMap('cards').set(`card-${random.below(12)}`, count)
      }),
  ],
  [1, ({ provider }) => provider.disconnect()],
  [3, ({ provider }) => provider.connect()],
  // As when a network is gone: without a goodbye.
  [1, ({ provider }) => (provider.ws as { terminate?: () => void } | null)?.terminate?.()],
]
const bag = happenings.flatMap(([weight, act]) => Array.from({ length: weight }, () => act))

function insertText(text: Y.Text, random: Random): void {
  text.insert(random.below(text.length + 1), 'abcdefgh'.slice(random.below(8)))
}

function deleteText(text: Y.Text, random: Random): void {
  const at = random.below(text.length + 1)
  text.delete(at, Math.min(random.below(4), text.length - at))
}

it(
  `leaves all replicas equal after anything (${ROUNDS} rounds)`,
  async () => {
    const seed = seedFrom('FUZZ_SEED')
    for (let round = 0; round < ROUNDS; round++) await playRound(createRandom(seed + round))
  },
  ROUNDS * ROUND_TIMEOUT_MS,
)

async function playRound(random: Random): Promise<void> {
  const server = await startTestSync({
    limits: { idleRoomMs: 20, foldInPauseMs: 5 },
    wrapLog: (log) => slowed(log, createRandom(~random.seed)),
  })
  const peers = await Promise.all(['ann', 'bob', 'cleo'].map((as) => connectProvider(server.url, JOURNEY, { as })))
  try {
    for (let step = 0; step < STEPS; step++) {
      random.pick(bag)(random.pick(peers), random)
      if (random.below(60) === 0) await server.restart()
      else if (random.below(3) === 0) await new Promise((resolve) => setTimeout(resolve, random.below(4)))
    }
    for (const { provider } of peers) provider.connect()
    await expect.poll(() => peers.every(({ provider }) => provider.synced), { timeout: 10_000 }).toBe(true)
    await expectSettled(server, peers)
  } finally {
    for (const peer of peers) peer.close()
    await server.close()
  }
}

/** A disk that takes its time: between a change and its commit there is room for other things to happen. */
function slowed(log: UpdateLog, random: Random): UpdateLog {
  return {
    ...log,
    async append(...change) {
      await delay(random.next() * LONGEST_COMMIT_MS)
      return log.append(...change)
    },
  }
}

/** Everybody has what everybody else has, and so does somebody who reads it from disk. */
async function expectSettled(server: TestSync, peers: readonly ProviderPeer[]): Promise<void> {
  await expectEqual(...peers.map(({ doc }) => doc))
  await server.restart()
  const reader = await connectProvider(server.url, JOURNEY, { as: 'reader', role: 'viewer' })
  await expectEqual(...peers.map(({ doc }) => doc), reader.doc)
  reader.close()
  expect(server.complaints).toEqual([])
}
