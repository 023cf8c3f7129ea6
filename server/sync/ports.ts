import type * as Y from 'yjs'
import type { CloseReason } from '#shared/contract/errors.ts'
import type { Role } from '#shared/contract/roles.ts'
import type { PushMessage } from '#shared/contract/socket.ts'

/** Who is behind a connection; decided at the upgrade, asked again when a right changes. */
export interface Participant {
  readonly actorId: string
  readonly name: string
  readonly color: number
  readonly role: Role
  /** The session it came with and the share links its right may rest on, for revocation. */
  readonly sessionId: string | null
  readonly shareIds: readonly string[]
}

export interface ConnectionFacts {
  readonly journeyId: string
  readonly participant: Participant
}

/** The documents in memory and the sockets on them, as the rest of the server sees them. */
export interface Rooms {
  /** Reads the committed state of a journey, from the open room or the log. `use` must not keep or change the document. */
  read<Value>(journeyId: string, use: (doc: Y.Doc) => Value): Promise<Value>
  /** Changes a journey on the server's own account; resolves once the change is on disk and on its way to everyone. */
  change(journeyId: string, actorId: string | null, change: (doc: Y.Doc) => void): Promise<void>
  /** Journeys with at least one connection. */
  openJourneyIds(): readonly string[]
  /** Tells every connection of the journey that announced `?v=1`. */
  push(journeyId: string, message: PushMessage): void
  /** Closes the connections that `matches` picks, with the reason's close code. Returns how many. */
  disconnect(matches: (connection: ConnectionFacts) => boolean, reason: CloseReason): number
  /** Forgets a journey that was deleted: closes its connections and drops the room. */
  drop(journeyId: string): Promise<void>
  /** `changed`: a change was committed. `opened`: a connection was added (push it what it should know). */
  on(event: 'changed' | 'opened', listener: (journeyId: string) => void): () => void
}
