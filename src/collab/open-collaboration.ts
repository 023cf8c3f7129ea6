import * as decoding from 'lib0/decoding'
import { applyAwarenessUpdate, Awareness } from 'y-protocols/awareness'
import { WebsocketProvider } from 'y-websocket'
import type * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { CLOSE_CODES } from '#shared/contract/close-codes.ts'
import { canEdit } from '#shared/contract/roles.ts'
import { type HelloMessage, MESSAGE, PROTOCOL_VERSION, type PushMessage } from '#shared/contract/socket.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { applyAsItCame } from './apply-state.ts'
import { ownPresenceMessage, stampedStateOf } from './awareness-messages.ts'
import { type ConnectionState, createConnectionTracker } from './connection-state.ts'
import { countingSocket } from './counting-socket.ts'
import type { OfflineCopy, OpenOfflineCopy } from './offline-copy.ts'
import { createOwnPresence, type PresencePatch } from './own-presence.ts'
import { followParticipants, type ParticipantsState } from './participants-state.ts'
import { socketsAddress } from './sockets-address.ts'

/** Come back at different times: everyone who lost a server would knock at once otherwise. */
const BACKOFF_MS = { least: 2 * SECOND_MS, spread: 1 * SECOND_MS } as const

export interface CollaborationOptions {
  readonly journeyId: string
  readonly doc: Y.Doc
  /** Where the socket is; this page's own server when absent. */
  readonly serverUrl?: string
  /** More query parameters, e.g. a token. */
  readonly params?: Readonly<Record<string, string>>
  /** Makes the sockets; plain ones when absent. */
  readonly openSocket?: (address: string) => WebSocket
  /** Keeps what an editor changes on this device, too; absent where nobody edits, so that its code is not fetched. */
  readonly openOfflineCopy?: OpenOfflineCopy
}

/** The browser's end of sync for one open journey. */
export interface Collaboration {
  readonly connection: StoreApi<ConnectionState>
  readonly participants: StoreApi<ParticipantsState>
  /** Hears of one other connection only: what draws a cursor listens here. */
  readonly subscribeToParticipant: (clientId: number, listener: () => void) => () => void
  /** The newest readings that the server has pushed. */
  readonly readings: StoreApi<JourneyReadings | null>
  /** Shows others something of oneself; quick changes are gathered to about 30 a second. */
  readonly showPresence: (patch: PresencePatch) => void
  /** Hears what the server tells on its own account; gives the way to stop. */
  readonly onPush: (listener: (message: PushMessage) => void) => () => void
  /** Resolves once the journey's content has come from the server for the first time. */
  readonly whenSynced: Promise<void>
  readonly close: () => Promise<void>
}

/** Connects a document with the server, and keeps it connected. */
export function openCollaboration(options: CollaborationOptions): Collaboration {
  const { journeyId, doc, serverUrl, params = {}, openOfflineCopy } = options
  const openSocket = options.openSocket ?? ((address: string) => new WebSocket(address))
  const tracker = createConnectionTracker()
  const awareness = new Awareness(doc)
  const participants = followParticipants(awareness)
  const presence = createOwnPresence(awareness)
  const readings = createStore<JourneyReadings | null>(() => null)
  const pushListeners = new Set<(message: PushMessage) => void>()
  let offlineCopy: Promise<OfflineCopy | null> | undefined
  let isClosed = false

  const provider = new WebsocketProvider(serverUrl ?? socketsAddress(), journeyId, doc, {
    awareness,
    connect: false,
    disableBc: true,
    params: { ...params, v: String(PROTOCOL_VERSION) },
    maxBackoffTime: BACKOFF_MS.least + Math.random() * BACKOFF_MS.spread,
    WebSocketPolyfill: countingSocket(openSocket, tracker.changeSent),
  })

  // y-websocket sends back everything it is told about others; we tell of ourselves only.
  awareness.off('update', provider._awarenessUpdateHandler)
  const sendOwnPresence = (_changes: unknown, origin: unknown): void => {
    const { ws } = provider
    if (origin === 'local' && provider.wsconnected && ws?.readyState === ws?.OPEN)
      ws?.send(ownPresenceMessage(awareness))
  }
  awareness.on('update', sendOwnPresence)

  /** Of which excerpt the document is; `null`: of the whole journey; unknown before the first greeting. */
  let copyOf: number | null | undefined
  const greeted = (hello: HelloMessage): void => {
    const { role } = hello
    const excerpt = hello.excerpt ?? null
    // Before anything of it is kept in the browser: what is here is not what would come now.
    if (copyOf !== undefined && copyOf !== excerpt) {
      provider.disconnect()
      tracker.refused(CLOSE_CODES['copy-outdated'])
      return
    }
    copyOf = excerpt
    tracker.greeted(role)
    if (canEdit(role) && !isClosed) offlineCopy ??= openOfflineCopy?.(journeyId, doc)
  }
  const pushed = (message: PushMessage): void => {
    if (message.kind === 'readings') readings.setState(message.readings, true)
    if (message.kind === 'storage') tracker.storageIs(message.state)
    for (const listener of pushListeners) listener(message)
  }
  const { messageHandlers } = provider
  const readSync = messageHandlers[MESSAGE.sync]
  messageHandlers[MESSAGE.sync] = (encoder, decoder, ...rest) => {
    const read = (): void => readSync?.(encoder, decoder, ...rest)
    if (provider.synced) read()
    else applyAsItCame(doc, decoder, provider, read)
  }
  messageHandlers[MESSAGE.awareness] = (_encoder, decoder) => {
    const update = decoding.readVarUint8Array(decoder)
    participants.setSelf(stampedStateOf(update, awareness.clientID)?.['user'])
    applyAwarenessUpdate(awareness, update, provider)
  }
  messageHandlers[MESSAGE.hello] = (_encoder, decoder) => greeted(readJson(decoder) as HelloMessage)
  messageHandlers[MESSAGE.saved] = (_encoder, decoder) => tracker.changesSaved(decoding.readVarUint(decoder))
  messageHandlers[MESSAGE.push] = (_encoder, decoder) => pushed(readJson(decoder) as PushMessage)

  provider.on('status', ({ status }) => {
    if (status !== 'connected') return
    tracker.opened()
    presence.announce()
  })
  provider.on('connection-close', tracker.lost)
  provider.on('closed', ({ code }) => tracker.refused(code))
  const whenSynced = new Promise<void>((resolve) => {
    provider.on('sync', (isSynced) => {
      tracker.synced(isSynced)
      if (isSynced) resolve()
    })
  })

  // A lost network is noticed at once instead of after half a minute of silence; a server on this very machine answers all the same.
  const knockAgain = (): void => {
    if (!provider.shouldConnect) return
    provider.disconnect()
    provider.connect()
  }
  const page = typeof window === 'undefined' ? undefined : window
  page?.addEventListener('offline', knockAgain)
  page?.addEventListener('online', knockAgain)
  provider.connect()

  return {
    connection: tracker.store,
    participants: participants.store,
    subscribeToParticipant: participants.subscribeTo,
    readings,
    showPresence: presence.show,
    onPush(listener) {
      pushListeners.add(listener)
      return () => pushListeners.delete(listener)
    },
    whenSynced,
    async close() {
      if (isClosed) return
      isClosed = true
      page?.removeEventListener('offline', knockAgain)
      page?.removeEventListener('online', knockAgain)
      tracker.close()
      presence.close()
      participants.close()
      awareness.off('update', sendOwnPresence)
      provider.destroy()
      awareness.destroy()
      await (await offlineCopy)?.close()
    },
  }
}

const readJson = (decoder: decoding.Decoder): unknown => JSON.parse(decoding.readVarString(decoder))
