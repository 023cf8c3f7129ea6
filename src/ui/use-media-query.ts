import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query holds now; the component renders again when that changes. */
export function useMediaQuery(query: string): boolean {
  const subscribe = useCallback(
    (listener: () => void) => {
      const list = matchMedia(query)
      list.addEventListener('change', listener)
      return () => list.removeEventListener('change', listener)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** Narrower than Tailwind's `md`: panels become bottom sheets, bars collapse into menus. */
export const useIsPhone = (): boolean => useMediaQuery('(width < 48rem)')
