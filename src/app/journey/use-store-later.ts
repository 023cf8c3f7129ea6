import { startTransition, useEffect, useState } from 'react'
import type { StoreApi } from 'zustand/vanilla'

/**
 * A part of a store, shown when nothing more urgent is left to do: what says how one's work stands changes with nearly every letter, and
 * must not be rendered before the letter is painted. `select` has to stay the same function.
 */
export function useStoreLater<State, Part>(
  store: Pick<StoreApi<State>, 'getState' | 'subscribe'>,
  select: (state: State) => Part,
): Part {
  const [part, setPart] = useState(() => select(store.getState()))
  useEffect(() => {
    const show = (): void => startTransition(() => setPart(() => select(store.getState())))
    // What changed before the first subscription.
    show()
    return store.subscribe(show)
  }, [store, select])
  return part
}
