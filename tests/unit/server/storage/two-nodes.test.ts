import { afterAll, beforeAll, expect, it } from 'vitest'
import { StorageError, type UpdateLog } from '#server/storage/ports.ts'
import { describeStores } from '#tests/support/stores.ts'
import { bytes, snapshotOf, updates } from '#tests/support/storage-bytes.ts'
import { storageForSuite } from '#tests/support/test-storage.ts'

describeStores('two logs on one store', (kind) => {
  const storage = storageForSuite(kind)
  let other: UpdateLog
  beforeAll(async () => {
    other = await storage().anotherLog()
  })
  afterAll(() => other.close())

  it('number the same journeys without a gap, in the order in which they were committed', async () => {
    const { log, newJourney } = storage()
    const ids = await Promise.all(Array.from({ length: 20 }, newJourney))
    /** The numbers that each log was answered, journey by journey. */
    const answered = new Map(ids.map((id) => [id, [[], []] as [number[], number[]]]))
    async function writer(node: 0 | 1, seed: number): Promise<void> {
      for (let round = 0; round < 25; round++) {
        const id = ids[(seed * 7 + round * 3) % ids.length]!
        const amount = 1 + ((seed + round) % 3)
        const news = Array.from({ length: amount }, () => ({ data: bytes(node), actorId: null }))
        const last = await (node === 0 ? log : other).append(id, news)
        for (let seq = last - amount + 1; seq <= last; seq++) answered.get(id)![node].push(seq)
      }
    }
    await Promise.all(Array.from({ length: 80 }, (_, seed) => writer(seed % 2 === 0 ? 0 : 1, seed)))

    for (const [id, [here, there]] of answered) {
      const all = [...here, ...there].toSorted((one, two) => one - two)
      expect(all).toEqual(Array.from({ length: all.length }, (_, index) => index + 1))
      const loaded = await log.load(id)
      expect(loaded.seq).toBe(all.length)
      // What is stored under a number is what the log was answered that number for.
      for (const { seq, data } of loaded.updates) expect((data[0] === 0 ? here : there).includes(seq)).toBe(true)
    }
    expect(Math.min(...[...answered.values()].flatMap((both) => both.map((one) => one.length)))).toBeGreaterThan(20)
    expect(await other.heads(ids)).toEqual(
      new Map([...answered].map(([id, [one, two]]) => [id, one.length + two.length])),
    )
  })

  it('see each other’s updates', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    expect(await log.append(id, updates(1))).toBe(1)
    expect(await other.append(id, updates(2))).toBe(2)
    expect((await log.since(id, 1))?.map(({ data }) => data)).toEqual([bytes(2)])
    expect((await other.load(id)).updates.map(({ data }) => data)).toEqual([bytes(1), bytes(2)])
  })

  it('compact the same journey at once, and it stays whole', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    for (let round = 1; round <= 20; round++) {
      const seq = await log.append(id, updates(round))
      await Promise.all([
        log.compact(id, seq, bytes(seq)),
        other.compact(id, seq, bytes(seq)),
        other.compact(id, Math.max(1, seq - 1), bytes(seq - 1)),
      ])
    }
    expect(await other.load(id)).toEqual({ snapshot: snapshotOf(20, bytes(20)), updates: [], seq: 20 })
  })

  it('lose nothing but the journey when it is deleted while both append', async () => {
    const { log, database, newJourney } = storage()
    const [kept, ...doomed] = await Promise.all(Array.from({ length: 9 }, newJourney))
    const state = { isOver: false }
    const answers = { stored: 0, gone: 0 }
    async function writer(node: UpdateLog, id: string): Promise<void> {
      while (!state.isOver) {
        try {
          await node.append(id, updates(1))
          answers.stored++
        } catch (error) {
          expect(error).toMatchObject({ name: 'StorageError', fault: 'journey-gone' })
          answers.gone++
          return
        }
      }
    }
    const writing = [kept!, ...doomed].flatMap((id) => [writer(log, id), writer(other, id)])
    for (const id of doomed) {
      await expect.poll(() => log.heads([id]).then((heads) => heads.get(id) ?? 0)).toBeGreaterThan(3)
      await database.deleteFrom('journeys').where('id', '=', id).execute()
    }
    await expect.poll(() => answers.gone).toBe(doomed.length * 2)
    state.isOver = true
    await Promise.all(writing)
    const loaded = await log.load(kept!)
    expect(loaded.updates.map(({ seq }) => seq)).toEqual(Array.from({ length: loaded.seq }, (_, index) => index + 1))
    expect(await log.heads(doomed)).toEqual(new Map())
  })

  it('forget the past at once', async () => {
    const { log, newJourney } = storage()
    const id = await newJourney()
    await log.append(
      id,
      Array.from({ length: 2_000 }, () => updates(1)[0]!),
    )
    await log.compact(id, 2_000, bytes(1))
    const [here, there] = await Promise.all([
      log.forgetBefore(Date.now() + 1_000),
      other.forgetBefore(Date.now() + 1_000),
    ])
    expect(here + there).toBeGreaterThanOrEqual(2_000)
    expect((await log.load(id)).updates).toEqual([])
  })
})

describeStores('a log', (kind) => {
  const storage = storageForSuite(kind)

  it('tells a StorageError and nothing else', async () => {
    const { log } = storage()
    const failures = await Promise.allSettled([log.append('nobody', updates(1)), log.compact('nobody', 1, bytes(1))])
    for (const failure of failures) expect((failure as PromiseRejectedResult).reason).toBeInstanceOf(StorageError)
  })
})
