import type { CanvasCore } from '../canvas-context.ts'
import { selectedFreeCards } from '../selected-cards.ts'

/** What a context menu is about besides: one or more cards beside the grid, and several of them. */
export type FreeContext = 'free' | 'free-several'

export function freeContexts(core: CanvasCore): readonly FreeContext[] {
  const { length } = selectedFreeCards(core)
  return length === 0 ? [] : length === 1 ? ['free'] : ['free', 'free-several']
}
