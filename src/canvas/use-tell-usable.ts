import { useEffect } from 'react'
import { SECOND_MS } from '#shared/lib/time.ts'
import { tellUsable } from '#src/ui/usable.ts'
import type { CanvasCore } from './canvas-context.ts'
import type { CardWindow } from './use-card-nodes.ts'

/** A journey that is still empty by then has no card that would have to come. */
const EMPTY_MS = 2 * SECOND_MS

/**
 * Says that the canvas can be used once the cards that are in view at first have been painted. What the page fetches then would share frames with
 * them, and make these too long to answer in.
 */
export function useTellUsable({ mounted, scene }: CanvasCore, cardWindow: CardWindow): void {
  useEffect(() => {
    let frame = 0
    let isOver = false
    let stopWaiting = (): void => {}
    const tell = (): void => {
      stopWaiting()
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(tellUsable)
      })
    }
    void cardWindow.whenOpened.then(() => {
      if (isOver) return
      if (cardWindow.get().length > 0 || (cardWindow.isFar() && scene.get().snapshot.cards.size > 0)) tell()
      else stopWaiting = mounted.subscribe(tell)
    })
    const timer = setTimeout(() => {
      if (scene.get().snapshot.cards.size === 0) tellUsable()
    }, EMPTY_MS)
    return () => {
      isOver = true
      stopWaiting()
      cancelAnimationFrame(frame)
      clearTimeout(timer)
    }
  }, [mounted, scene, cardWindow])
}
