import type * as Y from 'yjs'

/**
 * Who changed the document. Every transaction carries one of these as its origin; undo, saving and the live region decide by it.
 * (Updates from the network carry their provider or connection object instead.)
 */
export const ORIGINS = {
  /** A person's own command: its own undo step. */
  local: { kind: 'local' },
  /** A person's own dragging, or another part of one gesture, that joins the undo step before it. */
  localContinued: { kind: 'local-continued' },
  /** A person's own letters, which the field that they were typed into shows already. */
  localTyped: { kind: 'local-typed' },
  /** A template or file being written into a new document: never undone. */
  import: { kind: 'import' },
  /** A schema migration: never undone. */
  migration: { kind: 'migration' },
} as const

export type Origin = (typeof ORIGINS)[keyof typeof ORIGINS]

/** What `Y.UndoManager` may undo: one's own commands only. */
export const UNDOABLE_ORIGINS: ReadonlySet<unknown> = new Set<unknown>([
  ORIGINS.local,
  ORIGINS.localContinued,
  ORIGINS.localTyped,
])

export const transact = (doc: Y.Doc, origin: Origin, change: () => void): void => doc.transact(change, origin)
