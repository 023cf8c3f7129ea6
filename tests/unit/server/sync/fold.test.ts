import { expect, it } from 'vitest'
import * as Y from 'yjs'
import { createNoDoorbell } from '#server/cluster/no-doorbell.ts'
import { createCounters } from '#server/sync/counters.ts'
import { DEFAULT_LIMITS } from '#server/sync/limits.ts'
import { createRoom } from '#server/sync/room.ts'
import type { LoggedUpdate, UpdateLog } from '#server/storage/ports.ts'

/** A log in memory that remembers what it was asked to fold; only its promises matter here, not its disk. */
function memoryLog() {
  const updates: LoggedUpdate[] = []
  const folds: { readonly seq: number; readonly state: Uint8Array }[] = []
  const log: UpdateLog = {
    load: () => Promise.resolve({ snapshot: null, updates, seq: updates.length }),
    append(_journeyId, added) {
      for (const { data } of added) updates.push({ seq: updates.length + 1, data })
      return Promise.resolve(updates.length)
    },
    since: () => Promise.resolve(null),
    heads: () => Promise.resolve(new Map()),
    loadAt: () => Promise.resolve(null),
    forgetBefore: () => Promise.resolve(0),
    compact: (_journeyId, seq, state) => Promise.resolve(void folds.push({ seq, state })),
    close: () => Promise.resolve(),
  }
  return { log, updates, folds }
}

it('never folds away a change that the snapshot does not hold', async () => {
  const { log, updates, folds } = memoryLog()
  const room = createRoom({
    journeyId: 'journey',
    loaded: { snapshot: null, updates: [], seq: 0 },
    log,
    doorbell: createNoDoorbell(),
    isFull: () => false,
    limits: DEFAULT_LIMITS,
    counters: createCounters(),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    changed: () => undefined,
    gaveUp: () => undefined,
  })
  const write = (key: string): Promise<void> =>
    room.change(null, (doc) => void doc.getMap('texts').set(key, key.repeat(5_000)))

  // The fold is asked for while a batch gathers, and a change joins that same batch afterwards.
  const before = write('a')
  const folded = room.compact('unload')
  const after = write('b')
  await Promise.all([before, folded, after])

  expect(folds).toHaveLength(1)
  const [fold] = folds
  const inSnapshot = new Y.Doc()
  Y.applyUpdate(inSnapshot, fold?.state ?? new Uint8Array())
  const inLog = new Y.Doc()
  for (const { seq, data } of updates) if (seq <= (fold?.seq ?? 0)) Y.applyUpdate(inLog, data)
  for (const key of inLog.getMap('texts').keys()) expect(inSnapshot.getMap('texts').has(key)).toBe(true)
  expect(inLog.getMap('texts').size).toBe(2)
})
