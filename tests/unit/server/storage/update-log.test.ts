import { DatabaseSync } from 'node:sqlite'
import path from 'node:path'
import type { Worker } from 'node:worker_threads'
import * as Y from 'yjs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { StorageError, type LoadedJourney } from '#server/storage/ports.ts'
import { createUpdateLog } from '#server/storage/sqlite/update-log.ts'
import { openTestStore, type TestStore } from '#tests/support/sync-data-folder.ts'

const bytes = (...values: number[]) => Uint8Array.from(values)
const dataOf = (loaded: LoadedJourney) => loaded.updates.map(({ seq, data }) => [seq, ...data])

let store: TestStore

beforeEach(async () => {
  store = await openTestStore({ busyTimeoutMs: 200 })
  await store.addJourney('one')
  await store.addJourney('two')
})
afterEach(() => store.close())

/** Another process's connection to the same file, to see what is committed and to stand in the way. */
const otherConnection = () => new DatabaseSync(path.join(store.dataFolder, 'waymark.sqlite'))

describe('append', () => {
  it('numbers updates by journey, in the order in which they came', async () => {
    const { log } = store
    const numbers = await Promise.all([
      log.append('one', [{ data: bytes(1), actorId: 'ann' }]),
      log.append('two', [{ data: bytes(2), actorId: null }]),
      log.append('one', [{ data: bytes(3), actorId: null }]),
    ])
    expect(numbers).toEqual([1, 1, 2])
    expect(dataOf(await log.load('one'))).toEqual([
      [1, 1],
      [2, 3],
    ])
  })

  it('is committed when it resolves', async () => {
    await store.log.append('one', [{ data: bytes(1), actorId: 'ann' }])
    const other = otherConnection()
    expect(other.prepare('SELECT journey_id, seq, actor_id FROM journey_updates').all()).toEqual([
      { journey_id: 'one', seq: 1, actor_id: 'ann' },
    ])
    other.close()
  })

  it('commits what arrives together in few transactions', async () => {
    const other = otherConnection()
    const commits = () => (other.prepare('PRAGMA data_version').get() as { data_version: number }).data_version
    const before = commits()
    await Promise.all(Array.from({ length: 500 }, () => store.log.append('one', [{ data: bytes(7), actorId: null }])))
    expect(commits() - before).toBeLessThanOrEqual(2)
    other.close()
  })

  it('refuses an update of an unknown journey, and stores its neighbours in the same commit', async () => {
    const { log } = store
    const outcomes = await Promise.allSettled([
      log.append('one', [{ data: bytes(1), actorId: null }]),
      log.append('deleted', [{ data: bytes(2), actorId: null }]),
      log.append('one', [{ data: bytes(3), actorId: null }]),
    ])
    expect(outcomes.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled'])
    expect(outcomes[1]).toMatchObject({ reason: expect.any(StorageError) as StorageError })
    expect((await log.load('one')).seq).toBe(2)
  })

  it('rejects when it cannot be stored, stores nothing of it, and goes on afterwards', async () => {
    const other = otherConnection()
    other.exec('BEGIN IMMEDIATE')
    await expect(store.log.append('one', [{ data: bytes(1), actorId: null }])).rejects.toBeInstanceOf(StorageError)
    other.exec('ROLLBACK')
    other.close()
    expect(await store.log.append('one', [{ data: bytes(2), actorId: null }])).toBe(1)
    expect(dataOf(await store.log.load('one'))).toEqual([[1, 2]])
  })
})

describe('load, since and compact', () => {
  it('gives nothing of a journey without updates', async () => {
    expect(await store.log.load('one')).toEqual({ snapshot: null, updates: [], seq: 0 })
  })

  it('loads the same document before and after compaction', async () => {
    const { log } = store
    const doc = new Y.Doc()
    const appended: Promise<number>[] = []
    doc.on('update', (update: Uint8Array) => appended.push(log.append('one', [{ data: update, actorId: null }])))
    const cards = doc.getMap<number>('cards')
    for (let index = 0; index < 50; index++) cards.set(`card-${index % 7}`, index)
    const seq = await appended.at(-1)!
    const state = Y.encodeStateAsUpdate(doc)
    for (let index = 0; index < 5; index++) cards.set('after', index)
    await Promise.all(appended)

    await log.compact('one', seq, state)

    const loaded = await log.load('one')
    expect(loaded.snapshot?.seq).toBe(50)
    expect(loaded.updates.map((update) => update.seq)).toEqual([51, 52, 53, 54, 55])
    expect(loaded.seq).toBe(55)
    const copy = new Y.Doc()
    for (const { data } of [loaded.snapshot!, ...loaded.updates]) Y.applyUpdate(copy, data)
    expect(copy.getMap('cards').toJSON()).toEqual(cards.toJSON())
    expect(Y.encodeStateVector(copy)).toEqual(Y.encodeStateVector(doc))
  })

  it('goes on numbering after everything was folded away', async () => {
    await store.log.append('one', [{ data: bytes(1), actorId: null }])
    await store.log.compact('one', 1, bytes(9))
    expect(await store.log.append('one', [{ data: bytes(2), actorId: null }])).toBe(2)
  })

  it('tells the updates after a number, and null when some of them are dropped', async () => {
    const { log } = store
    for (const value of [1, 2, 3]) await log.append('one', [{ data: bytes(value), actorId: null }])
    expect((await log.since('one', 1))?.map(({ seq }) => seq)).toEqual([2, 3])
    await log.compact('one', 2, bytes(9))
    expect((await log.since('one', 1))?.map(({ seq }) => seq)).toEqual([2, 3])
    expect(await log.forgetBefore(Date.now() + 1_000)).toBe(2)
    expect(await log.since('one', 1)).toBeNull()
    expect((await log.since('one', 2))?.map(({ seq }) => seq)).toEqual([3])
  })

  it('keeps the newer snapshot when an older one comes late, and refuses one from the future', async () => {
    const { log } = store
    for (const value of [1, 2, 3]) await log.append('one', [{ data: bytes(value), actorId: null }])
    await log.compact('one', 3, bytes(33))
    await log.compact('one', 2, bytes(22))
    expect((await log.load('one')).snapshot).toEqual({ seq: 3, data: bytes(33) })
    await expect(log.compact('one', 4, bytes(44))).rejects.toBeInstanceOf(StorageError)
    expect((await log.load('one')).snapshot?.seq).toBe(3)
  })

  it('forgets the log with its journey', async () => {
    await store.log.append('one', [{ data: bytes(1), actorId: null }])
    await store.log.compact('one', 1, bytes(9))
    await store.database.deleteFrom('journeys').where('id', '=', 'one').execute()
    expect(await store.log.load('one')).toEqual({ snapshot: null, updates: [], seq: 0 })
  })
})

describe('the thread', () => {
  it('refuses what it had not answered when it dies, and the next request starts a new one', async () => {
    const born = new Promise<Worker>((resolve) => process.once('worker', resolve))
    const log = await createUpdateLog(store.dataFolder)
    expect(await log.append('one', [{ data: bytes(1), actorId: null }])).toBe(1)

    const cutOff = log.append('one', [{ data: bytes(2), actorId: null }])
    const death = (await born).terminate()
    await expect(cutOff).rejects.toBeInstanceOf(StorageError)
    await death

    await log.append('one', [{ data: bytes(3), actorId: null }])
    const loaded = await log.load('one')
    expect(loaded.updates.at(0)?.data).toEqual(bytes(1))
    expect(loaded.updates.at(-1)?.data).toEqual(bytes(3))
    await log.close()
  })

  it('refuses to start where no data folder can be', async () => {
    await expect(createUpdateLog(path.join(store.dataFolder, 'waymark.sqlite', 'inside'))).rejects.toBeInstanceOf(
      StorageError,
    )
  })

  it('stores everything that was appended before it was closed, then takes nothing more', async () => {
    const appended = [1, 2, 3].map((value) => store.log.append('one', [{ data: bytes(value), actorId: null }]))
    await store.log.close()
    expect(await Promise.all(appended)).toEqual([1, 2, 3])
    await expect(store.log.append('one', [{ data: bytes(4), actorId: null }])).rejects.toBeInstanceOf(StorageError)
  })
})
