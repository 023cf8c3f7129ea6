import type * as Y from 'yjs'
import { ORIGINS, transact } from './origins.ts'
import { JOURNEY_ROOT } from './records/journey-info.ts'

/** The version of the document's shape that this program writes. */
export const SCHEMA_VERSION = 1

interface Migration {
  /** The version that the document has afterwards. */
  readonly to: number
  readonly migrate: (doc: Y.Doc) => void
}

/**
 * In order, one for each version from 2 on. A migration must be safe to run twice at once (two nodes, two tabs): write fixed keys,
 * never append. `tests/architecture/migrations.test.ts` fails when one lacks a stored document of the version before.
 */
export const MIGRATIONS: readonly Migration[] = []

export type SchemaCheck =
  | { readonly kind: 'current' }
  /** Written by a newer Waymark: it may be read, not written. */
  | { readonly kind: 'newer'; readonly version: number }

/** Brings an older document up to date, in one transaction that undo never sees. */
export function migrate(doc: Y.Doc): SchemaCheck {
  const version = schemaVersionOf(doc)
  if (version > SCHEMA_VERSION) return { kind: 'newer', version }
  const pending = MIGRATIONS.filter((migration) => migration.to > version)
  if (pending.length > 0) {
    transact(doc, ORIGINS.migration, () => {
      for (const migration of pending) migration.migrate(doc)
      doc.getMap(JOURNEY_ROOT).set('schemaVersion', SCHEMA_VERSION)
    })
  }
  return { kind: 'current' }
}

/** A document without a version is empty or from before versions: both read as 1. */
export function schemaVersionOf(doc: Y.Doc): number {
  const version = doc.getMap(JOURNEY_ROOT).get('schemaVersion')
  return typeof version === 'number' ? version : 1
}
