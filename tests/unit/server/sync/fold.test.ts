import { afterEach, expect, it, vi } from 'vitest'
import * as Y from 'yjs'
import { createNoDoorbell } from '#server/cluster/no-doorbell.ts'
import { createCounters } from '#server/sync/counters.ts'
import { DEFAULT_LIMITS, type SyncLimits } from '#server/sync/limits.ts'
import { createRoom } from '#server/sync/room.ts'
import { assert } from '#shared/lib/assert.ts'
import type { LoggedUpdate, UpdateLog } from '#server/storage/ports.ts'

afterEach(() => void vi.useRealTimers())

interface Fold {
  readonly seq: number
  readonly state: Uint8Array
}

/** A log in memory that remembers what it was asked to fold; only its promises matter here, not its disk. */
function memoryLog() {
  const updates: LoggedUpdate[] = []
  const folds: Fold[] = []
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

function openRoom(log: UpdateLog, limits: Partial<SyncLimits> = {}) {
  const room = createRoom({
    journeyId: 'journey',
    loaded: { snapshot: null, updates: [], seq: 0 },
    log,
    doorbell: createNoDoorbell(),
    openExcerpt: () => expect.unreachable('nobody sees a part'),
    isFull: () => false,
    limits: { ...DEFAULT_LIMITS, ...limits },
    counters: createCounters(),
    logger: { debug() {}, info() {}, warn() {}, error() {} },
    changed: () => undefined,
    gaveUp: () => undefined,
  })
  const write = (key: string, bytes: number): Promise<void> =>
    room.change(null, (doc) => void doc.getMap('texts').set(key, key.repeat(bytes)))
  return { room, write }
}

/** Every change that the log has up to the fold's number is in the fold. */
function expectAllKept(fold: Fold | undefined, updates: readonly LoggedUpdate[]): void {
  assert(fold !== undefined, 'it was folded')
  const inSnapshot = new Y.Doc()
  Y.applyUpdate(inSnapshot, fold.state)
  const inLog = new Y.Doc()
  for (const { seq, data } of updates) if (seq <= fold.seq) Y.applyUpdate(inLog, data)
  for (const key of inLog.getMap('texts').keys()) expect(inSnapshot.getMap('texts').has(key)).toBe(true)
}

it('never folds away a change that the snapshot does not hold', async () => {
  const { log, updates, folds } = memoryLog()
  const { room, write } = openRoom(log)

  await write('first', 5_000)
  // The fold is asked for while a batch gathers, and a change joins that same batch afterwards.
  const before = write('a', 5_000)
  const folded = room.compact('unload')
  const after = write('b', 5_000)
  await Promise.all([before, folded, after])

  expect(folds).toHaveLength(1)
  expectAllKept(folds[0], updates)
})

it('folds a large journey beside those who go on editing', async () => {
  const { log, updates, folds } = memoryLog()
  const { room, write } = openRoom(log, { foldInPauseMs: 60_000 })
  await write('a', 1_000_000)
  const folded = room.compact('unload')

  let meanwhile = 0
  while (folds.length === 0) await write(`later ${meanwhile++}`, 1)
  await folded

  expect(meanwhile).toBeGreaterThan(10)
  expect(folds).toHaveLength(1)
  expectAllKept(folds[0], updates)
  expect(updates.length).toBeGreaterThan(folds[0]?.seq ?? 0)
})

it('folds when people pause, not while they edit', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'Date'] })
  const { log, updates, folds } = memoryLog()
  const { room, write } = openRoom(log)
  await write('a', 300_000)
  for (let round = 0; round < 5; round++) {
    vi.advanceTimersByTime(DEFAULT_LIMITS.foldInPauseMs - 1)
    await write(`b${round}`, 1)
  }
  await room.settled()
  expect(folds).toHaveLength(0)

  vi.advanceTimersByTime(DEFAULT_LIMITS.foldInPauseMs)
  vi.useRealTimers()
  await expect.poll(() => folds.length).toBe(1)
  expectAllKept(folds[0], updates)
})

it('does not wait for a pause when the log is much too long', async () => {
  const { log, folds } = memoryLog()
  const { write } = openRoom(log, { foldInPauseMs: 60_000 })
  await write('a', 5_000_000)
  await expect.poll(() => folds.length, { timeout: 5_000 }).toBe(1)
})
