import type * as Y from 'yjs'
import { ALL_ROOTS, refreshSnapshot, snapshotOf, touchedByEvents } from '#shared/model/read-snapshot.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

export interface WholeSnapshot {
  /** As the document is now; only what was touched since the last time is read again. */
  read(): JourneySnapshot
  /** Nobody of those who opened it needs it any more. */
  close(): void
}

interface Followed {
  readonly read: () => JourneySnapshot
  readonly stop: () => void
  users: number
}

const followed = new WeakMap<Y.Doc, Followed>()

/** Follows a document; several who follow the same one share the work. */
export function followSnapshot(doc: Y.Doc): WholeSnapshot {
  const one = followed.get(doc) ?? follow(doc)
  followed.set(doc, one)
  one.users++
  return {
    read: one.read,
    close() {
      one.users--
      if (one.users > 0) return
      one.stop()
      followed.delete(doc)
    },
  }
}

function follow(doc: Y.Doc): Followed {
  let snapshot = snapshotOf(doc)
  let touched = new Map<string, Set<string>>()
  const stops = ALL_ROOTS.map((root) => {
    const map = doc.getMap(root)
    const hear = (events: Parameters<typeof touchedByEvents>[1]): void => touchedByEvents(root, events, touched)
    map.observeDeep(hear)
    return () => map.unobserveDeep(hear)
  })
  return {
    users: 0,
    read() {
      if (touched.size > 0) snapshot = refreshSnapshot(doc, snapshot, touched)
      touched = new Map()
      return snapshot
    },
    stop: () => stops.forEach((stop) => stop()),
  }
}
