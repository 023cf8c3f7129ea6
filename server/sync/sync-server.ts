import type { IncomingMessage } from 'node:http'
import type { Duplex } from 'node:stream'
import { setTimeout as delay } from 'node:timers/promises'
import type { WebSocket } from 'ws'
import { CLOSE_CODES, type CloseReason } from '#shared/contract/close-codes.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { canEdit } from '#shared/contract/roles.ts'
import type { Doorbell } from '#server/cluster/doorbell.ts'
import { createNoDoorbell } from '#server/cluster/no-doorbell.ts'
import { buildDocument } from '#server/journeys/build-document.ts'
import type { UpdateLog } from '#server/storage/ports.ts'
import { createConnection, type Connection } from './connection.ts'
import { createCounters } from './counters.ts'
import { createElsewhere, NOWHERE } from './elsewhere.ts'
import type { SyncFigures } from './figures.ts'
import { DEFAULT_LIMITS, type SyncLimits } from './limits.ts'
import { startLogPoll } from './log-poll.ts'
import type { SyncLogger } from './logger.ts'
import type { Authorize, OpenExcerpt, Rooms, SocketAnswer } from './ports.ts'
import { createRights } from './rights.ts'
import { createRoomShelf } from './room-shelf.ts'
import type { Room } from './room.ts'
import { createSocketAcceptor } from './socket-acceptor.ts'
import { hasCloseCode, readUpgrade, refuseUpgrade, type Wanted } from './upgrade.ts'
import { MalformedMessage, presenceEntryCount, readMessage } from './wire.ts'

/** The state vector of somebody who has nothing. */
const HAS_NOTHING = Uint8Array.of(0)
const CLOSE_SLICE = 100
const CLOSE_SLICE_MS = 50

export interface SyncNeeds {
  readonly log: UpdateLog
  /** Several nodes append to this log: how they wake each other. Left out when this process is alone. */
  readonly doorbell?: Doorbell
  readonly authorize: Authorize
  readonly limits?: Partial<SyncLimits>
  readonly logger: SyncLogger
  /** Left out: who may see only a part of a journey is not let in. */
  readonly openExcerpt?: OpenExcerpt
  /** Told how long each commit took. */
  readonly onCommit?: (durationMs: number) => void
}

export interface SyncServer extends Rooms {
  /**
   * Answers an upgrade request. Refusals are HTTP answers with the error's status; only a client that announced `?v=1` and is
   * refused for good gets a websocket that closes at once with the reason's 44xx code, because a browser is not told the status of a
   * failed upgrade and y-websocket would try for ever. A page of another origin never gets a websocket. Everything about this
   * connection is logged with `connectionLogger`, when there is one.
   */
  handleUpgrade(request: IncomingMessage, socket: Duplex, head: Buffer, connectionLogger?: SyncLogger): void
  figures(): SyncFigures
  /** Takes nobody in any more, waits for the disk, sends everyone away to come back later. Does not close the log. */
  close(): Promise<void>
}

type Listeners = Record<'changed' | 'opened', Set<(journeyId: string, isHere: boolean) => void>>

/** The socket server over an update log: y-websocket's protocol at `/sync/<journeyId>`, see `contract/socket.ts`. */
export function createSync({
  log,
  doorbell: shared,
  authorize,
  limits: given,
  logger,
  openExcerpt,
  onCommit,
}: SyncNeeds): SyncServer {
  const limits: SyncLimits = { ...DEFAULT_LIMITS, ...given }
  const counters = createCounters()
  const listeners: Listeners = { changed: new Set(), opened: new Set() }
  const doorbell = shared ?? createNoDoorbell()
  const shelf = createRoomShelf({
    log,
    doorbell,
    limits,
    counters,
    logger,
    openExcerpt: openExcerpt ?? noExcerpts,
    changed,
  })
  const rights = createRights({ connections: allConnections, askAgainMs: limits.askAgainMs, counters })
  const heard = (event: keyof Listeners, journeyId: string): void => tell(event, journeyId, false)
  const elsewhere = shared === undefined ? NOWHERE : createElsewhere({ doorbell, openHere, heard })
  const poll = shared === undefined ? null : startLogPoll({ log, doorbell, rooms: () => shelf.all(), limits, logger })
  const editors = createSocketAcceptor(limits.maxEditorMessageBytes)
  const viewers = createSocketAcceptor(limits.maxViewerMessageBytes)
  const sweeping = setInterval(sweep, limits.sweepMs)
  sweeping.unref()
  let isClosing = false

  function changed(journeyId: string, commitMs: number): void {
    onCommit?.(commitMs)
    tell('changed', journeyId, true)
    elsewhere.changed(journeyId)
  }

  function tell(event: keyof Listeners, journeyId: string, isHere: boolean): void {
    for (const listener of listeners[event]) {
      try {
        listener(journeyId, isHere)
      } catch (error) {
        logger.error({ journeyId, event, err: error }, 'a listener of the sync server failed')
      }
    }
  }

  function sweep(): void {
    const now = Date.now()
    for (const room of shelf.all()) room.sweep(now)
    for (const connection of allConnections()) connection.sweep(now)
    rights.sweep(now)
  }

  function openHere(): readonly string[] {
    return [...shelf.all()].filter((room) => room.connections.size > 0).map((room) => room.journeyId)
  }

  function* allConnections(): Iterable<Connection> {
    for (const room of shelf.all()) yield* room.connections
  }

  async function answerUpgrade(
    request: IncomingMessage,
    socket: Duplex,
    head: Buffer,
    logger: SyncLogger,
  ): Promise<void> {
    const wanted = readUpgrade(request)
    if (isClosing || wanted === null) {
      refuse(isClosing ? 'storage-unavailable' : 'not-found')
      return
    }
    for (;;) {
      const versionBefore = rights.version()
      const answer = await authorize(request, wanted.journeyId)
      if (!answer.ok) {
        refuse(answer.code)
        return
      }
      const { role, shows } = answer.participant
      if (shows !== null && (openExcerpt === undefined || canEdit(role))) {
        refuse('not-allowed')
        return
      }
      const room = await shelf.open(wanted.journeyId)
      if (isClosing) {
        refuse('storage-unavailable')
        return
      }
      // Nothing is awaited between this and the seat, so a revocation either is seen here or finds the connection.
      if (versionBefore === rights.version() && room.isOpen()) {
        const acceptor = canEdit(answer.participant.role) ? editors : viewers
        acceptor.accept(request, socket, head, (webSocket) => seat(webSocket, socket, room, wanted, answer, logger))
        return
      }
    }

    function refuse(code: ErrorCode): void {
      counters.refusedUpgrades++
      logger.info({ journeyId: wanted?.journeyId, reason: code }, 'an upgrade was refused')
      if (wanted?.speaksWaymark === true && hasCloseCode(code)) {
        viewers.accept(request, socket, head, (webSocket) => closeUnseated(webSocket, code, logger))
      } else refuseUpgrade(socket, code)
    }
  }

  function seat(
    socket: WebSocket,
    stream: Duplex,
    room: Room,
    { journeyId, speaksWaymark, asksForAll }: Wanted,
    { participant, again }: Extract<SocketAnswer, { ok: true }>,
    logger: SyncLogger,
  ): void {
    if (room.connections.size >= limits.maxConnectionsPerJourney) {
      counters.refusedUpgrades++
      logger.info({ journeyId, reason: 'overloaded' }, 'an upgrade was refused')
      closeUnseated(socket, 'overloaded', logger)
      return
    }
    const facts = { journeyId, participant }
    const onEnd = (ended: Connection) => {
      room.leave(ended)
      shelf.left(room)
    }
    const connection = createConnection({
      socket,
      stream,
      facts,
      again,
      speaksWaymark,
      limits,
      counters,
      logger,
      onEnd,
    })
    socket.on('error', (error) => logger.debug({ journeyId, err: error }, 'a socket failed'))
    socket.on('message', (data: Buffer, isBinary) => {
      if (connection.phase !== 'closed') receive(room, connection, data, isBinary)
    })
    counters.joins++
    rights.watch(connection)
    logger.info({ journeyId, role: participant.role }, 'a connection was let in')
    const maxMessageBytes = canEdit(participant.role) ? limits.maxEditorMessageBytes : limits.maxViewerMessageBytes
    room.join(connection, maxMessageBytes)
    tell('opened', journeyId, true)
    elsewhere.opened(journeyId)
    if (asksForAll) room.receive(connection, { kind: 'ask-state', stateVector: HAS_NOTHING })
  }

  function closeUnseated(socket: WebSocket, reason: CloseReason, logger: SyncLogger): void {
    socket.on('error', (error) => logger.debug({ err: error }, 'a refused socket failed'))
    socket.close(CLOSE_CODES[reason], reason)
  }

  function receive(room: Room, connection: Connection, data: Buffer, isBinary: boolean): void {
    const { journeyId } = room
    const { logger } = connection
    try {
      if (!isBinary) throw new MalformedMessage('text where bytes belong')
      const echoed = connection.clientId === null ? 0 : presenceEntryCount(data)
      if (echoed > 1) {
        // A client speaks of itself alone. Several at once are what an unmodified one was told, sent back.
        connection.heard('presence', data.byteLength)
        counters.foreignPresence += echoed
        return
      }
      // A copy: the socket's buffers hold several connections' messages side by side.
      const message = readMessage(new Uint8Array(data))
      connection.heard(message.kind, data.byteLength)
      room.receive(connection, message)
    } catch (error) {
      connection.close('malformed-message')
      counters.malformed++
      if (error instanceof MalformedMessage) {
        logger.info({ journeyId, reason: error.message }, 'a connection sent something that is no message')
        return
      }
      // The document may have taken half of it. The log has none of it: everyone comes back to a room that is read anew.
      logger.error({ journeyId, err: error }, 'a message could not be applied')
      shelf.remove(room)
      room.close('internal')
    }
  }

  async function close(): Promise<void> {
    isClosing = true
    clearInterval(sweeping)
    rights.close()
    const rooms = [...shelf.all()]
    const connections = [...allConnections()]
    const patience = delay(limits.closePatienceMs, undefined, { ref: false })
    const settled = () => Promise.race([Promise.all(rooms.map((room) => room.settled())), patience])
    await settled()
    // In slices, because clients come back after a fixed time: all at once would be a storm at the next server's door.
    for (let index = 0; index < connections.length; index += CLOSE_SLICE) {
      if (index > 0) await delay(CLOSE_SLICE_MS)
      for (const connection of connections.slice(index, index + CLOSE_SLICE)) connection.close('going-away')
    }
    await Promise.race([Promise.all(connections.map(({ gone }) => gone)), patience])
    // What was taken while they were being sent away is not called saved, but there is no reason to lose it.
    await settled()
    await Promise.race([foldAll(rooms), delay(limits.closeFoldMs, undefined, { ref: false })])
    for (const room of rooms) {
      shelf.remove(room)
      room.close('going-away')
    }
    poll?.close()
    elsewhere.close()
  }

  /** Whoever opens these journeys after the restart is spared reading their tails. */
  async function foldAll(rooms: readonly Room[]): Promise<void> {
    for (const room of rooms) await room.compact('closing')
  }

  /** The room of a journey that somebody has open, level with what other nodes appended; `null`: nobody has. */
  async function openRoom(journeyId: string): Promise<Room | null> {
    const found = shelf.find(journeyId) ?? (elsewhere.isOpen(journeyId) ? shelf.open(journeyId) : null)
    const room = await found
    if (room !== null && shared !== undefined) await room.catchUp()
    return room
  }

  return {
    figures() {
      const rooms = [...shelf.all()]
      const connections = [...allConnections()]
      return {
        counters,
        connections: connections.length,
        rooms: rooms.length,
        builtRooms: rooms.filter((room) => room.isBuilt()).length,
        queuedBytes: connections.reduce((sum, connection) => sum + connection.queuedBytes(), 0),
        unsavedBytes: shelf.unsavedBytes(),
        isStorageAway: rooms.some((room) => room.isStorageAway()),
      }
    },
    handleUpgrade(request, socket, head, connectionLogger = logger) {
      // Stays on for good: a refused socket has no other listener, and an error without one would end the process.
      socket.on('error', () => socket.destroy())
      answerUpgrade(request, socket, head, connectionLogger).catch((error: unknown) => {
        connectionLogger.error({ err: error }, 'an upgrade failed')
        refuseUpgrade(socket, 'storage-unavailable')
      })
    },
    async read(journeyId, use) {
      const room = await openRoom(journeyId)
      if (room !== null) return room.read(use)
      const doc = buildDocument(await log.load(journeyId))
      try {
        return use(doc)
      } finally {
        doc.destroy()
      }
    },
    async headOf(journeyId) {
      if ((await openRoom(journeyId)) !== null) return null
      return (await log.heads([journeyId])).get(journeyId) ?? null
    },
    async change(journeyId, actorId, change) {
      const room = await shelf.open(journeyId)
      await room.change(actorId, change)
    },
    openJourneyIds: () => [...new Set([...openHere(), ...elsewhere.openJourneyIds()])],
    isOpen: (journeyId) => (shelf.loaded(journeyId)?.connections.size ?? 0) > 0 || elsewhere.isOpen(journeyId),
    push(journeyId, message) {
      const room = shelf.loaded(journeyId)
      if (room !== null) room.push(message)
      else doorbell.ring(journeyId, { kind: 'push', message })
    },
    pushHere: (journeyId, message) => shelf.loaded(journeyId)?.pushHere(message),
    askAgain: (target) => rights.askAgain(target),
    async drop(journeyId) {
      const asked = rights.askAgain({ journeyId })
      const room = await shelf.find(journeyId)
      if (room !== null) {
        shelf.remove(room)
        room.close('journey-not-found')
      }
      await asked
    },
    on(event, listener) {
      listeners[event].add(listener)
      return () => listeners[event].delete(listener)
    },
    close,
  }
}

const noExcerpts: OpenExcerpt = () => {
  throw new Error('nobody who sees only a part is let in')
}
