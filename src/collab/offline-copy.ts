import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import type * as Y from 'yjs'
import { gatherUpdates } from './gather-updates.ts'
import { offlineCopyName } from './offline-copies.ts'

/** The library folds its list of updates only after 500; each opening adds a whole state, so a large journey would pile up. */
const FOLD_AFTER = 20

export interface OfflineCopy {
  readonly close: () => Promise<void>
}

export type OpenOfflineCopy = typeof openOfflineCopy

/**
 * Keeps what an editor changes in this browser, too, so that work done offline survives closing the tab. Without a usable
 * IndexedDB (some private windows) there is no copy, and the tab itself is the only place until the server answers.
 */
export async function openOfflineCopy(journeyId: string, doc: Y.Doc): Promise<OfflineCopy | null> {
  const name = offlineCopyName(journeyId)
  const heard = hearFromNow(doc)
  if (!(await canStore(name))) {
    heard.stop()
    return null
  }
  const persistence = Object.assign(new IndexeddbPersistence(name, doc), { heard: heard.updates })
  doc.off('update', persistence._storeUpdate)
  // What comes before it is open is heard above.
  const isWanted = (by: unknown): boolean => by !== persistence && persistence.db !== null
  const stopGathering = gatherUpdates(doc, isWanted, (update) => persistence._storeUpdate(update, null))
  void persistence.whenSynced.then(heard.stop)
  void persistence.whenSynced.then(async () => {
    if (persistence._dbsize > FOLD_AFTER) await storeState(persistence, true)
  })
  return {
    close: () => {
      heard.stop()
      stopGathering()
      return persistence.destroy()
    },
  }
}

/**
 * What comes until the copy is open, as it comes: to write down anew what the document holds by then takes more than a tenth of a second with
 * ten thousand cards, in the middle of what one does first. Absent where the document held something before.
 */
function hearFromNow(doc: Y.Doc): { readonly updates: Uint8Array[] | undefined; readonly stop: () => void } {
  const updates: Uint8Array[] | undefined = doc.store.clients.size === 0 ? [] : undefined
  const hear = (update: Uint8Array): void => void updates?.push(update)
  doc.on('update', hear)
  return { updates, stop: () => doc.off('update', hear) }
}

/** Tries first, because the library leaves its own failure to open unhandled. */
function canStore(name: string): Promise<boolean> {
  if (typeof indexedDB === 'undefined') return Promise.resolve(false)
  return new Promise((resolve) => {
    try {
      const probe = indexedDB.open(`${name}-probe`)
      probe.addEventListener('error', () => resolve(false))
      probe.addEventListener('success', () => {
        probe.result.close()
        indexedDB.deleteDatabase(`${name}-probe`)
        resolve(true)
      })
    } catch {
      resolve(false) // a browser that forbids storage says so by throwing
    }
  })
}
