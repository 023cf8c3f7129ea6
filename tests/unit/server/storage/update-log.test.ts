import * as Y from 'yjs'
import { expect, it } from 'vitest'
import type { LoadedJourney, NewUpdate } from '#server/storage/ports.ts'
import { newId } from '#shared/lib/ids.ts'
import { describeStores } from '#tests/support/stores.ts'
import { bytes, snapshotOf, updates } from '#tests/support/storage-bytes.ts'
import { addJourney } from '#tests/support/sync-data-folder.ts'
import { storageForSuite } from '#tests/support/test-storage.ts'

const contentOf = (loaded: LoadedJourney) => loaded.updates.map(({ seq, data }) => [seq, ...data])
const GONE = { name: 'StorageError', fault: 'journey-gone' }

describeStores('append', (kind) => {
  const storage = storageForSuite(kind)

  it('numbers the updates of each journey, in the order in which they came', async () => {
    const { log, newJourney } = storage()
    const [one, two] = [await newJourney(), await newJourney()]
    const numbers = await Promise.all([
      log.append(one, updates(1)),
      log.append(two, updates(2, 3)),
      log.append(one, updates(4, 5, 6)),
      log.append(two, updates(7)),
    ])
    expect(numbers).toEqual([1, 2, 4, 3])
    expect(contentOf(await log.load(one))).toEqual([
      [1, 1],
      [2, 4],
      [3, 5],
      [4, 6],
    ])
    expect(contentOf(await log.load(two))).toEqual([
      [1, 2],
      [2, 3],
      [3, 7],
    ])
  })

  it('has stored an update with its author and its instant when it resolves', async () => {
    const { log, database, newJourney } = storage()
    const id = await newJourney()
    const before = Date.now()
    await log.append(id, [{ data: bytes(1, 2), actorId: 'ann' }])
    const rows = await database.selectFrom('journey_updates').selectAll().where('journey_id', '=', id).execute()
    expect(rows).toMatchObject([{ seq: 1, actor_id: 'ann' }])
    expect(new Uint8Array(rows[0]!.data)).toEqual(bytes(1, 2))
    expect(rows[0]!.created_at).toBeGreaterThanOrEqual(before)
    expect(rows[0]!.created_at).toBeLessThanOrEqual(Date.now())
  })

  it('is read as nothing or as all of it by whoever opens a journey that is just being made', async () => {
    const { log, database } = storage()
    for (let round = 0; round < 100; round++) {
      const id = newId<'journey'>()
      const made = { isThere: false }
      const readOn = async (): Promise<void> => {
        while (!made.isThere) expect([[], [[1, 1]]]).toContainEqual(contentOf(await log.load(id)))
      }
      const readers = Array.from({ length: 3 }, readOn)
      await addJourney(database, id)
      await log.append(id, updates(1))
      made.isThere = true
      await Promise.all(readers)
    }
  })

  it('keeps every byte, of nothing and of megabytes, and of a part of a larger buffer', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    const large = Uint8Array.from({ length: 3_000_000 }, (_, index) => (index * 7919) % 256)
    const all: NewUpdate[] = [new Uint8Array(), large, large.subarray(100, 356)].map((data) => ({
      data,
      actorId: null,
    }))
    await log.append(id, all)
    const loaded = await log.load(id)
    for (const [index, { data }] of all.entries()) {
      expect(Buffer.compare(loaded.updates[index]!.data, data)).toBe(0)
      expect(loaded.updates[index]!.data.constructor).toBe(Uint8Array)
    }
  })

  it('refuses a journey that does not exist, and stores its neighbours in the same commit', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    const outcomes = await Promise.allSettled([
      log.append(id, updates(1)),
      log.append('deleted', updates(2, 3)),
      log.append(id, updates(4)),
    ])
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: GONE },
      { status: 'fulfilled', value: 2 },
    ])
  })

  it('stores all of one append or nothing, and its neighbours in any case', async () => {
    const { log, newJourney } = storage()
    const [one, two] = [await newJourney(), await newJourney()]
    // An author that no store takes for a text.
    const bad = [...updates(1), { data: bytes(2), actorId: { not: 'a text' } as never }]
    if (kind.name === 'PostgreSQL') bad[1] = { data: bytes(2), actorId: 'zero \u0000' }
    const outcomes = await Promise.allSettled([
      log.append(one, updates(1)),
      log.append(one, bad),
      log.append(two, bad),
      log.append(one, updates(3)),
    ])
    expect(outcomes).toMatchObject([
      { status: 'fulfilled', value: 1 },
      { status: 'rejected', reason: { name: 'StorageError', fault: 'failed' } },
      { status: 'rejected', reason: { name: 'StorageError', fault: 'failed' } },
      { status: 'fulfilled', value: 2 },
    ])
    expect(contentOf(await log.load(one))).toEqual([
      [1, 1],
      [2, 3],
    ])
    expect(await log.heads([two])).toEqual(new Map([[two, 0]]))
  })

  it('stores everything that was appended before it was closed, then takes nothing more', async () => {
    const { anotherLog, newJourney } = storage()
    const log = await anotherLog()
    const id = await newJourney()
    const appended = [1, 2, 3].map((value) => log.append(id, updates(value)))
    await log.close()
    expect(await Promise.all(appended)).toEqual([1, 2, 3])
    const closed = { name: 'StorageError', fault: 'failed' }
    await expect(log.append(id, updates(4))).rejects.toMatchObject(closed)
    await expect(log.load(id)).rejects.toMatchObject(closed)
  })
})

describeStores('load, since and heads', (kind) => {
  const storage = storageForSuite(kind)

  it('give nothing of a journey without updates, nor of one that is not there', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    for (const each of [id, 'nobody']) {
      expect(await log.load(each)).toEqual({ snapshot: null, updates: [], seq: 0 })
      expect(await log.since(each, 0)).toEqual([])
    }
    expect(await log.heads([id, 'nobody'])).toEqual(new Map([[id, 0]]))
    expect(await log.heads([])).toEqual(new Map())
  })

  it('tell the updates after a number', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    await log.append(id, updates(1, 2, 3))
    expect(await log.since(id, 1)).toEqual([
      { seq: 2, data: bytes(2) },
      { seq: 3, data: bytes(3) },
    ])
    expect(await log.since(id, 3)).toEqual([])
    expect(await log.since(id, 4)).toEqual([])
  })

  it('forget a journey that is deleted', async () => {
    const { log, database, newJourney } = storage()
    const id = await newJourney()
    await log.append(id, updates(1, 2))
    await log.compact(id, 1, bytes(9))
    await database.deleteFrom('journeys').where('id', '=', id).execute()
    expect(await log.load(id)).toEqual({ snapshot: null, updates: [], seq: 0 })
    expect(await log.heads([id])).toEqual(new Map())
    expect(await log.since(id, 0)).toEqual([])
    expect(await log.loadAt(id, { seq: 1 })).toBeNull()
    await expect(log.append(id, updates(3))).rejects.toMatchObject(GONE)
    await expect(log.compact(id, 1, bytes(9))).rejects.toMatchObject(GONE)
    for (const table of ['journey_updates', 'journey_snapshots', 'journey_heads'] as const) {
      expect(await database.selectFrom(table).selectAll().where('journey_id', '=', id).execute()).toEqual([])
    }
  })

  it('never give an empty journey in the place of one that is damaged', async () => {
    const { log, database, newJourney } = storage()
    const id = await newJourney()
    await log.append(id, updates(1, 2, 3))
    await database.deleteFrom('journey_updates').where('journey_id', '=', id).where('seq', '=', 1).execute()
    await expect(log.load(id)).rejects.toMatchObject({ name: 'StorageError', fault: 'failed' })
    expect(await log.since(id, 0)).toBeNull()
  })
})

describeStores('compact', (kind) => {
  const storage = storageForSuite(kind)

  it('gives the same document to start from, and keeps the updates', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    const doc = new Y.Doc()
    const appended: Promise<number>[] = []
    doc.on('update', (data: Uint8Array) => appended.push(log.append(id, [{ data, actorId: null }])))
    const cards = doc.getMap<number>('cards')
    for (let index = 0; index < 50; index++) cards.set(`card-${index % 7}`, index)
    const seq = await appended.at(-1)!
    const state = Y.encodeStateAsUpdate(doc)
    for (let index = 0; index < 5; index++) cards.set('after', index)
    await Promise.all(appended)

    await log.compact(id, seq, state)

    const loaded = await log.load(id)
    expect(loaded.snapshot).toEqual(snapshotOf(50, state))
    expect(loaded.updates.map((update) => update.seq)).toEqual([51, 52, 53, 54, 55])
    expect(loaded.seq).toBe(55)
    const copy = new Y.Doc()
    for (const { data } of [loaded.snapshot!, ...loaded.updates]) Y.applyUpdate(copy, data)
    expect(copy.getMap('cards').toJSON()).toEqual(cards.toJSON())
    expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc))
    expect((await log.since(id, 0))?.length).toBe(55)
  })

  it('gives back what was noted beside the state', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    await log.append(id, updates(1, 2, 3))
    await log.compact(id, 1, bytes(9), bytes(1, 2))
    expect((await log.load(id)).snapshot).toEqual({ seq: 1, data: bytes(9), summary: bytes(1, 2) })
    await log.compact(id, 2, bytes(8, 7), bytes())
    expect((await log.loadAt(id, { seq: 2 }))?.snapshot).toEqual({ seq: 2, data: bytes(8, 7), summary: bytes() })
  })

  it('goes on numbering after everything was folded', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    await log.append(id, updates(1))
    await log.compact(id, 1, bytes(9))
    expect(await log.append(id, updates(2))).toBe(2)
    expect(await log.load(id)).toEqual({
      snapshot: snapshotOf(1, bytes(9)),
      updates: [{ seq: 2, data: bytes(2) }],
      seq: 2,
    })
  })

  it('keeps the newer snapshot when an older one or its twin comes late, and refuses one from the future', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    await log.append(id, updates(1, 2, 3))
    await log.compact(id, 3, bytes(33))
    await log.compact(id, 2, bytes(22))
    await log.compact(id, 3, bytes(34))
    expect((await log.load(id)).snapshot).toEqual(snapshotOf(3, bytes(33)))
    await expect(log.compact(id, 4, bytes(44))).rejects.toMatchObject({ name: 'StorageError', fault: 'failed' })
    expect((await log.load(id)).snapshot?.seq).toBe(3)
  })

  it('does not stop those who append meanwhile, and every load fits together', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    let last = 0
    const state = { isOver: false }
    const compacting = (async () => {
      // The state "holds" an update when its first byte says how many there are.
      while (!state.isOver)
        if (last > 0) await log.compact(id, last, numberBytes(last))
        else await new Promise(setImmediate)
    })()
    const reading = (async () => {
      while (!state.isOver) {
        const { snapshot, updates: tail, seq } = await log.load(id)
        const base = snapshot?.seq ?? 0
        if (snapshot) expect(numberOf(snapshot.data)).toBe(base)
        expect(tail.map((update) => update.seq)).toEqual(
          Array.from({ length: seq - base }, (_, index) => base + 1 + index),
        )
      }
    })()
    for (let round = 0; round < 100; round++) {
      const numbers = await Promise.all(Array.from({ length: 10 }, () => log.append(id, updates(1))))
      expect(numbers).toEqual(Array.from({ length: 10 }, (_, index) => round * 10 + 1 + index))
      last = numbers.at(-1)!
    }
    state.isOver = true
    await Promise.all([compacting, reading])
    expect((await log.since(id, 0))?.length).toBe(1_000)
  })
})

const numberBytes = (value: number): Uint8Array => new Uint8Array(Uint32Array.of(value).buffer)
const numberOf = (data: Uint8Array): number => new DataView(data.slice().buffer).getUint32(0, true)
