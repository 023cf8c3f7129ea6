import { expect, it } from 'vitest'
import { DAY_MS, HOUR_MS } from '#shared/lib/time.ts'
import { startRetention } from '#server/storage/retention.ts'
import { describeStores } from '#tests/support/stores.ts'
import { bytes, snapshotOf, updates } from '#tests/support/storage-bytes.ts'
import { storageForSuite, type TestStorage } from '#tests/support/test-storage.ts'

/** The middle of a day, so that hours before and after are the same day. */
const NOON = Math.floor(Date.now() / DAY_MS) * DAY_MS - 10 * DAY_MS + 12 * HOUR_MS

/** Ten updates, an hour apart from each other; the fifth at `NOON`. */
async function journeyOverHours({ log, database, newJourney }: TestStorage): Promise<string> {
  const id = await newJourney()
  await log.append(id, updates(1, 2, 3, 4, 5, 6, 7, 8, 9, 10))
  for (let seq = 1; seq <= 10; seq++) {
    await database
      .updateTable('journey_updates')
      .set({ created_at: NOON + (seq - 5) * HOUR_MS })
      .where('journey_id', '=', id)
      .where('seq', '=', seq)
      .execute()
  }
  return id
}

/** Compacts, as if it had been at that instant. */
async function compactAt({ log, database }: TestStorage, id: string, seq: number, at: number): Promise<void> {
  await log.compact(id, seq, bytes(seq))
  await database
    .updateTable('journey_snapshots')
    .set({ created_at: at })
    .where('journey_id', '=', id)
    .where('seq', '=', seq)
    .execute()
}

async function snapshotsOf({ database }: TestStorage, id: string): Promise<number[]> {
  const rows = await database
    .selectFrom('journey_snapshots')
    .select('seq')
    .where('journey_id', '=', id)
    .orderBy('seq')
    .execute()
  return rows.map(({ seq }) => seq)
}

describeStores('loadAt', (kind) => {
  const storage = storageForSuite(kind)

  it('gives the journey after any update, from the nearest snapshot before', async () => {
    const { log } = storage()
    const id = await journeyOverHours(storage())
    await compactAt(storage(), id, 4, NOON - DAY_MS)
    await compactAt(storage(), id, 8, NOON + 8 * HOUR_MS)
    expect(await log.loadAt(id, { seq: 3 })).toEqual({
      snapshot: null,
      updates: [1, 2, 3].map((seq) => ({ seq, data: bytes(seq) })),
      seq: 3,
    })
    expect(await log.loadAt(id, { seq: 4 })).toEqual({ snapshot: snapshotOf(4, bytes(4)), updates: [], seq: 4 })
    expect(await log.loadAt(id, { seq: 6 })).toEqual({
      snapshot: snapshotOf(4, bytes(4)),
      updates: [5, 6].map((seq) => ({ seq, data: bytes(seq) })),
      seq: 6,
    })
    expect(await log.loadAt(id, { seq: 10 })).toEqual(await log.load(id))
    expect(await log.loadAt(id, { seq: 11 })).toEqual(await log.load(id))
    expect(await log.loadAt(id, { seq: 0 })).toBeNull()
  })

  it('gives the journey as it stood at an instant', async () => {
    const { log } = storage()
    const id = await journeyOverHours(storage())
    const seqAt = async (at: number) => (await log.loadAt(id, { at }))?.seq ?? null
    expect(await seqAt(NOON)).toBe(5)
    expect(await seqAt(NOON - 1)).toBe(4)
    expect(await seqAt(NOON + 90 * 60_000)).toBe(6)
    expect(await seqAt(Date.now())).toBe(10)
    expect(await seqAt(NOON - 4 * HOUR_MS)).toBe(1)
    expect(await seqAt(NOON - 4 * HOUR_MS - 1)).toBeNull()
    expect(await log.loadAt('nobody', { at: NOON })).toBeNull()
  })
})

describeStores('snapshots', (kind) => {
  const storage = storageForSuite(kind)

  it('are thinned to the newest and the first of each day', async () => {
    const id = await journeyOverHours(storage())
    await compactAt(storage(), id, 1, NOON - DAY_MS)
    await compactAt(storage(), id, 2, NOON - DAY_MS + HOUR_MS)
    await compactAt(storage(), id, 3, NOON)
    expect(await snapshotsOf(storage(), id)).toEqual([1, 3])
    await compactAt(storage(), id, 4, NOON + HOUR_MS)
    expect(await snapshotsOf(storage(), id)).toEqual([1, 3, 4])
    await compactAt(storage(), id, 5, NOON + 2 * HOUR_MS)
    expect(await snapshotsOf(storage(), id)).toEqual([1, 3, 5])
    await compactAt(storage(), id, 6, NOON + DAY_MS)
    expect(await snapshotsOf(storage(), id)).toEqual([1, 3, 6])
  })
})

describeStores('forgetBefore', (kind) => {
  const storage = storageForSuite(kind)

  it('drops what lies before the newest snapshot of that time, and nothing that the present needs', async () => {
    const { log } = storage()
    const id = await journeyOverHours(storage())
    await compactAt(storage(), id, 2, NOON - DAY_MS)
    await compactAt(storage(), id, 4, NOON)
    await compactAt(storage(), id, 8, NOON + DAY_MS)
    const present = await log.load(id)

    expect(await log.forgetBefore(NOON - DAY_MS)).toBe(0)
    // Updates 1 to 4, and the first snapshot.
    expect(await log.forgetBefore(NOON + HOUR_MS)).toBe(5)
    expect(await log.forgetBefore(NOON + HOUR_MS)).toBe(0)

    expect(await snapshotsOf(storage(), id)).toEqual([4, 8])
    expect(await log.load(id)).toEqual(present)
    expect(await log.since(id, 3)).toBeNull()
    expect((await log.since(id, 4))?.map(({ seq }) => seq)).toEqual([5, 6, 7, 8, 9, 10])
    expect(await log.loadAt(id, { seq: 3 })).toBeNull()
    expect(await log.loadAt(id, { seq: 4 })).toEqual({ snapshot: snapshotOf(4, bytes(4)), updates: [], seq: 4 })
    expect((await log.loadAt(id, { seq: 6 }))?.updates.map(({ seq }) => seq)).toEqual([5, 6])
    expect((await log.loadAt(id, { at: NOON + 30 * 60_000 }))?.seq).toBe(5)
    expect(await log.loadAt(id, { at: NOON - 1 })).toBeNull()
    expect(await log.append(id, updates(11))).toBe(11)
  })

  it('leaves the snapshot alone to tell of the time after it, when all updates are dropped', async () => {
    const { log } = storage()
    const id = await journeyOverHours(storage())
    await compactAt(storage(), id, 10, NOON + 6 * HOUR_MS)
    expect(await log.forgetBefore(NOON + 7 * HOUR_MS)).toBe(10)
    const folded = { snapshot: snapshotOf(10, bytes(10)), updates: [], seq: 10 }
    expect(await log.load(id)).toEqual(folded)
    expect(await log.loadAt(id, { at: NOON + 6 * HOUR_MS })).toEqual(folded)
    expect(await log.loadAt(id, { seq: 10 })).toEqual(folded)
    expect(await log.loadAt(id, { seq: 9 })).toBeNull()
    expect(await log.loadAt(id, { at: NOON + 6 * HOUR_MS - 1 })).toBeNull()
    expect(await log.since(id, 9)).toBeNull()
    expect(await log.since(id, 10)).toEqual([])
    expect(await log.append(id, updates(11))).toBe(11)
  })

  it('leaves a journey without a snapshot alone', async () => {
    const { log } = storage()
    const id = await journeyOverHours(storage())
    await log.forgetBefore(Date.now())
    expect((await log.load(id)).updates.length).toBe(10)
  })

  it('drops thousands in steps between which others write', async () => {
    const { log, newJourney } = storage()
    const [old, busy] = [await newJourney(), await newJourney()]
    await log.append(
      old,
      Array.from({ length: 3_000 }, () => updates(1)[0]!),
    )
    await compactAt(storage(), old, 2_999, NOON)
    let written = 0
    const state = { isOver: false }
    const writing = (async () => {
      while (!state.isOver) written = await log.append(busy, updates(1))
    })()
    expect(await log.forgetBefore(NOON + 1)).toBe(2_999)
    state.isOver = true
    await writing
    expect(written).toBeGreaterThan(3)
    expect((await log.load(old)).updates.map(({ seq }) => seq)).toEqual([3_000])
  })

  it('happens by itself a moment after the start, and goes on after a failure', async () => {
    const { log, database, newJourney } = storage()
    const id = await newJourney()
    await log.append(id, updates(1, 2))
    await compactAt(storage(), id, 2, Date.now() - 5 * DAY_MS)
    const complaints: object[] = []
    let attempts = 0
    const failing = {
      ...log,
      forgetBefore: (at: number) => (++attempts === 1 ? Promise.reject(new Error('on purpose')) : log.forgetBefore(at)),
    }
    const logger = {
      info: () => undefined,
      warn: (facts: object) => void complaints.push(facts),
      error: () => undefined,
    }
    const retention = startRetention(failing, 3, logger, { firstAfterMs: 1, everyMs: 5 })
    await expect
      .poll(async () => database.selectFrom('journey_updates').select('seq').where('journey_id', '=', id).execute())
      .toEqual([])
    await retention.close()
    expect(complaints).toHaveLength(1)
  })
})
