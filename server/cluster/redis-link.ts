import { setTimeout as delay } from 'node:timers/promises'
import { createClient } from 'redis'

/** One pair of connections to Redis, good until it is lost; then another pair is made. */
export interface RedisLink {
  /** Sends at the end of this turn of the event loop. False: too much waits for Redis already, and this was dropped. */
  publish(channel: string, message: Uint8Array): boolean
  /** Resolves when Redis has confirmed: from then on what is published on these channels is heard. */
  subscribe(channels: readonly string[]): Promise<void>
  unsubscribe(channels: readonly string[]): Promise<void>
  /** Lets what was published go out, but not for long. */
  close(): Promise<void>
}

interface Needs {
  readonly url: string
  /** A channel of this node's own, on which it hears itself. */
  readonly echoChannel: string
  readonly heard: (channel: string, message: Buffer) => void
  /** Called once, when the link is of no use any more. Not called after `close`. */
  readonly lost: (reason: Error) => void
}

/** TCP, TLS, greeting and the first subscription together. */
const OPEN_WITHIN_MS = 2_000
/**
 * A connection may be dead without anybody saying so (Redis stopped, a cable pulled). So the publisher rings and the subscriber has to
 * hear it; three times without an echo, and the link is given up. Rings are counted, not time: while this process itself is busy, none
 * is sent.
 */
const BEAT_MS = 700
const MISSED_BEATS = 3
/** What may wait for Redis' answer. More is dropped: rings are hints, and memory is not for hints. */
const MAX_WAITING_BYTES = 16 * 1024 * 1024
const CLOSE_WITHIN_MS = 300

/** Opens the link, or rejects within two seconds. */
export async function openRedisLink({ url, echoChannel, heard, lost }: Needs): Promise<RedisLink> {
  const giveUp = new AbortController()
  let isOpen = false
  let isOver = false
  let waitingBytes = 0
  let unanswered = 0
  let beating: NodeJS.Timeout | null = null

  const over = (reason: Error): void => {
    // While it opens, whoever waits for it is told.
    if (isOver || !isOpen) return
    end()
    lost(reason)
  }
  // Never reconnects by itself: a new link starts from nothing, so there is no state in it that could be wrong.
  const connection = () =>
    createClient({
      url,
      disableOfflineQueue: true,
      maintNotifications: 'disabled',
      socket: { reconnectStrategy: false, connectTimeout: OPEN_WITHIN_MS },
    })
  const publisher = connection()
  const subscriber = connection()
  const clients = [publisher, subscriber]
  const receive = (message: Buffer, channel: Buffer): void => {
    const name = channel.toString()
    if (name === echoChannel) unanswered = 0
    else heard(name, message)
  }

  function end(): void {
    isOver = true
    giveUp.abort()
    if (beating) clearInterval(beating)
    for (const client of clients) client.destroy()
  }

  function beat(): void {
    if (unanswered >= MISSED_BEATS) {
      over(new Error('Redis does not answer.'))
      return
    }
    unanswered++
    send(echoChannel, Buffer.from('beat'))
  }

  function send(channel: string, message: Buffer): void {
    waitingBytes += message.byteLength
    const answered = (): void => {
      waitingBytes -= message.byteLength
    }
    publisher.publish(channel, message).then(answered, (error: unknown) => {
      answered()
      over(asError(error))
    })
  }

  try {
    for (const client of clients) {
      client.on('error', (error: Error) => over(error))
      // One that was given up while it connected would otherwise stay connected.
      client.on('ready', () => {
        if (isOver) client.destroy()
      })
    }
    const opened = Promise.all(clients.map((client) => client.connect())).then(() =>
      subscriber.subscribe(echoChannel, receive, true),
    )
    const late = delay(OPEN_WITHIN_MS, undefined, { signal: giveUp.signal }).then(() => {
      throw new Error('Redis does not answer.')
    })
    await Promise.race([opened, late]).finally(() => {
      // Whichever comes second has nobody to tell.
      opened.catch(() => undefined)
      late.catch(() => undefined)
    })
    giveUp.abort()
    isOpen = true
    beating = setInterval(beat, BEAT_MS)
    beating.unref()
  } catch (error) {
    end()
    throw asError(error)
  }

  return {
    publish(channel, message) {
      if (isOver || waitingBytes + message.byteLength > MAX_WAITING_BYTES) return false
      send(channel, Buffer.from(message.buffer, message.byteOffset, message.byteLength))
      return true
    },
    subscribe: (channels) => subscriber.subscribe([...channels], receive, true),
    unsubscribe: (channels) => subscriber.unsubscribe([...channels], receive, true),
    async close() {
      if (isOver) return
      isOver = true
      await Promise.race([publisher.close().catch(() => undefined), delay(CLOSE_WITHIN_MS)])
      end()
    },
  }
}

const asError = (error: unknown): Error => (error instanceof Error ? error : new Error(String(error)))
