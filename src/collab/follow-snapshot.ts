import type * as Y from 'yjs'
import { createStore, type StoreApi } from 'zustand/vanilla'
import { ALL_ROOTS, refreshSnapshot, snapshotOf, touchedByEvents } from '#shared/model/read-snapshot.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** Hidden tabs get no animation frames; they still follow. */
const GATHER_MS = 33

/** A journey as whoever only looks sees it. */
export interface FollowedSnapshot {
  readonly store: StoreApi<JourneySnapshot>
  /** Reads at once what is still gathered. */
  readonly readNow: () => void
  readonly close: () => void
}

/** Keeps a snapshot up to date with a document that others change; their changes are gathered for a moment and shown together. */
export function followSnapshot(doc: Y.Doc): FollowedSnapshot {
  const store = createStore(() => snapshotOf(doc))
  let touched = new Map<string, Set<string>>()
  let timer: ReturnType<typeof setTimeout> | undefined
  const flush = (): void => {
    clearTimeout(timer)
    timer = undefined
    if (touched.size === 0) return
    const news = touched
    touched = new Map()
    store.setState(refreshSnapshot(doc, store.getState(), news), true)
  }
  const stops = ALL_ROOTS.map((root) => {
    const map = doc.getMap(root)
    const observe = (events: Y.YEvent<Y.AbstractType<unknown>>[]): void => {
      touchedByEvents(root, events, touched)
      timer ??= setTimeout(flush, GATHER_MS)
    }
    map.observeDeep(observe)
    return () => map.unobserveDeep(observe)
  })
  return {
    store,
    readNow: flush,
    close() {
      clearTimeout(timer)
      for (const stop of stops) stop()
    },
  }
}
