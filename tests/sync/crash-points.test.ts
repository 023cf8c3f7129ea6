import { expect, it } from 'vitest'
import { CRASH_POINTS, type CrashPoint } from '#server/storage/crash-points.ts'
import { readFresh, startWriter } from '#tests/support/sync-kill-round.ts'
import { startNode } from '#tests/support/sync-nodes.ts'
import { createRandom, seedFrom } from '#tests/support/sync-random.ts'
import { readStoredLog } from '#tests/support/sync-stored-log.ts'
import { describeStores, type StorePlace } from '#tests/support/stores.ts'

const JOURNEY = 'journey-1'
const WRITERS = ['ann', 'bob', 'cleo']
const CASE_TIMEOUT_MS = 30_000

/** How often each place is passed before the process dies there: a new place needs a case. */
const PASSES: Readonly<Record<CrashPoint, number>> = {
  'append.before': 20,
  'append.inserted': 20,
  'append.committed': 20,
  'broadcast.before': 20,
  'broadcast.half': 20,
  'saved.before': 20,
  // A snapshot is made after a quarter of a megabyte, here at once.
  'compact.before': 0,
  'compact.inserted': 0,
  'compact.committed': 0,
}

describeStores('a server that dies', (store) => {
  const random = createRandom(seedFrom('CRASH_SEED'))

  for (const point of CRASH_POINTS) {
    it(
      `at ${point} loses nothing that it called saved or told others of`,
      async () => {
        const place = await store.open()
        try {
          const promised = await dieAt(place, point, PASSES[point] + random.below(3))
          await expectWholeLog(place, promised)
          await expectReadable(place, promised)
        } finally {
          await place.close()
        }
      },
      CASE_TIMEOUT_MS,
    )
  }

  /** Three people edit at speed until the server is gone; what they may rely on. */
  async function dieAt(place: StorePlace, point: CrashPoint, after: number): Promise<readonly string[]> {
    const node = await startNode({ ...place, crash: { point, after }, limits: { foldInPauseMs: 0 } })
    const writers = await Promise.all(WRITERS.map((name) => startWriter(`${node.url}/${JOURNEY}`, name, random)))
    expect((await node.exited).signal, `${point} was never reached`).toBe('SIGKILL')
    await Promise.all(writers.map(({ closed }) => closed))
    for (const writer of writers) writer.stop()
    const promised = writers.flatMap((writer) => [...writer.saved(), ...writer.told()])
    // Otherwise it died before anything was promised, and nothing is proved.
    expect(promised.length).toBeGreaterThan(0)
    expect(writers.some((writer) => writer.unsaved().length > 0)).toBe(true)
    return [...new Set(promised)]
  }
})

async function expectWholeLog(place: StorePlace, promised: readonly string[]): Promise<void> {
  const { seqs, head, cards } = await readStoredLog(place, JOURNEY)
  expect(seqs).toEqual(Array.from({ length: head }, (_, index) => index + 1))
  expectAll(cards, promised)
}

/**
 * Without any of the clients: a server that has only its disk, and somebody who has never been there. When they have left, the log can
 * be folded after all.
 */
async function expectReadable(place: StorePlace, promised: readonly string[]): Promise<void> {
  const node = await startNode({ ...place, limits: { idleRoomMs: 20 } })
  try {
    expectAll(await readFresh(`${node.url}/${JOURNEY}`), promised)
    await expect.poll(async () => (await node.figures()).rooms, { timeout: 5_000 }).toBe(0)
  } finally {
    expect(await node.end('SIGTERM')).toBe(0)
  }
  const { snapshotSeq, head, cards } = await readStoredLog(place, JOURNEY)
  expect(snapshotSeq).toBe(head)
  expectAll(cards, promised)
}

function expectAll(kept: ReadonlySet<string>, promised: readonly string[]): void {
  expect(promised.filter((card) => !kept.has(card))).toEqual([])
}
