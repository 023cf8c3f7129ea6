import type { Duplex } from 'node:stream'
import { WebSocket } from 'ws'
import { CLOSE_CODES, type CloseReason } from '#shared/contract/close-codes.ts'
import { broadcastOf, type Broadcast } from './broadcast.ts'
import type { SyncCounters } from './counters.ts'
import type { SyncLimits } from './limits.ts'
import { mergeNews } from './merge-news.ts'
import type { SyncLogger } from './logger.ts'
import type { AskRound, ConnectionFacts, Participant, SocketAnswer } from './ports.ts'
import { createTokenBucket } from './token-bucket.ts'
import { KEEPALIVE_FRAME, updateFrame, type ClientMessage } from './wire.ts'

/** After a close the peer has this long to say goodbye. */
const GOODBYE_MS = 3_000

/**
 * `joining`: has not asked for the journey's state yet, gets no changes. `following`: has asked, and is told every change since then.
 * `closed`: is being closed; nothing it says counts any more.
 */
export type ConnectionPhase = 'joining' | 'following' | 'closed'

/** News of one flush, ready for every socket. */
export interface News {
  readonly updates: readonly Uint8Array[]
  readonly broadcasts: readonly Broadcast[]
}

/** One socket on one journey, with what the server knows of it. */
export interface Connection extends ConnectionFacts {
  /** As the last answer said. */
  participant: Participant
  /** Says in each line whose it is. */
  readonly logger: SyncLogger
  /** Announced `?v=1`: understands hello, saved and push. */
  readonly speaksWaymark: boolean
  /** Asks anew who is behind it and what they may. */
  readonly again: (round?: AskRound) => Promise<SocketAnswer>
  /** When that was asked last, ms since 1970. */
  askedAt: number
  phase: ConnectionPhase
  /** The client id that it may show presence for, once it has shown any. */
  clientId: number | null
  /** Was told of other people's presence, so that presence it sends may be an echo. */
  heardPresence: boolean
  /** Presence was held back while it read too slowly. */
  missedPresence: boolean
  /** How many change messages it has sent. */
  changesReceived: number
  /** Some of its changes were not taken: nothing counts until it has told all of them again. */
  mustRepeat: boolean
  /** When it was last asked for what its changes build on, ms since 1970. */
  askedForMissingAt: number
  send(frame: Uint8Array): void
  /** Sends a state that was asked for: may be large, is worth compressing, does not count as being stuck. Calls back once it is on its way. */
  sendState(frame: Uint8Array, sent?: () => void): void
  /** Tells changes; to a slow reader later and merged. */
  sendNews(news: News): void
  /** Returns false when the reader is too slow for presence just now. */
  sendPresence(broadcast: Broadcast): boolean
  /** Counts an incoming message; reads on later when there were too many. */
  heard(kind: ClientMessage['kind'] | null, bytes: number): void
  /** Counts a question for the state; closes, and returns false, when there were too many: each is answered at once, or not at all. */
  mayAsk(): boolean
  /** Reads nothing until `resume`. */
  pause(): void
  resume(): void
  /** Keeps quiet connections alive and ends dead ones. */
  sweep(nowMs: number): void
  /** Bytes that the reader has not taken. */
  queuedBytes(): number
  close(reason: CloseReason): void
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>
}

interface Needs {
  readonly socket: WebSocket
  /** What the websocket writes to. */
  readonly stream: Duplex
  readonly facts: ConnectionFacts
  readonly again: (round?: AskRound) => Promise<SocketAnswer>
  readonly speaksWaymark: boolean
  readonly limits: SyncLimits
  readonly counters: SyncCounters
  readonly logger: SyncLogger
  /** Called once, when the connection begins to close, whoever wanted it. */
  readonly onEnd: (connection: Connection) => void
}

/** Changes kept back for a slow reader. */
interface Backlog {
  readonly since: number
  readonly updates: Uint8Array[]
  bytes: number
}

export function createConnection(needs: Needs): Connection {
  const { socket, stream, facts, again, speaksWaymark, limits, counters, logger, onEnd } = needs
  const now = Date.now()
  const changes = createTokenBucket(limits.changesPerConnection, now)
  const presence = createTokenBucket(limits.presencePerConnection, now)
  const bytes = createTokenBucket(limits.bytesPerConnection, now)
  const questions = createTokenBucket(limits.questionsPerConnection, now)
  let lastSentAt = now
  let lastHeardAt = now
  let pingedAt = 0
  let largestStateBytes = 0
  let backlog: Backlog | null = null
  let isPaused = false
  let resuming: NodeJS.Timeout | null = null

  socket.on('pong', () => (lastHeardAt = Date.now()))
  const gone = new Promise<void>((resolve) => {
    socket.once('close', () => {
      if (resuming !== null) clearTimeout(resuming)
      end()
      resolve()
    })
  })

  function end(): void {
    if (connection.phase === 'closed') return
    connection.phase = 'closed'
    backlog = null
    onEnd(connection)
  }

  function write(frame: Uint8Array, compress: boolean, sent?: () => void): void {
    if (socket.readyState !== WebSocket.OPEN) {
      sent?.()
      return
    }
    lastSentAt = Date.now()
    counters.framesSent++
    socket.send(frame, { binary: true, compress }, sent && (() => sent()))
    if (socket.bufferedAmount > limits.stuckReaderBytes + largestStateBytes) closeStuck()
  }

  /** Past the websocket, whose own framing for each socket is most of what telling many costs; not while it is at work itself. */
  function writeFramed({ message, framed }: Broadcast, sent?: () => void): void {
    const queuedBytes = socket.bufferedAmount
    if (socket.readyState !== WebSocket.OPEN || queuedBytes !== stream.writableLength) {
      write(message, false, sent)
      return
    }
    lastSentAt = Date.now()
    counters.framesSent++
    stream.write(framed, sent && (() => sent()))
    if (queuedBytes > limits.stuckReaderBytes + largestStateBytes) closeStuck()
  }

  function closeStuck(): void {
    counters.stuckReaders++
    connection.close('overloaded')
  }

  function keepBack(updates: readonly Uint8Array[], now: number): void {
    backlog ??= { since: now, updates: [], bytes: 0 }
    counters.keptBackChanges += updates.length
    for (const update of updates) {
      backlog.updates.push(update)
      backlog.bytes += update.byteLength
    }
    if (backlog.bytes > limits.stuckReaderBytes || now - backlog.since > limits.stuckReaderMs) closeStuck()
  }

  /** The reader has taken everything: tells what was kept back, merged. */
  function catchUp(): void {
    if (backlog === null || connection.phase === 'closed') return
    const { updates } = backlog
    backlog = null
    for (const update of mergeNews(updates)) writeFramed(broadcastOf(updateFrame(update)))
  }

  function read(): void {
    resuming = null
    if (!isPaused) socket.resume()
  }

  const connection: Connection = {
    ...facts,
    logger,
    speaksWaymark,
    again,
    askedAt: now,
    phase: 'joining',
    clientId: null,
    heardPresence: false,
    missedPresence: false,
    changesReceived: 0,
    mustRepeat: false,
    askedForMissingAt: 0,
    send: (frame) => write(frame, false),
    sendState(frame, sent) {
      largestStateBytes = Math.max(largestStateBytes, frame.byteLength)
      write(frame, true, sent)
    },
    sendNews({ updates, broadcasts }) {
      if (backlog !== null) {
        keepBack(updates, Date.now())
        return
      }
      const isSlow = socket.bufferedAmount > limits.slowReaderBytes
      const last = broadcasts.at(-1)
      for (const broadcast of broadcasts) writeFramed(broadcast, isSlow && broadcast === last ? catchUp : undefined)
      if (isSlow) backlog = { since: Date.now(), updates: [], bytes: 0 }
    },
    sendPresence(broadcast) {
      if (socket.bufferedAmount > limits.slowReaderBytes) {
        counters.heldBackPresence++
        connection.missedPresence = true
        return false
      }
      connection.heardPresence = true
      writeFramed(broadcast)
      return true
    },
    heard(kind, size) {
      const now = Date.now()
      lastHeardAt = now
      const bucket = kind === 'presence' || kind === 'ask-presence' ? presence : changes
      const waitMs = Math.max(bucket.take(1, now), bytes.take(size, now))
      if (waitMs === 0 || resuming !== null) return
      counters.slowedSenders++
      socket.pause()
      resuming = setTimeout(read, waitMs)
    },
    mayAsk() {
      if (questions.take(1, Date.now()) === 0) return true
      counters.tooManyQuestions++
      connection.close('overloaded')
      return false
    },
    pause() {
      isPaused = true
      socket.pause()
    },
    resume() {
      isPaused = false
      if (resuming === null) socket.resume()
    },
    sweep(now) {
      if (now - lastHeardAt > limits.silentConnectionMs) {
        socket.terminate()
        return
      }
      if (backlog !== null && now - backlog.since > limits.stuckReaderMs) {
        closeStuck()
        return
      }
      if (now - lastHeardAt > limits.keepaliveMs && now - pingedAt > limits.keepaliveMs) {
        pingedAt = now
        socket.ping()
      }
      if (now - lastSentAt > limits.keepaliveMs) write(KEEPALIVE_FRAME, false)
    },
    queuedBytes: () => socket.bufferedAmount + (backlog?.bytes ?? 0),
    close(reason) {
      if (connection.phase === 'closed') return
      end()
      logger.info({ journeyId: facts.journeyId, reason }, 'a connection is sent away')
      // A paused socket would never read the peer's goodbye.
      isPaused = false
      socket.resume()
      socket.close(CLOSE_CODES[reason], reason)
      const cut = setTimeout(() => socket.terminate(), GOODBYE_MS)
      void gone.then(() => clearTimeout(cut))
    },
    gone,
  }
  return connection
}
