import type { PushMessage } from '#shared/contract/socket.ts'

/** What nodes tell each other about one journey that they may both have open. */
export type JourneyRing =
  /** Committed: the log's updates `first` to `last`, which `updates` hold: all of them, or none when they are too large for a ring. */
  | { readonly kind: 'updates'; readonly first: number; readonly last: number; readonly updates: readonly Uint8Array[] }
  /** Entries of a presence message, stamped already. */
  | { readonly kind: 'presence'; readonly entries: Uint8Array }
  /** "I have just opened this journey: who is there?" Answered with the presence of everyone connected to the hearer. */
  | { readonly kind: 'ask-presence' }
  /** What the server tells everyone who has the journey open. */
  | { readonly kind: 'push'; readonly message: PushMessage }

/** What nodes tell each other beside that. */
export type NodeNotice =
  /** Somebody's right changed: read the log of such changes. */
  | { readonly kind: 'rights-changed' }
  /** Somebody opened the journey; a change of it was committed (told now and then, not for each). */
  | { readonly kind: 'opened' | 'changed'; readonly journeyId: string }
  /** All journeys that have a connection on this node; told every few seconds. A node that falls silent has none. */
  | { readonly kind: 'open-journeys'; readonly journeyIds: readonly string[] }

/**
 * How equal nodes wake each other (decision 1: the doorbell is a hint). Anything may be lost; nothing may rest on its arrival. Never
 * throws, never makes the ringer wait. A node does not hear its own rings and notices.
 */
export interface Doorbell {
  /** Who rings: new at each start. */
  readonly nodeId: string
  /** Whether rings reach the others just now, as far as one can tell. Always true when there are no others. */
  isConnected(): boolean
  ring(journeyId: string, ring: JourneyRing): void
  /** Hears about one journey until the returned function is called. */
  listen(journeyId: string, heard: (ring: JourneyRing, nodeId: string) => void): () => void
  notify(notice: NodeNotice): void
  onNotice(heard: (notice: NodeNotice, nodeId: string) => void): () => void
  /** Calls when rings may have been missed (the connection was lost and is back): time to read the log. */
  onMissed(listener: () => void): () => void
  close(): Promise<void>
}
