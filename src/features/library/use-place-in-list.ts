import { type FocusEvent, useEffect, useRef } from 'react'
import type { LibraryItem } from '#shared/contract/rest/journeys.ts'

const ITEMS = 'ul[aria-label="Journeys"] > li'

/** Who was at a journey that then goes (archived, moved, deleted) is at the one that stands in its place. For what is around the list. */
export function usePlaceInList(journeys: readonly LibraryItem[] | undefined) {
  const place = useRef(-1)
  const shown = useRef(journeys)
  useEffect(() => {
    if (shown.current === journeys) return
    shown.current = journeys
    if (place.current < 0 || document.activeElement !== document.body) return
    const items = document.querySelectorAll(ITEMS)
    items[Math.min(place.current, items.length - 1)]?.querySelector('a')?.focus({ preventScroll: true })
  }, [journeys])
  return {
    onFocus: ({ target }: FocusEvent): void => {
      const item = target.closest(ITEMS)
      place.current = item ? [...document.querySelectorAll(ITEMS)].indexOf(item) : -1
    },
  }
}
