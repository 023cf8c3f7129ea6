import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest'
import type { Doorbell, JourneyRing } from '#server/cluster/doorbell.ts'
import { createRedisDoorbell, type RedisDoorbell } from '#server/cluster/redis-doorbell.ts'
import { encodeRings } from '#server/cluster/ring-codec.ts'
import { haveServices } from '#tests/support/services.ts'
import { freePort } from '#tests/support/free-port.ts'
import { startRedis, type TestRedis } from '#tests/support/redis.ts'

/** What goes wrong with Redis, and what a doorbell makes of it. */

describe.skipIf(!haveServices('redis-server'))('a doorbell over Redis', () => {
  let redis: TestRedis
  let complaints: string[]
  beforeAll(async () => {
    redis = await startRedis()
  })
  afterAll(() => redis.close())
  beforeEach(() => {
    complaints = []
  })

  const logger = {
    info: () => undefined,
    warn: (_facts: unknown, words?: string) => void complaints.push(words ?? ''),
    error: (_facts: unknown, words?: string) => void complaints.push(words ?? ''),
  }

  async function join(url = redis.url, scope?: string): Promise<RedisDoorbell> {
    const doorbell = await createRedisDoorbell({ url, logger, ...(scope && { scope }) })
    onTestFinished(() => doorbell.close())
    return doorbell
  }

  interface Pair {
    readonly a: RedisDoorbell
    readonly b: RedisDoorbell
    /** What `b` heard, by the number of the ring. */
    readonly heard: number[]
    readonly missed: { a: number; b: number }
  }

  async function pair(): Promise<Pair> {
    const [a, b] = await Promise.all([join(), join()])
    const heard: number[] = []
    const missed = { a: 0, b: 0 }
    b.listen('journey', (ring) => void (ring.kind === 'updates' && heard.push(ring.first)))
    a.onMissed(() => missed.a++)
    b.onMissed(() => missed.b++)
    await arrives(a, heard)
    return { a, b, heard, missed }
  }

  let nextNumber = 1000
  /** Rings until one arrives. */
  async function arrives(from: Doorbell, heard: readonly number[]): Promise<void> {
    const first = nextNumber++
    await expect
      .poll(
        () => {
          from.ring('journey', { kind: 'updates', first, last: first, updates: [] })
          return heard.includes(first)
        },
        { timeout: 8_000 },
      )
      .toBe(true)
  }

  const FAULTS: readonly [string, () => Promise<void>][] = [
    ['all its connections are killed', () => redis.killClients()],
    ['the subscribers are killed', () => redis.killClients('pubsub')],
    ['the publishers are killed', () => redis.killClients('normal')],
    ['it is started anew', () => redis.restart()],
  ]

  it.each(FAULTS)('comes back, subscribed as before, and says that rings were missed when %s', async (_name, fault) => {
    const { a, heard, missed } = await pair()
    await fault()
    await expect.poll(() => missed, { timeout: 5_000 }).toMatchObject({ a: 1, b: 1 })
    await arrives(a, heard)
  })

  it('does not mind FLUSHALL', async () => {
    const { a, heard, missed } = await pair()
    await redis.flush()
    await arrives(a, heard)
    expect(missed).toEqual({ a: 0, b: 0 })
  })

  it('waits out a CLIENT PAUSE, however long', async () => {
    const { a, b, heard, missed } = await pair()
    await redis.command('CLIENT', 'PAUSE', '4000', 'ALL')
    await expect.poll(() => [a.isConnected(), b.isConnected()], { timeout: 3_500 }).toEqual([false, false])
    await expect.poll(() => missed, { timeout: 8_000 }).toMatchObject({ a: 1, b: 1 })
    await arrives(a, heard)
  })

  it('notices within about three seconds that Redis stands still, drops rings until it goes on', async () => {
    const { a, b, heard, missed } = await pair()
    redis.pause()
    onTestFinished(() => redis.resume())
    const pausedAt = Date.now()
    await expect.poll(() => [a.isConnected(), b.isConnected()], { timeout: 8_000 }).toEqual([false, false])
    expect(Date.now() - pausedAt).toBeLessThan(3_500)
    const { dropped } = a.counters
    heard.length = 0
    a.ring('journey', { kind: 'updates', first: 5, last: 5, updates: [] })
    a.notify({ kind: 'rights-changed' })
    expect(a.counters.dropped).toBe(dropped + 2)
    redis.resume()
    await expect.poll(() => missed, { timeout: 8_000 }).toMatchObject({ a: 1, b: 1 })
    await arrives(a, heard)
    expect(heard).not.toContain(5)
  })

  it('starts without Redis, and finds it when it comes', async () => {
    const port = await freePort()
    const lonely = await join(`redis://127.0.0.1:${String(port)}`)
    expect(lonely.isConnected()).toBe(false)
    lonely.ring('journey', { kind: 'ask-presence' })
    expect(lonely.counters.dropped).toBe(1)
    // Said once, not at every attempt.
    expect(complaints).toHaveLength(1)

    await redis.stop()
    const waiting = await join()
    const other = await join()
    const heard: JourneyRing[] = []
    waiting.listen('journey', (ring) => heard.push(ring))
    await redis.start()
    await expect
      .poll(
        () => {
          other.ring('journey', { kind: 'ask-presence' })
          return heard.length
        },
        { timeout: 5_000 },
      )
      .toBeGreaterThan(0)
  })

  it('counts what is no message of a node and goes on with the next', async () => {
    const { a, b, heard } = await pair()
    const channel = 'waymark:default:j:journey'
    const good = encodeRings('other', [{ kind: 'updates', first: 7, last: 7, updates: [Uint8Array.of(1)] }])
    const nasty: (Buffer | string)[] = [
      '',
      'text',
      Buffer.from([1]),
      Buffer.from([2, ...good.subarray(1)]),
      Buffer.from(good.subarray(0, -1)),
      Buffer.from([...good, 99]),
      // A length that reaches past the end.
      Buffer.from([1, 1, 97, 1, 255, 255, 255, 255, 15]),
      Buffer.from([1, 1, 97, 0, 5, 9, 255, 255, 255, 255, 15]),
      // Numbers that cannot follow each other.
      Buffer.from([1, 1, 97, 0, 9, 5, 0]),
      Buffer.from([1, 1, 97, 0, 0, 5, 0]),
      Buffer.from([1, 1, 97, 3, 4, ...Buffer.from('null')]),
      Buffer.from([1, 1, 97, 3, 12, ...Buffer.from('{"kind":"x"}')]),
    ]
    const before = b.counters.malformed
    for (const message of nasty) await redis.command('PUBLISH', channel, message)
    await expect.poll(() => b.counters.malformed - before).toBe(nasty.length)
    await redis.command('PUBLISH', 'waymark:default:notices', Buffer.from([1, 1, 97, 4, 2, 123, 125]))
    await expect.poll(() => b.counters.malformed - before).toBe(nasty.length + 1)
    await redis.command('PUBLISH', channel, Buffer.from(good))
    await expect.poll(() => heard).toContain(7)
    await arrives(a, heard)
    expect(b.isConnected()).toBe(true)
  })

  it('goes on when a listener fails', async () => {
    const { a, b, heard } = await pair()
    b.listen('journey', () => {
      throw new Error('a fault of mine')
    })
    await arrives(a, heard)
    await arrives(a, heard)
    expect(complaints).toContain('a listener of the doorbell failed')
    expect(b.counters.connects).toBe(1)
  })

  it('says only which changes there are when they are too large for a ring', async () => {
    const { a, b } = await pair()
    const rings: JourneyRing[] = []
    b.listen('journey', (ring) => rings.push(ring))
    a.ring('journey', { kind: 'updates', first: 8, last: 9, updates: [new Uint8Array(5 * 1024 * 1024)] })
    await expect.poll(() => rings).toContainEqual({ kind: 'updates', first: 8, last: 9, updates: [] })
  })

  it('drops what is more than Redis takes, and does not grow', async () => {
    const { a } = await pair()
    redis.pause()
    onTestFinished(() => redis.resume())
    const update = new Uint8Array(3 * 1024 * 1024)
    for (let index = 0; index < 20; index++) {
      a.ring(`j${String(index)}`, { kind: 'updates', first: 1, last: 1, updates: [update] })
    }
    await expect.poll(() => a.counters.dropped).toBeGreaterThanOrEqual(15)
  })

  it('keeps installations apart that share a Redis', async () => {
    const [one, other, stranger] = await Promise.all([
      join(redis.url, 'one'),
      join(redis.url, 'one'),
      join(redis.url, 'two'),
    ])
    let strange = 0
    let own = 0
    stranger.onNotice(() => strange++)
    other.onNotice(() => own++)
    one.notify({ kind: 'rights-changed' })
    await expect.poll(() => own).toBe(1)
    expect(strange).toBe(0)
  })
})
