import type { StoreApi } from 'zustand/vanilla'
import { VIEW_MODES, type ViewMode } from '#shared/model/records/saved-view.ts'
import type { Lens } from '#src/editor/lens.ts'

/** The query parameter that says how the journey is looked at. */
export const VIEW_PARAMETER = 'view'

/** The view that an address asks for. */
export const modeOfAddress = (query: URLSearchParams): ViewMode | undefined =>
  VIEW_MODES.find((mode) => mode === query.get(VIEW_PARAMETER))

/** Keeps the address of the page in step with the view, so that it can be copied and reloaded; gives the way to stop. */
export function followLens(lens: StoreApi<Lens>): () => void {
  const write = ({ mode }: Lens): void => {
    const address = new URL(window.location.href)
    if (address.searchParams.get(VIEW_PARAMETER) === mode) return
    address.searchParams.set(VIEW_PARAMETER, mode)
    window.history.replaceState(window.history.state, '', address)
  }
  return lens.subscribe((after, before) => {
    if (after.mode !== before.mode) write(after)
  })
}
