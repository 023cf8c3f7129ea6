import { IndexeddbPersistence, storeState } from 'y-indexeddb'
import type * as Y from 'yjs'
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
  if (!(await canStore(name))) return null
  const persistence = new IndexeddbPersistence(name, doc)
  void persistence.whenSynced.then(async () => {
    if (persistence._dbsize > FOLD_AFTER) await storeState(persistence, true)
  })
  return { close: () => persistence.destroy() }
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
