import type { Card } from '#shared/model/records/card.ts'
import { useCallback, useRef, useSyncExternalStore } from 'react'
import { useCanvas } from '../canvas-context.ts'
import { selectedFreeCards } from '../selected-cards.ts'

const NONE: readonly Card[] = []

/** `selectedFreeCards`, followed: renders again when another card is selected or one of them changes. */
export function useSelectedFreeCards(): readonly Card[] {
  const core = useCanvas()
  const last = useRef(NONE)
  const { editor, scene } = core
  const subscribe = useCallback(
    (listener: () => void) => {
      const stops = [scene.subscribe(listener), editor.selection.subscribe(listener)]
      return () => {
        for (const stop of stops) stop()
      }
    },
    [editor, scene],
  )
  return useSyncExternalStore(subscribe, () => {
    const now = selectedFreeCards(core)
    const isSame = now.length === last.current.length && now.every((card, index) => card === last.current[index])
    if (!isSame) last.current = now
    return last.current
  })
}
