import { cardRect, cardsInRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { type LinkPath, linkPath } from '#shared/layout/link-path.ts'
import { grownRect, type Rect } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { Link } from '#shared/model/records/link.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import type { DragOffsets } from '../drag-offsets.ts'

/** A link as it is drawn now. */
export interface LinkShape {
  readonly link: Link
  readonly path: LinkPath
}

/** With more links than this, only those with a card near the view are looked at. */
const ALL_LINKS_MAX = 1_500
/** How far beyond the view a card may be for its links to be drawn when there are many. */
const REACH_PX = 1_200

interface LinksOfCards {
  readonly links: readonly Link[]
  readonly byCard: ReadonlyMap<CardId, readonly Link[]>
}

let known: LinksOfCards | undefined

/** By either end. */
function linksByCard(links: readonly Link[]): LinksOfCards['byCard'] {
  if (known?.links === links) return known.byCard
  const byCard = new Map<CardId, Link[]>()
  for (const link of links)
    for (const end of [link.fromCardId, link.toCardId]) {
      const list = byCard.get(end)
      if (list) list.push(link)
      else byCard.set(end, [link])
    }
  known = { links, byCard }
  return byCard
}

const shapes = new WeakMap<JourneyLayout, LinkShape[]>()

/** The links to draw in an area. Ends follow cards that are being dragged. */
export function linkShapes(layout: JourneyLayout, area: Rect, offsets: DragOffsets): LinkShape[] {
  const links = linksBetweenCards(layout.snapshot)
  if (links.length === 0) return []
  if (links.length > ALL_LINKS_MAX) {
    const byCard = linksByCard(links)
    const near = new Set<Link>()
    for (const { card } of cardsInRect(layout, grownRect(area, REACH_PX)))
      for (const link of byCard.get(card.id) ?? []) near.add(link)
    return shapesOf(layout, near, offsets)
  }
  let all = shapes.get(layout)
  if (!all) shapes.set(layout, (all = shapesOf(layout, links, undefined)))
  const moved = new Set(offsets.ids())
  const isMoved = ({ link }: LinkShape): boolean => moved.has(link.fromCardId) || moved.has(link.toCardId)
  const still = moved.size === 0 ? all : all.filter((shape) => !isMoved(shape))
  const moving =
    moved.size === 0
      ? []
      : shapesOf(
          layout,
          all.filter(isMoved).map((shape) => shape.link),
          offsets,
        )
  return [...still, ...moving].filter(({ path }) => isInArea(path, area))
}

function shapesOf(layout: JourneyLayout, links: Iterable<Link>, offsets: DragOffsets | undefined): LinkShape[] {
  const rectOf = (id: CardId): Rect | undefined => {
    const rect = cardRect(layout, id)
    const offset = rect && offsets?.get(id)
    return rect && offset ? { ...rect, x: rect.x + offset.dx, y: rect.y + offset.dy } : rect
  }
  const found: LinkShape[] = []
  for (const link of links) {
    const from = rectOf(link.fromCardId)
    const to = rectOf(link.toCardId)
    if (from && to) found.push({ link, path: linkPath(from, to, link.label !== '') })
  }
  return found
}

/** By the box around the curve's control points, which holds the curve. */
function isInArea({ from, control1, control2, to }: LinkPath, area: Rect): boolean {
  const xs = [from.x, control1.x, control2.x, to.x]
  const ys = [from.y, control1.y, control2.y, to.y]
  return (
    Math.min(...xs) < area.x + area.width &&
    Math.max(...xs) > area.x &&
    Math.min(...ys) < area.y + area.height &&
    Math.max(...ys) > area.y
  )
}
