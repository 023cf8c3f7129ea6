import type { StoreApi } from 'zustand/vanilla'
import { otherCustomersOf, otherCustomersText } from '#shared/metrics/held-against.ts'
import { COMPARE, RANGE_NAMES, rangeOfQuery, rangeQuery } from '#shared/metrics/range-query.ts'
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
  const range = rangeOfQuery(query)
  const against = otherCustomersOf(query.get(COMPARE))
  return {
    ...(view ? { ...keptOf(view), savedViewId: view.id, mode: asked ?? view.mode } : { mode: asked ?? usual }),
    ...(range && { range }),
    ...(against && { against }),
  }
}

const FOLLOWED = ['mode', 'savedViewId', 'range', 'against'] as const

/** Keeps the address of the page in step, so that it can be copied and reloaded; gives the way to stop. */
export const followLens = (lens: StoreApi<Lens>): (() => void) =>
  lens.subscribe((now, before) => {
    if (FOLLOWED.every((part) => now[part] === before[part])) return
    const { mode, savedViewId, range, against } = now
    const address = new URL(window.location.href)
    address.searchParams.set(VIEW_PARAMETER, mode)
    if (savedViewId === null) address.searchParams.delete(SAVED_PARAMETER)
    else address.searchParams.set(SAVED_PARAMETER, savedViewId)
    for (const name of RANGE_NAMES) address.searchParams.delete(name)
    const asked = {
      ...(against && { [COMPARE]: otherCustomersText(against) }),
      ...(range && rangeQuery(range)),
    }
    for (const [name, text] of Object.entries(asked)) address.searchParams.set(name, text)
    window.history.replaceState(window.history.state, '', address)
  })
