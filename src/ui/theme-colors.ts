import { useSyncExternalStore } from 'react'

/**
 * Colours of the theme that is on, for what is painted and cannot name a variable. A token is the name of a variable in `styles.css`
 * without its dashes, e.g. `ink-muted`.
 */
export function themeColor(token: string): string {
  const known = colors.get(token)
  if (known !== undefined) return known
  const color = getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim() || '#888888'
  // Who does not listen for another theme must not keep the colours of this one.
  if (listeners.size > 0) colors.set(token, color)
  return color
}

const colors = new Map<string, string>()
const listeners = new Set<() => void>()
let stopWatching: (() => void) | undefined

/** Called when the theme changes. */
export function onThemeChanged(listener: () => void): () => void {
  listeners.add(listener)
  stopWatching ??= watchTheme()
  return () => {
    listeners.delete(listener)
    if (listeners.size > 0) return
    stopWatching?.()
    stopWatching = undefined
    colors.clear()
  }
}

/**
 * A colour of the theme that is on, for a sign on a ground that is styled; renders again when that is another one. Where the system puts
 * its own colours in place of ours: that of text, since the ground is the system's, too.
 */
export const useThemeColor = (token: string): string =>
  useSyncExternalStore(onThemeChanged, () => (isForced() ? 'CanvasText' : themeColor(token)))

const FORCED = '(forced-colors: active)'
const askForced = (): boolean => typeof window.matchMedia === 'function' && window.matchMedia(FORCED).matches
let areForced: boolean | undefined
const isForced = (): boolean => (areForced ??= askForced())

function watchTheme(): () => void {
  areForced = askForced()
  const changed = (): void => {
    areForced = askForced()
    colors.clear()
    for (const tell of listeners) tell()
  }
  const observer = new MutationObserver(changed)
  observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  const forced = typeof window.matchMedia === 'function' ? window.matchMedia(FORCED) : undefined
  forced?.addEventListener('change', changed)
  return () => {
    observer.disconnect()
    forced?.removeEventListener('change', changed)
  }
}
