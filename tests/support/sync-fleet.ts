import type * as Y from 'yjs'
import type { Random } from './sync-random.ts'

/** Something that can happen to nodes, or to what they rest on. Has begun when it resolves; `heal` ends it. */
export interface Happening {
  readonly name: string
  /** How likely it is, compared with the others. */
  readonly weight: number
  happen(random: Random): Promise<void> | void
}

/** Nodes on one store, and what can happen to them. */
export interface Fleet {
  /** Where the nodes listen when they are up: `ws://…/sync`. Stays the same over restarts. */
  readonly urls: readonly string[]
  readonly happenings: readonly Happening[]
  /** Everything is up and reachable again. */
  heal(): Promise<void>
  /** The journey as the log has it, read past all that stands in the nodes' way; null while the store is away. */
  readLog(journeyId: string): Promise<Y.Doc | null>
  close(): Promise<void>
}
