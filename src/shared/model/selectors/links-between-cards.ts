import { changedIds } from '../changed-ids.ts'
import type { Link } from '../records/link.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { remembered } from './remembered.ts'

/** The links whose two cards both exist. A link may outlive a card that somebody deleted while somebody else drew the link. */
export const linksBetweenCards = (snapshot: JourneySnapshot): readonly Link[] => whole(snapshot).found

const whole = remembered<object, { readonly cards: Cards; readonly links: Links; readonly found: readonly Link[] }>(
  (snapshot) => [snapshot.links, snapshot.cards],
  ({ links, cards }, before) => {
    const ids = before?.links === links ? changedIds(before.cards, cards) : undefined
    // Cards that only became others take no link along.
    if (before && ids && [...ids].every((id) => before.cards.has(id) === cards.has(id)))
      return { cards, links, found: before.found }
    const found = [...links.values()].filter((link) => cards.has(link.fromCardId) && cards.has(link.toCardId))
    const isSame = before?.found.length === found.length && before.found.every((link, index) => link === found[index])
    return { cards, links, found: isSame ? before.found : found }
  },
)

type Cards = JourneySnapshot['cards']
type Links = JourneySnapshot['links']
