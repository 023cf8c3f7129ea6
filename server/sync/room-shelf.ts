import type { Doorbell } from '#server/cluster/doorbell.ts'
import type { UpdateLog } from '#server/storage/ports.ts'
import type { SyncCounters } from './counters.ts'
import type { SyncLimits } from './limits.ts'
import type { SyncLogger } from './logger.ts'
import type { OpenExcerpt } from './ports.ts'
import { createRoom, type Room } from './room.ts'

/** The journeys in memory: loads one when it is wanted, puts it away when nobody has been there for a while. */
export interface RoomShelf {
  /** The room, loaded if need be. Rejects with `StorageError` when the log cannot be read. */
  open(journeyId: string): Promise<Room>
  /** The room if it is in memory or being loaded. */
  find(journeyId: string): Promise<Room> | null
  /** The room if it is in memory. Does not count as wanting it. */
  loaded(journeyId: string): Room | null
  /** Rooms that are loaded. */
  all(): Iterable<Room>
  /** Takes a room out; the caller closes it. */
  remove(room: Room): void
  /** Tells that a connection has left: an empty room is put away after the grace time. */
  left(room: Room): void
  /** Bytes of changes in all rooms that are not on disk. */
  unsavedBytes(): number
}

interface Needs {
  readonly log: UpdateLog
  readonly doorbell: Doorbell
  readonly limits: SyncLimits
  readonly counters: SyncCounters
  readonly logger: SyncLogger
  readonly openExcerpt: OpenExcerpt
  readonly changed: (journeyId: string, commitMs: number) => void
}

/** `loading` → `loaded` → gone. A room that could not be loaded is gone at once, so that the next one tries again. */
type Place =
  | { readonly kind: 'loading'; readonly room: Promise<Room> }
  | { readonly kind: 'loaded'; readonly room: Room; idle: NodeJS.Timeout | null }

export function createRoomShelf(needs: Needs): RoomShelf {
  const { log, doorbell, limits, counters, logger, openExcerpt, changed } = needs
  const places = new Map<string, Place>()

  async function load(journeyId: string): Promise<Room> {
    try {
      const loaded = await log.load(journeyId)
      const room = createRoom({
        journeyId,
        loaded,
        log,
        doorbell,
        limits,
        counters,
        logger,
        openExcerpt,
        isFull,
        changed,
        gaveUp: remove,
      })
      const place: Place = { kind: 'loaded', room, idle: null }
      places.set(journeyId, place)
      startGrace(place)
      return room
    } catch (error) {
      places.delete(journeyId)
      throw error
    }
  }

  function unsavedBytes(): number {
    let bytes = 0
    for (const place of places.values()) if (place.kind === 'loaded') bytes += place.room.unsavedBytes()
    return bytes
  }

  const isFull = (): boolean => unsavedBytes() > limits.maxUnsavedBytes

  function startGrace(place: Extract<Place, { kind: 'loaded' }>): void {
    if (place.idle !== null) clearTimeout(place.idle)
    place.idle = setTimeout(() => void putAway(place), limits.idleRoomMs)
    place.idle.unref()
  }

  async function putAway(place: Extract<Place, { kind: 'loaded' }>): Promise<void> {
    const { room, idle } = place
    if (room.connections.size > 0) return
    await room.compact('unload')
    await room.settled()
    // Somebody may have come, or asked for it, in the meantime.
    if (place.idle !== idle || room.connections.size > 0 || places.get(room.journeyId) !== place) return
    places.delete(room.journeyId)
    room.close('going-away')
  }

  function find(journeyId: string): Promise<Room> | null {
    const place = places.get(journeyId)
    if (place === undefined) return null
    if (place.kind === 'loading') return place.room
    startGrace(place)
    return Promise.resolve(place.room)
  }

  function remove(room: Room): void {
    const place = places.get(room.journeyId)
    if (place?.kind !== 'loaded' || place.room !== room) return
    if (place.idle !== null) clearTimeout(place.idle)
    places.delete(room.journeyId)
  }

  return {
    open(journeyId) {
      const found = find(journeyId)
      if (found !== null) return found
      const room = load(journeyId)
      places.set(journeyId, { kind: 'loading', room })
      return room
    },
    find,
    loaded(journeyId) {
      const place = places.get(journeyId)
      return place?.kind === 'loaded' ? place.room : null
    },
    *all() {
      for (const place of places.values()) if (place.kind === 'loaded') yield place.room
    },
    remove,
    unsavedBytes,
    left(room) {
      const place = places.get(room.journeyId)
      if (place?.kind === 'loaded' && place.room === room && room.connections.size === 0) startGrace(place)
    },
  }
}
