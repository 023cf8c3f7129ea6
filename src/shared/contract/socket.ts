import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { CommentChanges } from './comments.ts'
import type { Role } from './roles.ts'

/**
 * The websocket at `/sync/<journeyId>` speaks y-websocket's protocol (one message a binary frame): `0` sync, `1` awareness,
 * `2` auth (permission denied + reason), `3` query awareness. On top of it, only for a client that announces `?v=1`, come the
 * messages below; a plain `WebsocketProvider` never sees them. Who has nothing yet may add `&all` to the address and is sent the whole state
 * without asking (`public/ahead.js` does, which cannot import this version).
 */
export const PROTOCOL_VERSION = 1

export const MESSAGE = {
  sync: 0,
  awareness: 1,
  auth: 2,
  queryAwareness: 3,
  /** Server → client, once, first: varString of `HelloMessage` as JSON. */
  hello: 100,
  /** Server → client: varUint n: the first n sync-step-2 and update messages of this connection are in the log, on disk. */
  saved: 101,
  /** Server → client: varString of a `PushMessage` as JSON. */
  push: 103,
} as const

export interface HelloMessage {
  readonly version: typeof PROTOCOL_VERSION
  readonly role: Role
  readonly maxMessageBytes: number
  /** Of which excerpt the document is, when it is not all of the journey: whoever has a copy of something else begins with an empty one. */
  readonly excerpt?: number
}

/**
 * Whether changes reach the disk. `waiting`: not now, they wait on the server and are tried again. `full`: nothing more can wait there,
 * so changes are not taken; the server asks for them when it can. `ok`: they do (again).
 */
export type StorageStanding = 'ok' | 'waiting' | 'full'

/** What the server tells on its own account. */
export type PushMessage =
  | { readonly kind: 'readings'; readonly readings: JourneyReadings }
  /** The journey was renamed, archived or restored, or its shares changed: read it again by REST if shown. */
  | { readonly kind: 'journey-changed' }
  | { readonly kind: 'storage'; readonly state: StorageStanding }
  /** An import or another job of a dataset that this journey uses moved on. */
  | { readonly kind: 'dataset-changed'; readonly datasetId: string }
  /** These people (their actors' ids) are told of something; only they hear of it. */
  | { readonly kind: 'noticed'; readonly to: readonly string[] }
  /** What was said beside the journey, for those who may read it. */
  | ({ readonly kind: 'comments' } & CommentChanges)

/** Why a change of somebody who may only look is refused; shown to them. */
export const LOOK_ONLY_WORDS = 'You may look at this, but not change it.'
