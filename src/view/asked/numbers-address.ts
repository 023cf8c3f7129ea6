import type { StoreApi } from 'zustand/vanilla'
import { RANGE_NAMES, rangeQuery } from '#shared/metrics/range-query.ts'
import type { ViewLens } from '../lens.ts'

/** Keeps the address in step with the time of the numbers, so that it can be copied and reloaded; gives the way to stop. */
export const followAddress = (lens: StoreApi<ViewLens>): (() => void) =>
  lens.subscribe(({ range }, before) => {
    if (range === before.range) return
    const address = new URL(window.location.href)
    for (const name of RANGE_NAMES) address.searchParams.delete(name)
    for (const [name, text] of Object.entries(range ? rangeQuery(range) : {})) address.searchParams.set(name, text)
    window.history.replaceState(window.history.state, '', address)
  })
