import type { Card, CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from './canvas-context.ts'

/** The cards among what is selected, in the order in which they were selected. */
export const selectedCards = ({ editor, scene }: Pick<CanvasCore, 'editor' | 'scene'>): readonly Card[] =>
  [...editor.selection.getState().ids].flatMap((id) => {
    const card = scene.get().snapshot.cards.get(id as CardId)
    return card ? [card] : []
  })
