import type * as Y from 'yjs'
import { assertNever } from '#shared/lib/assert.ts'
import type { CloseReason } from '#shared/contract/close-codes.ts'
import { canEdit } from '#shared/contract/roles.ts'
import { PROTOCOL_VERSION, type PushMessage } from '#shared/contract/socket.ts'
import type { Doorbell, JourneyRing } from '#server/cluster/doorbell.ts'
import { reachCrashPoint } from '#server/storage/crash-points.ts'
import { StorageError, type LoadedJourney, type UpdateLog } from '#server/storage/ports.ts'
import { createAudience, newsOfUpdates } from './audience.ts'
import { createCommitQueue, newsOf, type Batch, type Committed } from './commit-queue.ts'
import type { Connection } from './connection.ts'
import { isOfExcerpt } from './excerpt-client-id.ts'
import { createExcerptViews } from './excerpt-views.ts'
import type { SyncCounters } from './counters.ts'
import { createFlushWindow } from './flush-window.ts'
import { createFolding } from './folding.ts'
import { createIntake } from './intake.ts'
import type { SyncLimits } from './limits.ts'
import { createLiveDocument } from './live-document.ts'
import { isMeantFor } from './hearers.ts'
import { createLogFollower } from './log-follower.ts'
import { createLogSize, type Occasion } from './log-size.ts'
import type { SyncLogger } from './logger.ts'
import { createPresence } from './presence.ts'
import type { OpenExcerpt } from './ports.ts'
import { createStorageState } from './storage-state.ts'
import { createQuietMoment } from './quiet-moment.ts'
import {
  askStateFrame,
  helloFrame,
  pushFrame,
  savedFrame,
  stateFrame,
  updateFrame,
  type ClientMessage,
} from './wire.ts'

/** A ring with more than this only says that there is something to read: Redis drops listeners that cannot take so much. */
const LARGEST_RING_BYTES = 256 * 1024

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
  pushHere(message: PushMessage): void
  /** Folds the log into a snapshot when that pays; resolves when it is done or not needed. */
  compact(occasion: Occasion): Promise<void>
  /** The shared log's last number is known to be this. */
  headIs(seq: number): void
  /** Reads what other nodes appended; rejects with `StorageError`. */
  catchUp(): Promise<void>
  /** Looks after what changes by time alone. */
  sweep(nowMs: number): void
  /** Bytes of changes that are not on disk. */
  unsavedBytes(): number
  isStorageAway(): boolean
  /** Its document is in memory, not only what the log says of it. */
  isBuilt(): boolean
  /** Resolves when nothing waits for the disk any more. */
  settled(): Promise<void>
  /** Closes all connections, refuses what waits, forgets the document. */
  close(reason: CloseReason): void
}

export interface RoomNeeds {
  readonly journeyId: string
  readonly loaded: LoadedJourney
  readonly log: UpdateLog
  readonly doorbell: Doorbell
  readonly limits: SyncLimits
  readonly counters: SyncCounters
  readonly logger: SyncLogger
  readonly openExcerpt: OpenExcerpt
  /** Whether all rooms together have as many unsaved changes as may wait. */
  readonly isFull: () => boolean
  /** A change was committed here, within so many ms. */
  readonly changed: (journeyId: string, commitMs: number) => void
  /** The room closed itself: the log does not take its changes. */
  readonly gaveUp: (room: Room) => void
}

export function createRoom(needs: RoomNeeds): Room {
  const { journeyId, loaded, log, doorbell, limits, counters, logger } = needs
  const live = createLiveDocument(loaded)
  const size = createLogSize(loaded)
  const window = createFlushWindow(Date.now())
  const connections = new Set<Connection>()
  const ring = (message: JourneyRing): void => {
    counters.ringsSent++
    doorbell.ring(journeyId, message)
  }
  const audience = createAudience()
  const presence = createPresence({
    connections,
    maxBytes: limits.maxPresenceBytes,
    counters,
    viewOf: (connection) => excerpts.of(connection),
    ring: (entries) => ring({ kind: 'presence', entries }),
    onTyping: ({ participant }) => canEdit(participant.role) && buildSoon(),
  })
  const follower = createLogFollower({ journeyId, seq: loaded.seq, log, apply: applyElsewhere, counters, logger })
  const quiet = createQuietMoment(() => [...connections].some(({ phase }) => phase === 'joining'))
  const storage = createStorageState((state) => pushHere({ kind: 'storage', state }))
  let isOpen = true
  let isBuildingSoon = false

  const queue = createCommitQueue({
    append: (entries) => log.append(journeyId, entries),
    windowMs: () => window.windowMs(Date.now()),
    patienceMs: limits.commitPatienceMs,
    retryMs: limits.commitRetryMs,
    slowMs: limits.slowCommitMs,
    slow: () => storage.failed(),
    committed,
    failedOnce(error) {
      counters.failedCommits++
      storage.failed()
      logger.warn({ journeyId, err: error }, 'changes could not be stored yet')
    },
    gaveUp(error) {
      logger.error({ journeyId, err: error }, 'changes could not be stored: its connections keep them and come back')
      close(error.fault === 'journey-gone' ? 'journey-not-found' : 'overloaded')
      needs.gaveUp(room)
    },
  })
  const excerpts = createExcerptViews({
    connections,
    live,
    queue,
    openExcerpt: needs.openExcerpt,
    logger,
    idleMs: limits.idleRoomMs,
  })
  const intake = createIntake({ live, queue, size, storage, limits, counters, isFull: needs.isFull })
  const folding = createFolding({
    journeyId,
    log,
    live,
    size,
    queue,
    intake,
    follower,
    logger,
    isOpen: () => isOpen,
    pauseMs: limits.foldInPauseMs,
  })
  const stopListening = doorbell.listen(journeyId, hear)
  ring({ kind: 'ask-presence' })

  function hear(message: JourneyRing, nodeId: string): void {
    counters.ringsHeard++
    switch (message.kind) {
      case 'updates':
        return follower.heard(message)
      case 'presence':
        return presence.hearElsewhere(nodeId, message.entries)
      case 'ask-presence':
        return presence.tellElsewhere()
      case 'push':
        return pushHere(message.message)
      default:
        return assertNever(message)
    }
  }

  /** Another node committed these: they are on disk, and only have to be known and told here. */
  function applyElsewhere(updates: readonly Uint8Array[]): void {
    try {
      for (const update of updates) {
        size.grew(update.byteLength)
        for (const news of live.apply(update, null).news) queue.tell(news)
      }
    } catch (error) {
      // It found its place in another order there. Whoever comes back gets what the log says.
      logger.error({ journeyId, err: error }, 'a change of another node could not be applied')
      close('internal')
      needs.gaveUp(room)
    }
  }

  function committed(batch: Batch, where: Committed | null): void {
    const updates = newsOf(batch, where)
    if (where !== null) {
      for (const { byteLength } of where.updates) size.grew(byteLength)
      follower.appended(where)
      ringOf(where)
      if (storage.worked()) intake.askToRepeat(connections)
    }
    if (updates.length > 0) {
      tellNews(batch, updates)
      excerpts.changed()
    }
    if (batch.saved.size > 0) reachCrashPoint('saved.before')
    for (const [connection, count] of batch.saved) if (connection.speaksWaymark) connection.send(savedFrame(count))
    if (where === null) return
    counters.commits++
    needs.changed(journeyId, where.durationMs)
    folding.changed()
  }

  function ringOf({ first, last, updates }: Committed): void {
    const bytes = updates.reduce((sum, { byteLength }) => sum + byteLength, 0)
    ring({ kind: 'updates', first, last, updates: bytes > LARGEST_RING_BYTES ? [] : updates })
  }

  /**
   * One frame for everyone who follows, those who edit first. A lone author knows the news; among several each gets all, which costs
   * nothing to apply.
   */
  function tellNews({ news, authors }: Batch, updates: readonly Uint8Array[]): void {
    reachCrashPoint('broadcast.before')
    const message = newsOfUpdates(updates)
    const viewers: Connection[] = []
    let told = 0
    for (const connection of connections) {
      if (connection.participant.shows !== null) continue
      if (connection.phase !== 'following' || (authors.size === 1 && authors.has(connection))) continue
      if (canEdit(connection.participant.role)) connection.sendNews(message)
      else viewers.push(connection)
      told++
      if (told === 1) reachCrashPoint('broadcast.half')
    }
    audience.tell(message, viewers)
    window.noteDeliveries(told * news.length, Date.now())
  }

  /** What it lacks of what it may see, to be applied in this order; `null`: its copy is of something else. */
  function partsFor(connection: Connection, stateVector: Uint8Array): readonly Uint8Array[] | null {
    const view = excerpts.of(connection)
    if (view === null) return isOfExcerpt(stateVector) ? null : live.stateFor(stateVector)
    const state = view.stateFor(stateVector)
    return state && [state]
  }

  function answerState(connection: Connection, stateVector: Uint8Array): void {
    const parts = partsFor(connection, stateVector)
    if (parts === null) {
      connection.close('copy-outdated')
      return
    }
    // Providers call themselves synced at the state, so what it lacks must not come after it: the last part goes as the state.
    const frames = parts.map((part, index) => (index === parts.length - 1 ? stateFrame(part) : updateFrame(part)))
    if (connection.phase === 'joining') {
      // From now on, not from the answer on: what is changed until then is in neither the state nor later news.
      connection.phase = 'following'
      presence.welcome(connection)
    }
    const answered = quiet.answering()
    queue.hold({
      release() {
        for (const [index, frame] of frames.entries()) {
          connection.sendState(frame, index === frames.length - 1 ? answered : undefined)
        }
      },
      refuse() {
        answered()
        connection.close('overloaded')
      },
    })
  }

  /**
   * Building a large document takes a good part of a second. Done when somebody has begun to type in a text, their first letter does not wait for
   * it, nor do the others for that.
   */
  function buildSoon(): void {
    if (live.isBuilt() || isBuildingSoon) return
    isBuildingSoon = true
    void quiet.moment().then(() => {
      isBuildingSoon = false
      if (!isOpen || live.isBuilt()) return
      try {
        live.doc()
      } catch (error) {
        // Whoever changes it is told.
        logger.warn({ journeyId, err: error }, 'the document could not be built ahead')
      }
    })
  }

  /** Resolves once all that the document holds now is on disk. */
  const onDisk = (): Promise<void> => new Promise((resolve, reject) => queue.hold({ release: resolve, refuse: reject }))

  /** For those who cannot wait until a store that is away comes back: what they asked for may still be stored later. */
  const onDiskSoon = (): Promise<void> =>
    new Promise((resolve, reject) => {
      const timer = setTimeout(() => reject(new StorageError('The store does not answer.')), limits.commitPatienceMs)
      onDisk()
        .then(resolve, reject)
        .finally(() => clearTimeout(timer))
    })

  function pushHere(message: PushMessage): void {
    const frame = pushFrame(message)
    for (const connection of connections) {
      const { speaksWaymark, participant } = connection
      if (speaksWaymark && participant.shows === null && isMeantFor(message, participant)) connection.send(frame)
    }
    excerpts.push(message)
  }

  function close(reason: CloseReason): void {
    if (!isOpen) return
    isOpen = false
    stopListening()
    for (const connection of connections) connection.close(reason)
    queue.stop(new StorageError('The journey was closed.'))
    follower.close()
    presence.close()
    excerpts.close()
    live.destroy()
  }

  const room: Room = {
    journeyId,
    connections,
    isOpen: () => isOpen,
    join(connection, maxMessageBytes) {
      connections.add(connection)
      const { role } = connection.participant
      const excerpt = excerpts.of(connection)?.clientId
      if (connection.speaksWaymark) {
        const hello = { version: PROTOCOL_VERSION, role, maxMessageBytes } as const
        connection.send(helloFrame(excerpt === undefined ? hello : { ...hello, excerpt }))
      }
      if (storage.isAway() && connection.speaksWaymark)
        connection.send(pushFrame({ kind: 'storage', state: 'waiting' }))
      // A viewer is never asked for changes, so it has nothing to answer.
      if (canEdit(role)) connection.send(askStateFrame(live.stateVector()))
    },
    leave(connection) {
      connections.delete(connection)
      presence.leave(connection)
    },
    receive(connection, message) {
      if (!isOpen) return
      switch (message.kind) {
        case 'ask-state':
          return connection.mayAsk() ? answerState(connection, message.stateVector) : undefined
        case 'change':
          return intake.receive(connection, message.update, message.isWhole)
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
      // Building a large document keeps everything waiting for a good part of a second, and looking at all of it for some of that; those
      // who have just come are answered first.
      await quiet.moment()
      if (!isOpen) throw new StorageError('The journey was closed.')
      const value = use(live.doc())
      await onDiskSoon()
      return value
    },
    async change(actorId, change) {
      const { news, error } = live.edit(change)
      intake.add(news, actorId)
      await onDiskSoon()
      if (error !== null) throw error
    },
    push(message) {
      pushHere(message)
      ring({ kind: 'push', message })
    },
    pushHere,
    compact: (occasion) => folding.compact(occasion),
    headIs: (seq) => follower.headIs(seq),
    catchUp: () => follower.catchUp(),
    sweep(now) {
      presence.sweep(now)
      excerpts.sweep(now)
    },
    unsavedBytes: () => queue.unsavedBytes(),
    isStorageAway: () => storage.isAway(),
    isBuilt: () => live.isBuilt(),
    settled: () => queue.settled(),
    close,
  }
  return room
}
