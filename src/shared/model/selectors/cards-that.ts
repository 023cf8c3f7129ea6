import { changedIds } from '../changed-ids.ts'
import type { Card } from '../records/card.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { remembered } from './remembered.ts'

type Cards = JourneySnapshot['cards']

/** A selector for the few cards that are of a certain sort: the list keeps its identity, and cost nothing, while none of them changes. */
export function cardsThat(isWanted: (card: Card) => boolean): (snapshot: JourneySnapshot) => readonly Card[] {
  const found = remembered<object, { readonly cards: Cards; readonly found: readonly Card[] }>(
    (snapshot) => [snapshot.cards],
    ({ cards }, before) => {
      const ids = before && changedIds(before.cards, cards)
      const isWantedIn = (of: Cards, id: Card['id']): boolean => {
        const card = of.get(id)
        return card !== undefined && isWanted(card)
      }
      if (before && ids && ![...ids].some((id) => isWantedIn(before.cards, id) || isWantedIn(cards, id)))
        return { cards, found: before.found }
      const now = [...cards.values()].filter(isWanted)
      const isSame = before?.found.length === now.length && before.found.every((card, index) => card === now[index])
      return { cards, found: isSame ? before.found : now }
    },
  )
  return (snapshot) => found(snapshot).found
}
