import { useSyncExternalStore } from 'react'

/** What the person chose; `system` follows the machine. */
export type ThemeChoice = 'light' | 'dark' | 'system'

const STORAGE_KEY = 'waymark-theme'
const darkQuery = matchMedia('(prefers-color-scheme: dark)')
const listeners = new Set<() => void>()

const readChoice = (): ThemeChoice => {
  try {
    const stored = localStorage.getItem(STORAGE_KEY)
    return stored === 'light' || stored === 'dark' ? stored : 'system'
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
    return 'system'
  }
}

let choice = readChoice()

const resolve = (): 'light' | 'dark' => (choice === 'system' ? (darkQuery.matches ? 'dark' : 'light') : choice)

const apply = (): void => {
  document.documentElement.dataset['theme'] = resolve()
  for (const listener of listeners) listener()
}

darkQuery.addEventListener('change', apply)

/** Takes a theme over at once and remembers it on this machine. */
export function chooseTheme(next: ThemeChoice): void {
  choice = next
  try {
    if (next === 'system') localStorage.removeItem(STORAGE_KEY)
    else localStorage.setItem(STORAGE_KEY, next)
  } catch {
    // Storage is switched off: see above.
  }
  apply()
}

const subscribe = (listener: () => void): (() => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

/** The choice, and what it comes to here and now. */
export function useTheme(): { readonly choice: ThemeChoice; readonly resolved: 'light' | 'dark' } {
  return {
    choice: useSyncExternalStore(subscribe, () => choice),
    resolved: useSyncExternalStore(subscribe, resolve),
  }
}
