import { useEffect, useEffectEvent } from 'react'

const PARAMETER = 'element'

/** Goes to the element that the address names, once, as when it was found by a search over all journeys. */
export function useElementOfAddress(query: URLSearchParams, jumpTo: (elementId: string) => void): void {
  const elementId = query.get(PARAMETER)
  const jump = useEffectEvent(jumpTo)
  useEffect(() => {
    if (elementId === null) return
    jump(elementId)
    // It has done its work: a reload begins where one is then.
    const address = new URL(window.location.href)
    address.searchParams.delete(PARAMETER)
    window.history.replaceState(window.history.state, '', address)
  }, [elementId])
}
