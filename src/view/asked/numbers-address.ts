import type { StoreApi } from 'zustand/vanilla'
import { otherCustomersText } from '#shared/metrics/held-against.ts'
import { COMPARE, RANGE_NAMES, rangeQuery } from '#shared/metrics/range-query.ts'
import type { ViewLens } from '../lens.ts'

/** Keeps the address in step with the time of the numbers and what they are held against, so that it can be copied and reloaded; gives the way to stop. */
export const followAddress = (lens: StoreApi<ViewLens>): (() => void) =>
  lens.subscribe(({ range, against }, before) => {
    if (range === before.range && against === before.against) return
    const address = new URL(window.location.href)
    for (const name of RANGE_NAMES) address.searchParams.delete(name)
    const asked = { ...(against && { [COMPARE]: otherCustomersText(against) }), ...(range && rangeQuery(range)) }
    for (const [name, text] of Object.entries(asked)) address.searchParams.set(name, text)
    window.history.replaceState(window.history.state, '', address)
  })
