import type { CardId } from '../records/card.ts'
import type { Link } from '../records/link.ts'
import { remembered } from './remembered.ts'

/** The links that begin or end at each card, whether or not their other card exists. A link back to its own card is listed once. */
export const linksOfCards = remembered<object, ReadonlyMap<CardId, readonly Link[]>>(
  ({ links }) => [links],
  ({ links }) => {
    const byCard = new Map<CardId, Link[]>()
    const add = (id: CardId, link: Link): void => {
      const list = byCard.get(id)
      if (list) list.push(link)
      else byCard.set(id, [link])
    }
    for (const link of links.values()) {
      add(link.fromCardId, link)
      if (link.toCardId !== link.fromCardId) add(link.toCardId, link)
    }
    return byCard
  },
)
