import type { Link } from '../records/link.ts'
import { remembered } from './remembered.ts'

/** The links whose two cards both exist. A link may outlive a card that somebody deleted while somebody else drew the link. */
export const linksBetweenCards = remembered<object, readonly Link[]>(
  (snapshot) => [snapshot.links, snapshot.cards],
  (snapshot, before) => {
    const links = [...snapshot.links.values()].filter(
      (link) => snapshot.cards.has(link.fromCardId) && snapshot.cards.has(link.toCardId),
    )
    const isSame = before?.length === links.length && before.every((link, index) => link === links[index])
    return isSame ? before : links
  },
)
