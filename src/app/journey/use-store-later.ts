import { startTransition, useEffect, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'

/**
 * What a store holds, shown when nothing more urgent is left to do: what says how one's work stands changes with nearly every letter, and
 * must not be rendered before the letter is painted.
 */
export function useStoreLater<State>(store: Pick<StoreApi<State>, 'getState' | 'subscribe'>): State {
  const [state, setState] = useState(() => store.getState())
  useEffect(() => {
    const show = (): void => startTransition(() => setState(() => store.getState()))
    // What changed before the first subscription.
    show()
    return store.subscribe(show)
  }, [store])
  return state
}
