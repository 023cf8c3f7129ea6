import type { StoreApi } from 'zustand/vanilla'
import type { SavedViewId } from '#shared/model/records/saved-view.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { type Lens, LENS_MODES, type LensMode } from '#src/editor/lens.ts'
import { keptOf } from './saved-views.ts'

/** The query parameters that say how the journey is looked at. */
export const VIEW_PARAMETER = 'view'
export const SAVED_PARAMETER = 'saved'

/** How an address asks to look at the journey: as a saved view does, and as canvas, table, outline or numbers, which counts more. */
export function lensOfAddress(query: URLSearchParams, { views }: JourneySnapshot, usual: LensMode): Partial<Lens> {
  const view = views.get((query.get(SAVED_PARAMETER) ?? '') as SavedViewId)
  const asked = LENS_MODES.find((mode) => mode === query.get(VIEW_PARAMETER))
  return view ? { ...keptOf(view), savedViewId: view.id, mode: asked ?? view.mode } : { mode: asked ?? usual }
}

/** Keeps the address of the page in step, so that it can be copied and reloaded; gives the way to stop. */
export const followLens = (lens: StoreApi<Lens>): (() => void) =>
  lens.subscribe(({ mode, savedViewId }, before) => {
    if (mode === before.mode && savedViewId === before.savedViewId) return
    const address = new URL(window.location.href)
    address.searchParams.set(VIEW_PARAMETER, mode)
    if (savedViewId === null) address.searchParams.delete(SAVED_PARAMETER)
    else address.searchParams.set(SAVED_PARAMETER, savedViewId)
    window.history.replaceState(window.history.state, '', address)
  })
