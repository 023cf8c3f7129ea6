import { useStore } from 'zustand'
import { createStore, type StoreApi } from 'zustand/vanilla'

/** How a person wants to work on this machine, whichever journey is open. */
export interface Preferences {
  /** Keys that are one letter, digit or sign do something. Off for speech input and shaky hands (WCAG 2.1.4). */
  readonly hasSingleKeys: boolean
  /** Nothing glides or fades, whatever the system says. */
  readonly isMotionReduced: boolean
  /** A screen reader is told what others change, and where one's own moves lead. */
  readonly hasAnnouncements: boolean
  /** The small picture of the whole journey, where there is room for it, and where it covers a good part of the canvas. */
  readonly hasMinimap: boolean
  readonly hasMinimapWhenNarrow: boolean
}

const STORAGE_KEY = 'waymark-preferences'
const USUAL: Preferences = {
  hasSingleKeys: true,
  isMotionReduced: false,
  hasAnnouncements: true,
  hasMinimap: true,
  hasMinimapWhenNarrow: false,
}

function readStored(): Preferences {
  try {
    const stored: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '{}')
    const known = Object.entries(USUAL).map(([name, usual]: [string, boolean]): [string, boolean] => {
      const value: unknown = typeof stored === 'object' && stored !== null ? Reflect.get(stored, name) : undefined
      return [name, typeof value === 'boolean' ? value : usual]
    })
    return Object.fromEntries(known) as unknown as Preferences
  } catch {
    // Storage is switched off, or holds something that is not ours: start as usual.
    return USUAL
  }
}

/** The preferences now; a change of them is heard at once and remembered by `changePreferences`. */
export const preferences: StoreApi<Preferences> = createStore<Preferences>(readStored)

const showMotion = ({ isMotionReduced }: Preferences): void => {
  document.documentElement.toggleAttribute('data-reduced-motion', isMotionReduced)
}
showMotion(preferences.getState())
preferences.subscribe(showMotion)

/** Whether things should stand still: by one's own choice or the system's. */
export const isMotionReduced = (): boolean =>
  preferences.getState().isMotionReduced || matchMedia('(prefers-reduced-motion: reduce)').matches

export function changePreferences(patch: Partial<Preferences>): void {
  preferences.setState(patch)
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(preferences.getState()))
  } catch {
    // Storage is switched off: the choice lasts until the page is left.
  }
}

export const usePreference = <Name extends keyof Preferences>(name: Name): Preferences[Name] =>
  useStore(preferences, (state) => state[name])
