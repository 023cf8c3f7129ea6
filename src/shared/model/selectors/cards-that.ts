import { changedIds } from '../changed-ids.ts'
import type { Card } from '../records/card.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { remembered } from './remembered.ts'

type Cards = JourneySnapshot['cards']

/**
 * A selector for the few cards that are of a certain sort: the list keeps its identity, and costs nothing, while none of them changes.
 * With `isAlike`, changes that it does not see do not count: then the list may hold an older state of a card.
 */
export function cardsThat(
  isWanted: (card: Card) => boolean,
  isAlike: (before: Card, after: Card) => boolean = () => false,
): (snapshot: JourneySnapshot) => readonly Card[] {
  const found = remembered<object, { readonly cards: Cards; readonly found: readonly Card[] }>(
    (snapshot) => [snapshot.cards],
    ({ cards }, before) => {
      const ids = before && changedIds(before.cards, cards)
      const isOther = (id: Card['id'], of: Cards): boolean => {
        const [old, now] = [of.get(id), cards.get(id)]
        if (old === now) return false
        if (old && now && isWanted(old) && isWanted(now)) return !isAlike(old, now)
        return (old !== undefined && isWanted(old)) || (now !== undefined && isWanted(now))
      }
      const others = before && ids && new Set([...ids].filter((id) => isOther(id, before.cards)))
      if (before && others?.size === 0) return { cards, found: before.found }
      const isStillWanted = (id: Card['id']): boolean =>
        [before?.cards.get(id), cards.get(id)].every((card) => card !== undefined && isWanted(card))
      // None came or went: each takes the place that it had.
      if (before && others && [...others].every(isStillWanted))
        return { cards, found: before.found.map((card) => (others.has(card.id) ? (cards.get(card.id) ?? card) : card)) }
      const now = [...cards.values()].filter(isWanted)
      const isSame = before?.found.length === now.length && before.found.every((card, index) => card === now[index])
      return { cards, found: isSame ? before.found : now }
    },
  )
  return (snapshot) => found(snapshot).found
}
