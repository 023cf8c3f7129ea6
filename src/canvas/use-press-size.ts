import { useEffect } from 'react'
import type { CanvasCore } from './canvas-context.ts'

/**
 * Below this zoom the numbers of cards one above the other are nearer than the 24 px of the screen that each needs to be hit; nobody
 * could read them either. The panel of a selected card has them at any zoom.
 */
const PRESS_FROM_ZOOM = 0.35

/** Tells when what stands on the cards becomes too small to press, and large enough again. */
export function usePressSize({ view, state }: CanvasCore): void {
  useEffect(() => {
    const look = (): void => {
      const isTooSmallToPress = view.get().zoom < PRESS_FROM_ZOOM
      if (state.getState().isTooSmallToPress !== isTooSmallToPress) state.setState({ isTooSmallToPress })
    }
    look()
    return view.subscribe(look)
  }, [view, state])
}
