import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import { createLease, type Lease } from '#server/storage/postgres/lease.ts'
import { startPostgres, type TestPostgres } from '#tests/support/postgres.ts'
import { haveServices } from '#tests/support/services.ts'

describe.skipIf(!haveServices('postgresql'))('a lease', () => {
  let postgres: TestPostgres
  let databaseUrl: string
  beforeAll(async () => {
    postgres = await startPostgres()
  })
  afterAll(() => postgres.close())
  beforeEach(async () => {
    databaseUrl = await postgres.createDatabase()
  })

  interface Holder {
    readonly lease: Lease
    readonly history: string[]
  }

  /** `history` says who held it when. */
  async function compete(name: string, history: string[] = [], wants: () => boolean = () => true): Promise<Holder> {
    const lease = await createLease({
      databaseUrl,
      name: 'test',
      mayTake: () => Promise.resolve(wants()),
      taken() {
        history.push(`${name} took`)
        return Promise.resolve(true)
      },
      lost() {
        history.push(`${name} lost`)
        return Promise.resolve()
      },
      tryEveryMs: 100,
      logger: { warn: () => undefined },
    })
    onTestFinished(() => lease.close())
    return { lease, history }
  }

  it('is held by one of many, and by the next one when that one gives it back', async () => {
    const history: string[] = []
    const [a, b] = [await compete('a', history), await compete('b', history)]
    expect([a.lease.isHeld(), b.lease.isHeld()]).toEqual([true, false])
    await a.lease.close()
    await expect.poll(() => b.lease.isHeld()).toBe(true)
    // What goes with it was ended before it was given back.
    expect(history).toEqual(['a took', 'a lost', 'b took'])
  })

  it('is lost with the connection, which is noticed at once, and can be had again', async () => {
    const { history } = await compete('a')
    await postgres.cutConnections(databaseUrl)
    await expect.poll(() => history, { timeout: 5_000 }).toEqual(['a took', 'a lost', 'a took'])
    await postgres.restart('immediate')
    await expect.poll(() => history, { timeout: 10_000 }).toEqual(['a took', 'a lost', 'a took', 'a lost', 'a took'])
  })

  it('is lost when PostgreSQL stands still', async () => {
    const { history } = await compete('a')
    postgres.pause()
    onTestFinished(() => postgres.resume())
    await expect.poll(() => history, { timeout: 8_000 }).toEqual(['a took', 'a lost'])
    postgres.resume()
    await expect.poll(() => history, { timeout: 10_000 }).toEqual(['a took', 'a lost', 'a took'])
  })

  it('is left to others by who may not have it', async () => {
    let isWanted = false
    const shy = await compete('shy', [], () => isWanted)
    const keen = await compete('keen')
    expect([shy.lease.isHeld(), keen.lease.isHeld()]).toEqual([false, true])
    await keen.lease.close()
    isWanted = true
    await expect.poll(() => shy.lease.isHeld()).toBe(true)
  })

  it('can be wished for while PostgreSQL is away, and is not held then', async () => {
    await postgres.stop()
    const { lease, history } = await compete('a')
    expect(lease.isHeld()).toBe(false)
    await postgres.start()
    await expect.poll(() => history, { timeout: 10_000 }).toEqual(['a took'])
  })
})
