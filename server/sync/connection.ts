import { WebSocket } from 'ws'
import { CLOSE_CODES, type CloseReason } from '#shared/contract/errors.ts'
import type { SyncCounters } from './counters.ts'
import type { SyncLimits } from './limits.ts'
import type { ConnectionFacts } from './ports.ts'
import { createTokenBucket } from './token-bucket.ts'
import { KEEPALIVE_FRAME } from './wire.ts'

/** After a close the peer has this long to say goodbye. */
const GOODBYE_MS = 3_000

/**
 * `joining`: has not asked for the journey's state yet, gets no changes. `following`: has asked, and is told every change since then.
 * `closed`: is being closed; nothing it says counts any more.
 */
export type ConnectionPhase = 'joining' | 'following' | 'closed'

/** One socket on one journey, with what the server knows of it. */
export interface Connection extends ConnectionFacts {
  /** Announced `?v=1`: understands hello, saved and push. */
  readonly speaksWaymark: boolean
  phase: ConnectionPhase
  /** The client id that it may show presence for, once it has shown any. */
  clientId: number | null
  /** Was told of other people's presence, so that presence it sends may be an echo. */
  heardPresence: boolean
  /** Presence was held back while it read too slowly. */
  missedPresence: boolean
  /** How many change messages it has sent. */
  changesReceived: number
  /** When it was last asked for what its changes build on, ms since 1970. */
  askedForMissingAt: number
  send(frame: Uint8Array): void
  /** Sends a state that was asked for: may be large, is worth compressing, does not count as being slow. */
  sendState(frame: Uint8Array): void
  /** Returns false when the reader is too slow for presence just now. */
  sendPresence(frame: Uint8Array): boolean
  /** Counts an incoming message; reads on later when there were too many. */
  heard(bytes: number): void
  /** Keeps quiet connections alive and ends dead ones. */
  sweep(nowMs: number): void
  close(reason: CloseReason): void
  /** Resolves when the socket is gone. */
  readonly gone: Promise<void>
}

interface Needs {
  readonly socket: WebSocket
  readonly facts: ConnectionFacts
  readonly speaksWaymark: boolean
  readonly limits: SyncLimits
  readonly counters: SyncCounters
  /** Called once, when the connection begins to close, whoever wanted it. */
  readonly onEnd: (connection: Connection) => void
}

export function createConnection({ socket, facts, speaksWaymark, limits, counters, onEnd }: Needs): Connection {
  const messages = createTokenBucket(limits.messagesPerConnection, Date.now())
  const bytes = createTokenBucket(limits.bytesPerConnection, Date.now())
  let lastSentAt = Date.now()
  let lastHeardAt = Date.now()
  let pingedAt = 0
  let largestStateBytes = 0
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
    onEnd(connection)
  }

  function write(frame: Uint8Array, compress: boolean): void {
    if (socket.readyState !== WebSocket.OPEN) return
    lastSentAt = Date.now()
    socket.send(frame, { binary: true, compress })
    if (socket.bufferedAmount <= limits.stuckReaderBytes + largestStateBytes) return
    counters.stuckReaders++
    connection.close('overloaded')
  }

  const connection: Connection = {
    ...facts,
    speaksWaymark,
    phase: 'joining',
    clientId: null,
    heardPresence: false,
    missedPresence: false,
    changesReceived: 0,
    askedForMissingAt: 0,
    send: (frame) => write(frame, false),
    sendState(frame) {
      largestStateBytes = Math.max(largestStateBytes, frame.byteLength)
      write(frame, true)
    },
    sendPresence(frame) {
      if (socket.bufferedAmount > limits.slowReaderBytes) {
        counters.heldBackPresence++
        connection.missedPresence = true
        return false
      }
      connection.heardPresence = true
      write(frame, false)
      return true
    },
    heard(size) {
      const now = Date.now()
      lastHeardAt = now
      const waitMs = Math.max(messages.take(1, now), bytes.take(size, now))
      if (waitMs === 0 || resuming !== null) return
      counters.slowedSenders++
      socket.pause()
      resuming = setTimeout(() => {
        resuming = null
        socket.resume()
      }, waitMs)
    },
    sweep(now) {
      if (now - lastHeardAt > limits.silentConnectionMs) {
        socket.terminate()
        return
      }
      if (now - lastHeardAt > limits.keepaliveMs && now - pingedAt > limits.keepaliveMs) {
        pingedAt = now
        socket.ping()
      }
      if (now - lastSentAt > limits.keepaliveMs) write(KEEPALIVE_FRAME, false)
    },
    close(reason) {
      if (connection.phase === 'closed') return
      end()
      // A paused socket would never read the peer's goodbye.
      socket.resume()
      socket.close(CLOSE_CODES[reason], reason)
      const cut = setTimeout(() => socket.terminate(), GOODBYE_MS)
      void gone.then(() => clearTimeout(cut))
    },
    gone,
  }
  return connection
}
