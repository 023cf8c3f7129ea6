import { useEffect } from 'react'
import type { CanvasCore } from './canvas-context.ts'
import type { CardWindow } from './use-card-nodes.ts'

/**
 * From far cards are painted: those that are mounted still are hidden, all at once, since taking them away takes longer than a frame. The
 * one with the focus stays, or it would lose it.
 */
export function useHiddenCards({ root }: CanvasCore, cardWindow: CardWindow): void {
  useEffect(() => {
    const follow = (): void => void root()?.toggleAttribute('data-cards-hidden', cardWindow.isFar())
    follow()
    return cardWindow.subscribe(follow)
  }, [root, cardWindow])
}
