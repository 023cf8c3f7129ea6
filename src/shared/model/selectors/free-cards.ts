import type { Card } from '../records/card.ts'
import { remembered } from './remembered.ts'

/** The cards beside the grid, oldest name first: the order in which they overlap. */
export const freeCards = remembered<object, readonly Card[]>(
  (snapshot) => [snapshot.cards],
  (snapshot, before) => {
    const cards = [...snapshot.cards.values()]
      .filter((card) => card.place.kind === 'free')
      .sort((a, b) => (a.id < b.id ? -1 : 1))
    const isSame = before?.length === cards.length && before.every((card, index) => card === cards[index])
    return isSame ? before : cards
  },
)
