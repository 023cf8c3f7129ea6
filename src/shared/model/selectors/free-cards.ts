import type { Card } from '../records/card.ts'
import { remembered } from './remembered.ts'

/** The cards beside the grid in the order in which they overlap, the lowest first. */
export const freeCards = remembered<object, readonly Card[]>(
  (snapshot) => [snapshot.cards],
  (snapshot, before) => {
    const cards = [...snapshot.cards.values()]
      .filter((card) => card.place.kind === 'free')
      .sort(
        (a, b) => rankOf(a) - rankOf(b) || (a.layer ?? 0) - (b.layer ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
      )
    const isSame = before?.length === cards.length && before.every((card, index) => card === cards[index])
    return isSame ? before : cards
  },
)

const rankOf = ({ kind }: Card): number => (kind === 'frame' ? 0 : 1)
