import type { StoreApi } from 'zustand/vanilla'
import { instantOf, instantText } from '#shared/metrics/instant-text.ts'
import type { AskedRange } from '#shared/metrics/time-range.ts'
import type { SavedViewId } from '#shared/model/records/saved-view.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { type Lens, LENS_MODES, type LensMode } from '#src/editor/lens.ts'
import { keptOf } from './saved-views.ts'

/** The query parameters that say how the journey is looked at. */
export const VIEW_PARAMETER = 'view'
export const SAVED_PARAMETER = 'saved'
/** The time range, as the readings are asked for it. */
const [FROM, TO, COMPARE] = ['from', 'to', 'compare']
const BEFORE = 'previous'

/** How an address asks to look at the journey: as a saved view does, and as canvas, table, outline or numbers, which counts more. */
export function lensOfAddress(query: URLSearchParams, { views }: JourneySnapshot, usual: LensMode): Partial<Lens> {
  const view = views.get((query.get(SAVED_PARAMETER) ?? '') as SavedViewId)
  const asked = LENS_MODES.find((mode) => mode === query.get(VIEW_PARAMETER))
  const range = rangeOfAddress(query)
  return {
    ...(view ? { ...keptOf(view), savedViewId: view.id, mode: asked ?? view.mode } : { mode: asked ?? usual }),
    ...(range && { range }),
  }
}

function rangeOfAddress(query: URLSearchParams): AskedRange | null {
  const [from, to] = [instantOf(query.get(FROM)), instantOf(query.get(TO))]
  if (from === null || to === null || from >= to) return null
  return { from, to, isBesideBefore: query.get(COMPARE) === BEFORE }
}

/** Keeps the address of the page in step, so that it can be copied and reloaded; gives the way to stop. */
export const followLens = (lens: StoreApi<Lens>): (() => void) =>
  lens.subscribe(({ mode, savedViewId, range }, before) => {
    if (mode === before.mode && savedViewId === before.savedViewId && range === before.range) return
    const address = new URL(window.location.href)
    address.searchParams.set(VIEW_PARAMETER, mode)
    if (savedViewId === null) address.searchParams.delete(SAVED_PARAMETER)
    else address.searchParams.set(SAVED_PARAMETER, savedViewId)
    for (const name of [FROM, TO, COMPARE]) address.searchParams.delete(name)
    if (range !== null) {
      address.searchParams.set(FROM, instantText(range.from))
      address.searchParams.set(TO, instantText(range.to))
      if (range.isBesideBefore) address.searchParams.set(COMPARE, BEFORE)
    }
    window.history.replaceState(window.history.state, '', address)
  })
