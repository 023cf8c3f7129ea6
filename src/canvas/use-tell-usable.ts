import { useEffect } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { tellUsable } from '#src/ui/usable.ts'
import type { CanvasCore } from './canvas-context.ts'

/** A journey that is still empty by then has no card that would have to come. */
const EMPTY_MS = 2 * SECOND_MS

/** Says that the canvas can be used once the first card has been painted. */
export function useTellUsable({ mounted, scene }: CanvasCore): void {
  useEffect(() => {
    let frame = 0
    const stop = mounted.subscribe(() => {
      stop()
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(tellUsable)
      })
    })
    const timer = setTimeout(() => {
      if (scene.get().snapshot.cards.size === 0) tellUsable()
    }, EMPTY_MS)
    return () => {
      stop()
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [mounted, scene])
}
