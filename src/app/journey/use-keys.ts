import { useLayoutEffect } from 'react'
import type { ActionRegistry } from '#src/ui/actions.ts'
import { dispatchKeys } from '#src/ui/dispatch-keys.ts'
import { holdKeys } from '#src/ui/hold-keys.ts'

/** Hears keys as soon as the page is drawn, as actions are added then: between that and its effects they would be lost. */
export function useKeys(registry: ActionRegistry): void {
  useLayoutEffect(() => {
    const stops = [holdKeys(registry), dispatchKeys(registry)]
    return () => {
      for (const stop of stops) stop()
    }
  }, [registry])
}
