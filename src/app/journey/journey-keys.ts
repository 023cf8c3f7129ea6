import { useLayoutEffect } from 'react'
import type { ActionRegistry } from '#src/ui/actions.ts'
import { dispatchKeys } from '#src/ui/dispatch-keys.ts'
import { holdKeys } from '#src/ui/hold-keys.ts'

/** The keys of `journeyActions`, which are fetched later than the first card. */
export const JOURNEY_KEYS: readonly string[] = [
  'Mod+,',
  'Mod+Z',
  'Mod+Shift+Z',
  'Mod+Y',
  'Mod+F',
  'Mod+H',
  'F6',
  'Shift+F6',
  'Shift+C',
  'Alt+F',
  'Mod+K',
  '?',
  'Mod+/',
  'F10',
]

/** Hears keys as soon as the page is drawn, as actions are added then: between that and its effects they would be lost. */
export function useKeys(registry: ActionRegistry): void {
  useLayoutEffect(() => {
    const stops = [holdKeys(registry), dispatchKeys(registry)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [registry])
}
