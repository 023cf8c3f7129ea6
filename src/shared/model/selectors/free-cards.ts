import type { Card } from '../records/card.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { cardsThat } from './cards-that.ts'

const unsorted = cardsThat((card) => card.place.kind === 'free')
const sorted = new WeakMap<readonly Card[], readonly Card[]>()

/** The cards beside the grid in the order in which they overlap, the lowest first. */
export function freeCards(snapshot: JourneySnapshot): readonly Card[] {
  const cards = unsorted(snapshot)
  const known = sorted.get(cards)
  if (known) return known
  const inOrder = cards.toSorted(
    (a, b) => rankOf(a) - rankOf(b) || (a.layer ?? 0) - (b.layer ?? 0) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0),
  )
  sorted.set(cards, inOrder)
  return inOrder
}

const rankOf = ({ kind }: Card): number => (kind === 'frame' ? 0 : 1)
