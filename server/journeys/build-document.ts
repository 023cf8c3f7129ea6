import * as Y from 'yjs'
import type { LoadedJourney, LoggedUpdate } from '#server/storage/ports.ts'

/** A document with the log's content, for those who only want to look. An update that cannot be applied where it stands is left out. */
export function buildDocument({ snapshot, updates }: LoadedJourney): Y.Doc {
  const all = snapshot === null ? updates : [snapshot, ...updates]
  try {
    return documentOf(all)
  } catch {
    return buildAround(all)
  }
}

function documentOf(updates: readonly LoggedUpdate[]): Y.Doc {
  const doc = new Y.Doc()
  // In one transaction: thousands of small updates would otherwise each pay for one.
  doc.transact(() => {
    for (const { data } of updates) Y.applyUpdate(doc, data)
  })
  return doc
}

/**
 * It was applied once, among changes that came in another order; only a forger's changes depend on that. A journey that cannot be opened
 * any more would be worse than one without them.
 */
function buildAround(updates: readonly LoggedUpdate[]): Y.Doc {
  const kept: LoggedUpdate[] = []
  let doc = new Y.Doc()
  for (const update of updates) {
    try {
      Y.applyUpdate(doc, update.data)
      kept.push(update)
    } catch {
      // Half of it may be in the document.
      doc = documentOf(kept)
    }
  }
  return doc
}
