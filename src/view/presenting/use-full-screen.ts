import { useCallback, useMemo, useSyncExternalStore } from 'react'

export interface FullScreen {
  /** Phones of some makers have none for pages. */
  readonly isPossible: boolean
  readonly isOn: boolean
  readonly toggle: () => void
}

const subscribe = (listener: () => void): (() => void) => {
  document.addEventListener('fullscreenchange', listener)
  return () => document.removeEventListener('fullscreenchange', listener)
}

export function useFullScreen(): FullScreen {
  const isOn = useSyncExternalStore(subscribe, () => document.fullscreenElement !== null)
  const toggle = useCallback((): void => {
    const asked = document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
    // Refused by the browser: the page stays as it is, and nothing is lost.
    asked.catch(() => {})
  }, [])
  return useMemo(() => ({ isPossible: document.fullscreenEnabled, isOn, toggle }), [isOn, toggle])
}
