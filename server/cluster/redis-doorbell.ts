import type { BaseLogger } from 'pino'
import { newId } from '#shared/lib/ids.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { createChannelBook } from './channel-book.ts'
import type { Doorbell, JourneyRing, NodeNotice } from './doorbell.ts'
import { openRedisLink, type RedisLink } from './redis-link.ts'
import { decodeNotices, decodeRings, encodeNotices, encodeRings, type Heard, messageHead } from './ring-codec.ts'

/** What happened to rings since the start; notices are counted as rings. */
export interface DoorbellCounters {
  sent: number
  heard: number
  /** Not sent: Redis was away, or too much waited for it. */
  dropped: number
  /** Messages that no Waymark of this version has sent. */
  malformed: number
  /** How often the connection was made, the first time included. */
  connects: number
}

export interface RedisDoorbell extends Doorbell {
  readonly counters: Readonly<DoorbellCounters>
}

interface Needs {
  readonly url: string
  readonly logger: Pick<BaseLogger, 'info' | 'warn' | 'error'>
  /** Nodes hear each other within one scope only, so that several installations may share a Redis. */
  readonly scope?: string
}

const FIRST_RETRY_MS = 50
const MAX_RETRY_MS = SECOND_MS
/** Whoever makes the doorbell waits so long for Redis, not longer: one can start without it. */
const START_PATIENCE_MS = 300
/** Larger rings would fill Redis' buffer for a slow node, which it then cuts off. The log has what they say. */
const MAX_RING_BYTES = 4 * 1024 * 1024
/** Rings of one journey that wait until its channel is heard; past it something is wrong. */
const MAX_WAITING_RINGS = 1_000

/**
 * Rings by publish and subscribe of Redis: one channel a journey, one for notices. Resolves also when Redis is away, and then keeps
 * trying; meanwhile rings are dropped.
 */
export async function createRedisDoorbell({ url, logger, scope = 'default' }: Needs): Promise<RedisDoorbell> {
  const nodeId = newId<'node'>()
  const noticeChannel = `waymark:${scope}:notices`
  const echoChannel = `waymark:${scope}:node:${nodeId}`
  const journeyPrefix = `waymark:${scope}:j:`
  const ownHead = messageHead(nodeId)
  const counters: DoorbellCounters = { sent: 0, heard: 0, dropped: 0, malformed: 0, connects: 0 }

  const ringListeners = new Map<string, Set<(ring: JourneyRing, from: string) => void>>()
  const noticeListeners = new Set<(notice: NodeNotice, from: string) => void>()
  const missedListeners = new Set<() => void>()
  const waitingRings = new Map<string, JourneyRing[]>()
  const waitingNotices: NodeNotice[] = []
  let flushing: NodeJS.Immediate | null = null
  let retrying: NodeJS.Timeout | null = null
  let retryMs = FIRST_RETRY_MS
  let link: RedisLink | null = null
  let isClosed = false
  const channels = createChannelBook({ settled: flushSoon, failed: lost })
  channels.want(noticeChannel)

  async function connect(): Promise<void> {
    let isLost = false
    try {
      const opened = await openRedisLink({
        url,
        echoChannel,
        heard: receive,
        lost(reason) {
          isLost = true
          lost(reason)
        },
      })
      await channels.use(opened)
      if (isLost) return
      if (isClosed) {
        await opened.close()
        return
      }
      link = opened
    } catch (error) {
      lost(error)
      return
    }
    counters.connects++
    logger.info({ connects: counters.connects }, 'connected to Redis')
    retryMs = FIRST_RETRY_MS
    for (const listener of missedListeners) tell(listener)
  }

  function lost(reason: unknown): void {
    if (isClosed) return
    // Said once each time it goes, not at every attempt to get it back.
    if (link !== null || retryMs === FIRST_RETRY_MS) {
      const words = reason instanceof Error ? reason.message : String(reason)
      logger.warn({ reason: words }, 'Redis is away: nodes hear of changes later, by asking the database')
    }
    void link?.close()
    link = null
    void channels.use(null)
    dropWaiting()
    if (retrying !== null) return
    // Not all nodes at once.
    retrying = setTimeout(
      () => {
        retrying = null
        void connect()
      },
      retryMs * (0.5 + Math.random() / 2),
    )
    retrying.unref()
    retryMs = Math.min(retryMs * 2, MAX_RETRY_MS)
  }

  function dropWaiting(): void {
    counters.dropped += waitingNotices.length
    waitingNotices.length = 0
    for (const rings of waitingRings.values()) counters.dropped += rings.length
    waitingRings.clear()
  }

  function flushSoon(): void {
    if (waitingRings.size > 0 || waitingNotices.length > 0) flushing ??= setImmediate(flush)
  }

  function flush(): void {
    flushing = null
    if (waitingNotices.length > 0) {
      publish(noticeChannel, encodeNotices(nodeId, waitingNotices), waitingNotices.length)
      waitingNotices.length = 0
    }
    for (const [journeyId, rings] of waitingRings) {
      const channel = journeyPrefix + journeyId
      // Who rings "who is there?" has to hear the answers.
      if (channels.isWanted(channel) && !channels.isHeard(channel)) continue
      waitingRings.delete(journeyId)
      publish(channel, encodeRings(nodeId, rings), rings.length)
    }
  }

  function publish(channel: string, message: Uint8Array, count: number): void {
    if (link?.publish(channel, message) === true) counters.sent += count
    else counters.dropped += count
  }

  function receive(channel: string, message: Buffer): void {
    if (message.subarray(0, ownHead.byteLength).equals(ownHead)) return
    try {
      if (channel === noticeChannel) {
        deliver(decodeNotices(message), noticeListeners)
        return
      }
      const listeners = ringListeners.get(channel.slice(journeyPrefix.length))
      if (listeners) deliver(decodeRings(message), listeners)
    } catch (error) {
      counters.malformed++
      logger.warn({ channel, err: error }, 'something on Redis is no message of another node')
    }
  }

  function deliver<Part>({ nodeId: from, parts }: Heard<Part>, to: Iterable<(part: Part, from: string) => void>): void {
    counters.heard += parts.length
    for (const part of parts) for (const listener of to) tell(() => listener(part, from))
  }

  function tell(listener: () => void): void {
    try {
      listener()
    } catch (error) {
      logger.error({ err: error }, 'a listener of the doorbell failed')
    }
  }

  await Promise.race([
    connect(),
    new Promise((resolve) => {
      setTimeout(resolve, START_PATIENCE_MS).unref()
    }),
  ])

  return {
    nodeId,
    counters,
    isConnected: () => link !== null,
    ring(journeyId, ring) {
      const rung = ring.kind === 'updates' ? notTooLarge(ring) : ring
      const waiting = waitingRings.get(journeyId)
      if (link === null || (waiting?.length ?? 0) >= MAX_WAITING_RINGS) {
        counters.dropped++
        return
      }
      if (waiting) waiting.push(rung)
      else waitingRings.set(journeyId, [rung])
      flushSoon()
    },
    listen(journeyId, heard) {
      const listeners = ringListeners.get(journeyId) ?? new Set()
      // Each call counts, also with the same function.
      const listener = (ring: JourneyRing, from: string): void => heard(ring, from)
      ringListeners.set(journeyId, listeners.add(listener))
      channels.want(journeyPrefix + journeyId)
      return () => {
        listeners.delete(listener)
        if (listeners.size > 0 || ringListeners.get(journeyId) !== listeners) return
        ringListeners.delete(journeyId)
        channels.unwant(journeyPrefix + journeyId)
      }
    },
    notify(notice) {
      if (link === null) {
        counters.dropped++
        return
      }
      waitingNotices.push(notice)
      flushSoon()
    },
    onNotice(heard) {
      const listener = (notice: NodeNotice, from: string): void => heard(notice, from)
      noticeListeners.add(listener)
      return () => noticeListeners.delete(listener)
    },
    onMissed(missed) {
      const listener = (): void => missed()
      missedListeners.add(listener)
      return () => missedListeners.delete(listener)
    },
    async close() {
      if (isClosed) return
      isClosed = true
      if (retrying) clearTimeout(retrying)
      if (flushing) clearImmediate(flushing)
      flush()
      const last = link
      link = null
      await last?.close()
    },
  }
}

/** Says only which they are when the changes themselves would be too much. */
function notTooLarge(ring: Extract<JourneyRing, { kind: 'updates' }>): JourneyRing {
  let bytes = 0
  for (const update of ring.updates) bytes += update.byteLength
  return bytes <= MAX_RING_BYTES ? ring : { ...ring, updates: [] }
}
