import type * as Y from 'yjs'
import type { IncomingMessage } from 'node:http'
import type { RightsTarget } from '#server/access/rights-target.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { Role } from '#shared/contract/roles.ts'
import type { PushMessage } from '#shared/contract/socket.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'

/** Who is behind a connection; decided at the upgrade, asked again when a right changes. */
export interface Participant {
  readonly actorId: string
  readonly name: string
  readonly color: number
  readonly role: Role
  /** The session it came with and the share links its right may rest on, for revocation. */
  readonly sessionId: string | null
  readonly shareIds: readonly string[]
  /** Whether they may read what is said beside the journey. */
  readonly readsComments: boolean
  /** What of the journey they see; `null`: all of it. Nobody who sees only a part may do more than look. */
  readonly shows: ShownPart | null
  /** When one of these links ends by itself, and the right has to be asked for again; ms since 1970. */
  readonly expiresAt: number | null
}

/** A part of a journey as a document of its own, for those who see only that. */
export interface Excerpt {
  readonly doc: Y.Doc
  /** Brings it level with the journey; the document says what has changed. */
  refresh(): void
  /** What its readers may be told of this; `null`: nothing. */
  push(message: PushMessage): PushMessage | null
  /** Readings that its readers have to be told because of the last change; `null`: none. */
  newReadings(): PushMessage | null
  /** What its readers may know of somebody's presence. */
  presence(state: Readonly<Record<string, unknown>>): Record<string, unknown>
  close(): void
}

/** Opens the part of a journey's document; `clientId`: as whom the new document is to be written. */
export type OpenExcerpt = (whole: Y.Doc, part: ShownPart, clientId: number) => Excerpt

/** Why somebody is not let in. */
export type Refusal = Extract<ErrorCode, 'not-signed-in' | 'not-allowed' | 'journey-not-found' | 'bad-origin'>

/**
 * Questions that are asked because of one change, and what was found out for all of them: many viewers come by the same token, to the same
 * journey. Made anew for each change, so nothing in it is older than the change.
 */
export type AskRound = Map<string, Promise<unknown>>

/** Who is behind a request, or why they are not let in. */
export type SocketAnswer =
  | {
      readonly ok: true
      readonly participant: Participant
      /** Asks once more with the same credentials, after a right may have changed. Must not keep the request in memory. */
      readonly again: (round?: AskRound) => Promise<SocketAnswer>
    }
  | { readonly ok: false; readonly code: Refusal }

/** Says who is behind an upgrade request, and why not. Also checks the request's Origin. Rejects when the store does not answer. */
export type Authorize = (request: IncomingMessage, journeyId: string) => Promise<SocketAnswer>

export interface ConnectionFacts {
  readonly journeyId: string
  readonly participant: Participant
}

/** The documents in memory and the sockets on them, as the rest of the server sees them. */
export interface Rooms {
  /** Reads the committed state of a journey, from the open room or the log. `use` must not keep or change the document. */
  read<Value>(journeyId: string, use: (doc: Y.Doc) => Value): Promise<Value>
  /** Rises with each change that `read` would show; null while the journey is in memory, where changes are ahead of the disk, and when it is gone. */
  headOf(journeyId: string): Promise<number | null>
  /** Changes a journey on the server's own account; resolves once the change is on disk and on its way to everyone. */
  change(journeyId: string, actorId: string | null, change: (doc: Y.Doc) => void): Promise<void>
  /** Journeys with at least one connection, on any node. */
  openJourneyIds(): readonly string[]
  /** Whether this one has. */
  isOpen(journeyId: string): boolean
  /** Tells every connection of the journey that announced `?v=1` and is meant (`hearers.ts`), on any node. */
  push(journeyId: string, message: PushMessage): void
  /** The same for the connections of this node only: for what every node finds out by itself. */
  pushHere(journeyId: string, message: PushMessage): void
  /**
   * A right may have changed: asks anew for the connections of this node that match. Who lost the right is closed with the refusal's
   * code, whose role, name or colour is another is closed with `role-changed` and comes back as what they are now. Resolves when all
   * are dealt with. Other nodes are told by `server/cluster/rights-watch.ts`.
   */
  askAgain(target: RightsTarget): Promise<void>
  /** Forgets a journey that was deleted: closes its connections and drops the room. */
  drop(journeyId: string): Promise<void>
  /**
   * `changed`: a change was committed. `opened`: a connection was added (push it what it should know). `isHere`: on this node; what
   * happens on others is told a little later, and `changed` not for each change.
   */
  on(event: 'changed' | 'opened', listener: (journeyId: string, isHere: boolean) => void): () => void
}
