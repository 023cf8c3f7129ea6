import { SECOND_MS } from '#shared/lib/time.ts'
import { canEdit } from '#shared/contract/roles.ts'
import { LOOK_ONLY_WORDS } from '#shared/contract/socket.ts'
import type { CommitQueue } from './commit-queue.ts'
import type { Connection } from './connection.ts'
import type { SyncCounters } from './counters.ts'
import type { SyncLimits } from './limits.ts'
import type { LiveDocument } from './live-document.ts'
import type { LogSize } from './log-size.ts'
import type { StorageState } from './storage-state.ts'
import { askStateFrame, permissionDeniedFrame } from './wire.ts'

/** How often one connection is asked for changes that its own build on. */
const ASK_AGAIN_MS = 1 * SECOND_MS

/** A room's way in for changes: who may, how much, and what of it is new. */
export interface Intake {
  /** Throws what Yjs throws when it chokes on an update that it could decode: the document is then suspect. */
  receive(connection: Connection, update: Uint8Array, isWhole: boolean): void
  /** Changes that the server made itself, in the document already. */
  add(news: readonly Uint8Array[], actorId: string | null): void
  /** Changes that wait for others, to be in the log only. */
  keep(waiting: Uint8Array): void
  /** The store is back: whoever was told to hold changes is asked for all of them. */
  askToRepeat(connections: Iterable<Connection>): void
}

interface Needs {
  readonly live: LiveDocument
  readonly queue: CommitQueue
  readonly size: LogSize
  readonly storage: StorageState
  readonly limits: SyncLimits
  readonly counters: SyncCounters
  /** Whether all rooms together have as many unsaved changes as may wait. */
  readonly isFull: () => boolean
}

export function createIntake({ live, queue, size, storage, limits, counters, isFull }: Needs): Intake {
  /** While the store is away changes wait here up to a limit; beyond it they stay with their authors. */
  const mustHold = (): boolean =>
    storage.isAway() && (queue.unsavedBytes() > limits.maxUnsavedBytesPerJourney || isFull())

  function refuse(connection: Connection): void {
    counters.refusedChanges++
    connection.send(permissionDeniedFrame(LOOK_ONLY_WORDS))
    connection.close('not-allowed')
  }

  function enqueue(data: Uint8Array, actorId: string | null, author: Connection | null, isNews: boolean): void {
    queue.add({ data, actorId }, author, isNews)
  }

  function askForMissing(connection: Connection): void {
    const now = Date.now()
    if (now - connection.askedForMissingAt < ASK_AGAIN_MS) return
    connection.askedForMissingAt = now
    connection.send(askStateFrame(live.stateVector()))
  }

  return {
    receive(connection, update, isWhole) {
      if (!canEdit(connection.participant.role)) {
        if (!saysNothing(update)) refuse(connection)
        return
      }
      if (size.bytes() + queue.unsavedBytes() + update.byteLength > limits.maxJourneyBytes) {
        counters.tooLarge++
        connection.close('too-large')
        return
      }
      // Asked only when it would be much: it means to take the update apart.
      if (live.waitingBytes() + update.byteLength > limits.maxWaitingBytes && live.wouldWait(update)) {
        counters.refusedWaiting++
        connection.close('overloaded')
        return
      }
      connection.changesReceived++
      if (mustHold() || (connection.mustRepeat && !isWhole)) {
        counters.heldChanges++
        connection.mustRepeat = true
        storage.full()
        return
      }
      connection.mustRepeat = false
      counters.changes++
      // What was waiting for this message may come from others, so its sender does not know all of the news.
      const author = live.waitingBytes() > 0 ? null : connection
      const { news, isWaiting } = live.apply(update, connection)
      const { actorId } = connection.participant
      for (const data of news) enqueue(data, actorId, author, true)
      if (isWaiting) {
        enqueue(update, actorId, connection, false)
        askForMissing(connection)
      }
      queue.acknowledge(connection)
    },
    add(news, actorId) {
      for (const data of news) enqueue(data, actorId, null, true)
    },
    keep: (waiting) => enqueue(waiting, null, null, false),
    askToRepeat(connections) {
      for (const connection of connections)
        if (connection.mustRepeat) connection.send(askStateFrame(live.stateVector()))
    },
  }
}

/** No new content and nothing deleted: what a client without changes answers when it tells all that it has without being asked. */
const saysNothing = (update: Uint8Array): boolean => update.byteLength === 2 && update[0] === 0 && update[1] === 0
