import type * as Y from 'yjs'
import { assertNever } from '#shared/lib/assert.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { ERRORS, type CloseReason } from '#shared/contract/errors.ts'
import { canEdit } from '#shared/contract/roles.ts'
import { PROTOCOL_VERSION, type PushMessage } from '#shared/contract/socket.ts'
import { StorageError, type LoadedJourney, type UpdateLog } from '#server/storage/ports.ts'
import { createCommitQueue, type Batch } from './commit-queue.ts'
import type { Connection } from './connection.ts'
import type { SyncCounters } from './counters.ts'
import { createFlushWindow } from './flush-window.ts'
import type { SyncLimits } from './limits.ts'
import { createLiveDocument, mergeNews } from './live-document.ts'
import { createLogSize } from './log-size.ts'
import type { SyncLogger } from './logger.ts'
import { createPresence } from './presence.ts'
import {
  askStateFrame,
  helloFrame,
  permissionDeniedFrame,
  pushFrame,
  savedFrame,
  stateFrame,
  updateFrame,
  type ClientMessage,
} from './wire.ts'

/** How often one connection is asked for changes that its own build on. */
const ASK_AGAIN_MS = 1 * SECOND_MS

/** One open journey: its document, who is connected, and its way to the log. Messages come in whole and one at a time. */
export interface Room {
  readonly journeyId: string
  readonly connections: ReadonlySet<Connection>
  isOpen(): boolean
  join(connection: Connection, maxMessageBytes: number): void
  leave(connection: Connection): void
  /** Throws what Yjs throws when it chokes on an update that it could decode: the room's document is then suspect. */
  receive(connection: Connection, message: ClientMessage): void
  read<Value>(use: (doc: Y.Doc) => Value): Promise<Value>
  change(actorId: string | null, change: (doc: Y.Doc) => void): Promise<void>
  push(message: PushMessage): void
  /** Folds the log into a snapshot when that pays; resolves when it is done or not needed. */
  compact(occasion: 'open' | 'unload'): Promise<void>
  /** Resolves when nothing waits for the disk any more. */
  settled(): Promise<void>
  /** Closes all connections, refuses what waits, forgets the document. */
  close(reason: CloseReason): void
}

export interface RoomNeeds {
  readonly journeyId: string
  readonly loaded: LoadedJourney
  readonly log: UpdateLog
  readonly limits: SyncLimits
  readonly counters: SyncCounters
  readonly logger: SyncLogger
  /** A change was committed. */
  readonly changed: (journeyId: string) => void
  /** The room closed itself: the log does not take its changes. */
  readonly gaveUp: (room: Room) => void
}

export function createRoom(needs: RoomNeeds): Room {
  const { journeyId, loaded, log, limits, counters, logger } = needs
  const live = createLiveDocument(loaded)
  const size = createLogSize(loaded)
  const window = createFlushWindow(Date.now())
  const connections = new Set<Connection>()
  const presence = createPresence({ connections, maxBytes: limits.maxPresenceBytes, counters })
  let isOpen = true
  let compacting: Promise<void> | null = null

  const queue = createCommitQueue({
    seq: loaded.seq,
    append: ({ data, actorId }) => log.append(journeyId, data, actorId),
    windowMs: () => window.windowMs(Date.now()),
    patienceMs: limits.commitPatienceMs,
    retryMs: limits.commitRetryMs,
    committed,
    failedOnce(error) {
      counters.failedCommits++
      logger.warn({ journeyId, err: error }, 'changes could not be stored yet')
    },
    gaveUp(error) {
      logger.error({ journeyId, err: error }, 'changes could not be stored: its connections keep them and come back')
      close('overloaded')
      needs.gaveUp(room)
    },
  })

  function committed(batch: Batch): void {
    if (batch.news.length > 0) tellNews(batch)
    for (const [connection, count] of batch.saved) if (connection.speaksWaymark) connection.send(savedFrame(count))
    if (batch.entries.length === 0) return
    counters.commits++
    needs.changed(journeyId)
    void compact('open')
  }

  /** One frame for everyone who follows. A lone author knows the news; among several each gets all, which costs nothing to apply. */
  function tellNews({ news, authors }: Batch): void {
    const frames = mergeNews(news).map(updateFrame)
    let told = 0
    for (const connection of connections) {
      if (connection.phase !== 'following' || (authors.size === 1 && authors.has(connection))) continue
      for (const frame of frames) connection.send(frame)
      told++
    }
    window.noteDeliveries(told * news.length, Date.now())
  }

  function receiveChange(connection: Connection, update: Uint8Array): void {
    if (!canEdit(connection.participant.role)) {
      counters.refusedChanges++
      connection.send(permissionDeniedFrame(ERRORS['not-allowed'].words))
      connection.close('not-allowed')
      return
    }
    if (size.bytes() + update.byteLength > limits.maxJourneyBytes) {
      counters.tooLarge++
      connection.close('too-large')
      return
    }
    counters.changes++
    connection.changesReceived++
    // What was waiting for this message may come from others, so its sender does not know all of the news.
    const author = live.hasWaiting() ? null : connection
    const { news, isWaiting } = live.apply(update, connection)
    const { actorId } = connection.participant
    for (const data of news) enqueue(data, actorId, author, true)
    if (isWaiting) {
      enqueue(update, actorId, connection, false)
      askForMissing(connection)
    }
    queue.acknowledge(connection)
  }

  function enqueue(data: Uint8Array, actorId: string | null, author: Connection | null, isNews: boolean): void {
    size.grew(data.byteLength)
    queue.add({ data, actorId }, author, isNews)
  }

  function askForMissing(connection: Connection): void {
    const now = Date.now()
    if (now - connection.askedForMissingAt < ASK_AGAIN_MS) return
    connection.askedForMissingAt = now
    connection.send(askStateFrame(live.doc))
  }

  function answerState(connection: Connection, stateVector: Uint8Array): void {
    const frame = stateFrame(live.stateFor(stateVector))
    if (connection.phase === 'joining') {
      // From now on, not from the answer on: what is changed until then is in neither the state nor later news.
      connection.phase = 'following'
      presence.welcome(connection)
    }
    queue.hold({
      release: () => connection.sendState(frame),
      refuse: () => connection.close('overloaded'),
    })
  }

  function compact(occasion: 'open' | 'unload'): Promise<void> {
    // What Yjs keeps aside belongs to no state: it stays in the log until it finds its place.
    if (!isOpen || live.hasWaiting() || !size.isDue(occasion)) return compacting ?? Promise.resolve()
    compacting ??= fold().finally(() => (compacting = null))
    return compacting
  }

  async function fold(): Promise<void> {
    try {
      const seq = await onDisk()
      // The state is taken after the number: it may hold more than the log up to `seq`, never less, or the fold would lose it.
      if (!isOpen || live.hasWaiting()) return
      const state = live.stateFor(Uint8Array.of(0))
      size.folded(state.byteLength)
      await log.compact(journeyId, seq, state)
      logger.debug({ journeyId, seq, bytes: state.byteLength }, 'log folded into a snapshot')
    } catch (error) {
      logger.warn({ journeyId, err: error }, 'the log could not be folded; it is read as it is')
    }
  }

  /** The number of the last update, once all that the document holds now is on disk. */
  const onDisk = (): Promise<number> =>
    new Promise((resolve, reject) => queue.hold({ release: resolve, refuse: reject }))

  function close(reason: CloseReason): void {
    if (!isOpen) return
    isOpen = false
    for (const connection of connections) connection.close(reason)
    queue.stop(new StorageError('The journey was closed.'))
    presence.close()
    live.destroy()
  }

  const room: Room = {
    journeyId,
    connections,
    isOpen: () => isOpen,
    join(connection, maxMessageBytes) {
      connections.add(connection)
      const { role } = connection.participant
      if (connection.speaksWaymark) connection.send(helloFrame({ version: PROTOCOL_VERSION, role, maxMessageBytes }))
      // Asks for what was changed while offline. A viewer is never asked, so it has nothing to answer.
      if (canEdit(role)) connection.send(askStateFrame(live.doc))
    },
    leave(connection) {
      connections.delete(connection)
      presence.leave(connection)
    },
    receive(connection, message) {
      if (!isOpen) return
      switch (message.kind) {
        case 'ask-state':
          return answerState(connection, message.stateVector)
        case 'change':
          return receiveChange(connection, message.update)
        case 'presence':
          return presence.receive(connection, message.entries)
        case 'ask-presence':
          return presence.welcome(connection)
        case 'unknown':
          counters.unknown++
          return undefined
        default:
          return assertNever(message)
      }
    },
    async read(use) {
      const value = use(live.doc)
      await onDisk()
      return value
    },
    async change(actorId, change) {
      const { news, error } = live.edit(change)
      for (const data of news) enqueue(data, actorId, null, true)
      await onDisk()
      if (error !== null) throw error
    },
    push(message) {
      const frame = pushFrame(message)
      for (const connection of connections) if (connection.speaksWaymark) connection.send(frame)
    },
    compact,
    settled: () => queue.settled(),
    close,
  }
  return room
}
