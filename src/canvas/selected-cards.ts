import type { Card, CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from './canvas-context.ts'

/** The cards among what is selected, in the order in which they were selected. */
export const selectedCards = ({ editor, scene }: Pick<CanvasCore, 'editor' | 'scene'>): readonly Card[] =>
  [...editor.selection.getState().ids].flatMap((id) => {
    const card = scene.get().snapshot.cards.get(id as CardId)
    return card ? [card] : []
  })

/** The selection when all of it lies beside the grid and nobody types in it; else none. */
export function selectedFreeCards({ editor, scene }: Pick<CanvasCore, 'editor' | 'scene'>): readonly Card[] {
  const { ids, editingId } = editor.selection.getState()
  if (ids.size === 0 || editingId !== null) return []
  const { cards } = scene.get().snapshot
  const found: Card[] = []
  for (const id of ids) {
    const card = cards.get(id as CardId)
    if (card?.place.kind !== 'free') return []
    found.push(card)
  }
  return found
}
