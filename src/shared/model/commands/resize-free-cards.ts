import { done, refused } from '#shared/lib/result.ts'
import type { CardId, CardPlace } from '../records/card.ts'
import type { Command } from './command.ts'
import { type FreeBox, freeCardsToChange, freePlace } from './free-box.ts'

export interface ResizeFreeCardsArgs {
  readonly boxes: readonly (FreeBox & { readonly cardId: CardId })[]
}

/** Changes the rectangles of free cards (dragging a left or upper edge moves them, too). All or none. */
export const resizeFreeCards: Command<
  ResizeFreeCardsArgs,
  void,
  'unknown-element' | 'not-free' | 'not-valid' | 'locked'
> = (doc, { boxes }) => {
  const cards = freeCardsToChange(
    doc,
    boxes.map(({ cardId }) => cardId),
  )
  if (!cards.ok) return cards
  const places = new Map<CardId, CardPlace>()
  for (const { cardId, ...box } of boxes) {
    const place = freePlace(box)
    if (!place) return refused('not-valid')
    places.set(cardId, place)
  }
  for (const { id, record } of cards.value) record.set('place', places.get(id))
  return done(undefined)
}
