import { useSyncExternalStore } from 'react'

/**
 * Colours of the theme that is on, for what is painted and cannot name a variable. A token is the name of a variable in `styles.css`
 * without its dashes, e.g. `ink-muted`.
 */
export function themeColor(token: string): string {
  startWatching()
  const known = colors.get(token)
  if (known !== undefined) return known
  // Asked while a page is being changed, it has the browser lay out the page at once: kept, until there is another theme.
  const color = getComputedStyle(document.documentElement).getPropertyValue(`--${token}`).trim() || '#888888'
  colors.set(token, color)
  return color
}

const colors = new Map<string, string>()
const listeners = new Set<() => void>()

/** Called when the theme changes. */
export function onThemeChanged(listener: () => void): () => void {
  startWatching()
  listeners.add(listener)
  return () => listeners.delete(listener)
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

let isWatching = false

/** For as long as the page is there. */
function startWatching(): void {
  if (isWatching) return
  isWatching = true
  areForced = askForced()
  const changed = (): void => {
    areForced = askForced()
    colors.clear()
    for (const tell of listeners) tell()
  }
  new MutationObserver(changed).observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
  if (typeof window.matchMedia === 'function') window.matchMedia(FORCED).addEventListener('change', changed)
}
