import { cardRect, columnsBetween, rowsBetween } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { elbowPath, freeLinkPath, type LinkPath, loopPath } from '#shared/layout/link-path.ts'
import type { LinkReach, LinkRoutes } from '#shared/layout/link-routes.ts'
import { grownRect, type Rect, rectAround } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { Link, LinkId } from '#shared/model/records/link.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import { linksOfCards } from '#shared/model/selectors/links-of-cards.ts'
import { type DragOffsets, movedRect } from '../drag-offsets.ts'
import { laterParts } from '../later.ts'

/** A link as it is drawn now. */
export interface LinkShape {
  readonly link: Link
  readonly path: LinkPath
}

/** A link with where to look for it; `null`: it is not led by the grid. */
interface Reached {
  readonly link: Link
  readonly reach: LinkReach | null
}

/** By the routes, which stay the same while none of them changes. */
const reached = new WeakMap<LinkRoutes, { readonly links: readonly Link[]; readonly all: readonly Reached[] }>()

/** Arrowheads, labels and loops reach a little beyond a card's row and column. */
const AROUND_PX = 120

/**
 * The links to draw in an area. Ends follow cards that are being dragged. Paths are worked out near the area only; none as long as what
 * works them out is on its way.
 */
export function linkShapes(layout: JourneyLayout, area: Rect, offsets: DragOffsets): LinkShape[] {
  const routes = routesOf(layout)
  const all = routes ? reachedIn(layout, routes) : []
  if (!routes || all.length === 0) return []
  const near = grownRect(area, AROUND_PX)
  const columns = columnsBetween(layout, near.x, near.x + near.width)
  const rows = rowsBetween(layout, near.y, near.y + near.height)
  const [firstColumn, lastColumn] = [columns[0]?.index ?? Infinity, columns.at(-1)?.index ?? -1]
  const [firstRow, lastRow] = [rows[0]?.index ?? Infinity, rows.at(-1)?.index ?? -1]
  const moved = new Set(offsets.ids())
  const found: LinkShape[] = []
  for (const { link, reach } of all) {
    const isMoved = moved.size > 0 && (moved.has(link.fromCardId) || moved.has(link.toCardId))
    const isFar =
      reach !== null &&
      (reach.firstColumn > lastColumn ||
        reach.lastColumn < firstColumn ||
        reach.firstRow > lastRow ||
        reach.lastRow < firstRow)
    if (isFar && !isMoved) continue
    const path = isMoved
      ? movedPath(layout, link, offsets)
      : reach === null
        ? freePath(layout, link)
        : routes.path(link.id)
    if (path && isInArea(path, area)) found.push({ link, path })
  }
  return found
}

/** The places of these links, and of those at these cards, as they are drawn now. */
export function linkAreas(layout: JourneyLayout, ids: Iterable<string>, offsets: DragOffsets): Rect[] {
  const { links } = layout.snapshot
  const byCard = linksOfCards(layout.snapshot)
  const wanted = new Set<Link>()
  for (const id of ids) {
    const link = links.get(id as LinkId)
    if (link) wanted.add(link)
    for (const one of byCard.get(id as CardId) ?? []) wanted.add(one)
  }
  return [...wanted].flatMap((link): Rect[] => {
    const isMoved = offsets.get(link.fromCardId) !== undefined || offsets.get(link.toCardId) !== undefined
    const path = isMoved ? movedPath(layout, link, offsets) : linkPathIn(layout, link)
    return path ? [path.bounds] : []
  })
}

/** Where links came, went, or run another way than before. A path that stays the same is the same object. */
export function changedLinkAreas(before: readonly LinkShape[], after: readonly LinkShape[]): Rect[] {
  const paths = new Map(before.map(({ link, path }) => [link, path]))
  const areas: Rect[] = []
  for (const { link, path } of after) {
    const was = paths.get(link)
    paths.delete(link)
    if (was === path) continue
    const area = was ? rectAround([path.bounds, was.bounds]) : path.bounds
    if (area) areas.push(area)
  }
  for (const gone of paths.values()) areas.push(gone.bounds)
  return areas
}

/** How a link is drawn where nothing is being dragged; `undefined` when an end is gone or folded away. */
export const linkPathIn = (layout: JourneyLayout, link: Link): LinkPath | undefined =>
  routesOf(layout)?.path(link.id) ?? freePath(layout, link)

const routesOf = (layout: JourneyLayout): LinkRoutes | undefined => laterParts()?.linkRoutes(layout)

function reachedIn(layout: JourneyLayout, routes: LinkRoutes): readonly Reached[] {
  const links = linksBetweenCards(layout.snapshot)
  const known = reached.get(routes)
  if (known?.links === links) return known.all
  const all = links.map((link) => ({ link, reach: routes.reach(link.id) ?? null }))
  reached.set(routes, { links, all })
  return all
}

/** Of a link with an end beside the grid; none when an end is folded away. */
function freePath(layout: JourneyLayout, link: Link): LinkPath | undefined {
  const from = cardRect(layout, link.fromCardId)
  const to = link.toCardId === link.fromCardId ? from : cardRect(layout, link.toCardId)
  if (!from || !to) return undefined
  const known = freePaths.get(link)
  if (known && isSameRect(known.from, from) && isSameRect(known.to, to)) return known.path
  const path = freeLinkPath(from, to)
  freePaths.set(link, { from, to, path })
  return path
}

const freePaths = new WeakMap<Link, { readonly from: Rect; readonly to: Rect; readonly path: LinkPath }>()

const isSameRect = (a: Rect, b: Rect): boolean =>
  a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height

function movedPath(layout: JourneyLayout, link: Link, offsets: DragOffsets): LinkPath | undefined {
  const rectOf = (id: CardId): Rect | undefined => {
    const rect = cardRect(layout, id)
    return rect && movedRect(rect, offsets.get(id))
  }
  const from = rectOf(link.fromCardId)
  if (!from) return undefined
  if (link.fromCardId === link.toCardId) return loopPath(from)
  const to = rectOf(link.toCardId)
  return to && elbowPath(from, to)
}

const isInArea = ({ bounds }: LinkPath, area: Rect): boolean =>
  bounds.x <= area.x + area.width &&
  bounds.x + bounds.width >= area.x &&
  bounds.y <= area.y + area.height &&
  bounds.y + bounds.height >= area.y
