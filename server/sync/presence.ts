import { SECOND_MS } from '#shared/lib/time.ts'
import { type Broadcast, broadcastOf } from './broadcast.ts'
import type { Connection } from './connection.ts'
import type { SyncCounters } from './counters.ts'
import type { ExcerptView } from './excerpt-views.ts'
import { actorOfStamped, stampPresence } from './presence-stamp.ts'
import { presenceEntries, presenceFrame, readPresenceEntries, type PresenceEntry } from './wire.ts'

/** How often a room of so many people is told who is where: each tick is one frame for everyone. */
const TICKS: readonly { readonly upTo: number; readonly tickMs: number }[] = [
  { upTo: 100, tickMs: 33 },
  { upTo: 250, tickMs: 66 },
  { upTo: Infinity, tickMs: 150 },
]

/** Clients renew what they show every 15 s; who is connected elsewhere and was not renewed for so long is gone. */
const FORGET_ELSEWHERE_MS = 45 * SECOND_MS

interface Shown {
  readonly connection: Connection | null
  /** The node that it is connected to, and when that node last spoke of it; `null`: to this one. */
  readonly elsewhere: { readonly nodeId: string; readonly heardAt: number } | null
  readonly clock: number
  /** As the client wrote it; stamped only when it is told, so that what is overtaken within a tick costs nothing. */
  readonly json: string
  /** `null`: gone, or not stamped yet. */
  readonly stamped: string | null
}

/** Makes something for each view of the journey that asks for it, once. */
function forEachView<Value>(make: (view: ExcerptView | null) => Value): (view: ExcerptView | null) => Value {
  const made = new Map<ExcerptView | null, Value>()
  return (view) => {
    const known = made.get(view)
    if (known !== undefined) return known
    const value = make(view)
    made.set(view, value)
    return value
  }
}

/** Who is in the room and what they show. Nobody can speak for another client id, and the server writes who they are. */
export interface RoomPresence {
  /** Takes what concerns the connection's own client id, drops the rest. Throws `MalformedMessage`. */
  receive(connection: Connection, entries: Uint8Array): void
  /** Tells a connection about everyone, with the next tick. */
  welcome(connection: Connection): void
  leave(connection: Connection): void
  /** Takes what another node says of those who are connected to it. Throws `MalformedMessage`. */
  hearElsewhere(nodeId: string, entries: Uint8Array): void
  /** Tells the other nodes about everyone connected to this one. */
  tellElsewhere(): void
  /** Forgets who was not heard of for too long. */
  sweep(nowMs: number): void
  close(): void
}

interface Needs {
  /** Other nodes should know these entries of a presence message. */
  readonly ring: (entries: Uint8Array) => void
  readonly connections: ReadonlySet<Connection>
  /** The part of the journey that a connection sees; `null`: all of it. */
  readonly viewOf: (connection: Connection) => ExcerptView | null
  readonly maxBytes: number
  readonly counters: SyncCounters
  /** Somebody begins to type in a text. */
  readonly onTyping: (connection: Connection) => void
}

/** Looked for in the text, since most that comes is never read. */
const CARET = '"caret":{'

export function createPresence({ connections, viewOf, maxBytes, counters, ring, onTyping }: Needs): RoomPresence {
  const shownByClient = new Map<number, Shown>()
  const changed = new Set<number>()
  /** Those who wait for their first picture, and whether they have waited a tick for their own presence to come first. */
  const newcomers = new Map<Connection, 'new' | 'waited'>()
  let timer: NodeJS.Timeout | null = null

  function schedule(): void {
    const people = Math.max(connections.size, shownByClient.size)
    const tickMs = TICKS.find(({ upTo }) => people <= upTo)?.tickMs
    timer ??= setTimeout(tick, tickMs)
  }

  function tick(): void {
    timer = null
    const due = [...changed]
    changed.clear()
    // Asked first: what has gone is forgotten by being told.
    const own = new Set(due.filter((clientId) => shownByClient.get(clientId)?.elsewhere === null))
    const news = entriesOf(due)
    const frameFor = forEachView((view) => frameOf(news, view))
    const forOthers = news.filter(({ clientId }) => own.has(clientId))
    if (forOthers.length > 0) ring(presenceEntries(forOthers))
    const everyone = forEachView((view) => frameOf(entriesOf(shownByClient.keys()), view))
    for (const connection of connections) {
      const view = viewOf(connection)
      const isNew = newcomers.has(connection)
      if (isNew ? hasWaited(connection) : connection.missedPresence) {
        connection.missedPresence = shownByClient.size > 0 && !connection.sendPresence(everyone(view))
        newcomers.delete(connection)
      }
      // Whoever missed something is also told who has left just now; who left before that fades out at the client.
      if (news.length > 0 && !isNew && !connection.missedPresence && connection.phase === 'following') {
        connection.sendPresence(frameFor(view))
      }
    }
    if (newcomers.size > 0) schedule()
  }

  function frameOf(entries: readonly PresenceEntry[], view: ExcerptView | null): Broadcast {
    if (view === null) return broadcastOf(presenceFrame(entries))
    const within = entries.map((entry) =>
      entry.json === 'null' ? entry : { ...entry, json: view.presence(entry.json) },
    )
    return broadcastOf(presenceFrame(within))
  }

  /** A newcomer gets its picture once its own presence has come, or could have. */
  function hasWaited(connection: Connection): boolean {
    if (newcomers.get(connection) === 'waited' || connection.clientId !== null) return true
    newcomers.set(connection, 'waited')
    return false
  }

  function entriesOf(clientIds: Iterable<number>): PresenceEntry[] {
    return [...clientIds].flatMap((clientId) => {
      const shown = shownByClient.get(clientId)
      if (shown === undefined) return []
      if (shown.json === 'null') {
        shownByClient.delete(clientId)
        return [{ clientId, clock: shown.clock, json: 'null' }]
      }
      const stamped = shown.stamped ?? (shown.connection && stamp(shown.connection, shown.json))
      if (stamped === null) return []
      shownByClient.set(clientId, { ...shown, stamped })
      return [{ clientId, clock: shown.clock, json: stamped }]
    })
  }

  function stamp(connection: Connection, json: string): string | null {
    if (json.includes(CARET)) onTyping(connection)
    const isTooLarge = Buffer.byteLength(json) > maxBytes
    if (isTooLarge) counters.cutPresence++
    const stamped = stampPresence(json, connection.participant, isTooLarge)
    if (stamped === null) {
      counters.malformed++
      connection.close('malformed-message')
    }
    return stamped
  }

  /**
   * Unmodified y-websocket clients send back everything that they are told, so an id proves something only if nobody told it to the
   * sender. Until a connection has heard of others it may name any id that is free or that an older connection of the same person
   * (not yet known to be dead) holds; after that only a free one.
   */
  function mayClaim(connection: Connection, clientId: number): boolean {
    const shown = shownByClient.get(clientId)
    if (shown === undefined || shown.json === 'null') return true
    if (shown.elsewhere !== null) {
      return !connection.heardPresence && actorOfStamped(shown.json) === connection.participant.actorId
    }
    const holder = shown.connection
    if (holder === null || holder.phase === 'closed') return true
    return !connection.heardPresence && holder.participant.actorId === connection.participant.actorId
  }

  function claim(connection: Connection, clientId: number): void {
    const holder = shownByClient.get(clientId)?.connection ?? null
    if (holder !== null) holder.clientId = null
    connection.clientId = clientId
  }

  function take(connection: Connection, { clientId, clock, json }: PresenceEntry): void {
    if (connection.clientId === null) {
      if (json === 'null' || !mayClaim(connection, clientId)) {
        counters.foreignPresence++
        return
      }
      claim(connection, clientId)
    } else {
      const known = shownByClient.get(clientId)
      const isNews = known === undefined || clock > known.clock || (clock === known.clock && json === 'null')
      if (!isNews) return
    }
    show(clientId, { connection: json === 'null' ? null : connection, elsewhere: null, clock, json, stamped: null })
  }

  function show(clientId: number, shown: Shown): void {
    shownByClient.set(clientId, shown)
    if (changed.has(clientId)) counters.mergedPresence++
    changed.add(clientId)
    schedule()
  }

  function takeElsewhere(nodeId: string, { clientId, clock, json }: PresenceEntry): void {
    const known = shownByClient.get(clientId)
    const holder = known?.connection ?? null
    if (json === 'null') {
      if (known?.elsewhere?.nodeId !== nodeId) return
    } else if (known !== undefined && known.json !== 'null') {
      // A person who changed nodes: the old connection may not know yet that it is dead. Nobody else may take a client id.
      const isSamePerson = holder === null || actorOfStamped(json) === holder.participant.actorId
      if (!isSamePerson || clock < known.clock) return
      if (clock === known.clock) {
        if (known.elsewhere?.nodeId === nodeId) renewed(clientId, known, nodeId)
        return
      }
    }
    if (holder !== null) holder.clientId = null
    show(clientId, { connection: null, elsewhere: { nodeId, heardAt: Date.now() }, clock, json, stamped: json })
  }

  function renewed(clientId: number, known: Shown, nodeId: string): void {
    shownByClient.set(clientId, { ...known, elsewhere: { nodeId, heardAt: Date.now() } })
  }

  return {
    receive(connection, bytes) {
      const own = readPresenceEntries(bytes, (clientId) => {
        const isOwn = connection.clientId === null || connection.clientId === clientId
        if (!isOwn) counters.foreignPresence++
        return isOwn
      })
      for (const entry of own) {
        // The first entry may have said which id is its own.
        if (connection.clientId === null || connection.clientId === entry.clientId) take(connection, entry)
        else counters.foreignPresence++
      }
    },
    welcome(connection) {
      newcomers.set(connection, 'new')
      schedule()
    },
    leave(connection) {
      newcomers.delete(connection)
      const { clientId } = connection
      if (clientId === null) return
      const shown = shownByClient.get(clientId)
      if (shown?.connection !== connection) return
      show(clientId, { ...shown, connection: null, json: 'null', stamped: null })
    },
    hearElsewhere(nodeId, entries) {
      for (const entry of readPresenceEntries(entries, () => true)) takeElsewhere(nodeId, entry)
    },
    tellElsewhere() {
      const own = [...shownByClient].filter(([, { elsewhere, json }]) => elsewhere === null && json !== 'null')
      const entries = entriesOf(own.map(([clientId]) => clientId))
      if (entries.length > 0) ring(presenceEntries(entries))
    },
    sweep(now) {
      for (const [clientId, shown] of shownByClient) {
        const { elsewhere } = shown
        if (elsewhere !== null && now - elsewhere.heardAt > FORGET_ELSEWHERE_MS) {
          show(clientId, { ...shown, json: 'null', stamped: null })
        }
      }
    },
    close() {
      if (timer !== null) clearTimeout(timer)
    },
  }
}
