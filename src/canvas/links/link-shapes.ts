import { cardRect, columnsBetween, rowsBetween } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { distanceToLink, elbowPath, freeLinkPath, type LinkPath, loopPath } from '#shared/layout/link-path.ts'
import { type LinkReach, linkRoutes, type LinkRoutes } from '#shared/layout/link-routes.ts'
import { grownRect, type Point, type Rect, rectAround } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { Link, LinkId } from '#shared/model/records/link.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import { linksOfCards } from '#shared/model/selectors/links-of-cards.ts'
import { type DragOffsets, movedRect } from '../drag-offsets.ts'

/** A link as it is drawn now. */
export interface LinkShape {
  readonly link: Link
  readonly path: LinkPath
}

/** Which links run through which row of the grid. */
interface LinkIndex {
  readonly links: readonly Link[]
  /** By row: of cells there are so many that lists of them would weigh more than the links. */
  readonly byRow: ReadonlyMap<number, readonly Reached[]>
  /** Those that are not led by the grid, and those that run through so many rows that they are looked at everywhere. */
  readonly everywhere: readonly Reached[]
}

interface Reached {
  readonly link: Link
  /** In the order of drawing. */
  readonly rank: number
  /** `null`: it is not led by the grid. */
  readonly reach: LinkReach | null
}

const NO_LINKS: ReadonlySet<Link> = new Set()

/** A link through more rows than that is looked at everywhere. */
const ROWS_MAX = 24

/** By the routes, which stay the same while none of them changes. */
const indexes = new WeakMap<LinkRoutes, LinkIndex>()

/** Arrowheads, labels and loops reach a little beyond a card's row and column. */
const AROUND_PX = 120

/**
 * The links to draw in an area. With `offsets`, ends follow cards that are being dragged. Only links that run through a row of the area are looked at,
 * however many the journey has.
 */
export function linkShapes(layout: JourneyLayout, area: Rect, offsets?: DragOffsets): LinkShape[] {
  const routes = linkRoutes(layout)
  const { byRow, everywhere } = indexOf(layout, routes)
  const near = grownRect(area, AROUND_PX)
  const columns = columnsBetween(layout, near.x, near.x + near.width)
  const rows = rowsBetween(layout, near.y, near.y + near.height)
  const moved = offsets ? movedLinks(layout, offsets) : NO_LINKS
  const [firstColumn, lastColumn] = [columns[0]?.index ?? Infinity, columns.at(-1)?.index ?? -1]
  const found: (LinkShape & { readonly rank: number })[] = []
  const look = ({ link, rank, reach }: Reached): void => {
    const isFar =
      reach !== null && (reach.firstColumn > lastColumn || Math.max(reach.firstColumn, reach.lastColumn) < firstColumn)
    if (isFar || moved.has(link)) return
    const path = reach === null ? freePath(layout, link) : routes.path(link.id)
    if (path && isInArea(path, area)) found.push({ link, path, rank })
  }
  // A link through several rows is looked at once.
  for (const one of new Set([...rows.flatMap(({ index }) => byRow.get(index) ?? []), ...everywhere])) look(one)
  const shapes: LinkShape[] = found.sort((a, b) => a.rank - b.rank)
  for (const link of moved) {
    const path = offsets && movedPath(layout, link, offsets)
    if (path && isInArea(path, area)) shapes.push({ link, path })
  }
  return shapes
}

/** The link within so many journey pixels of a point. */
export const linkAt = (
  layout: JourneyLayout,
  point: Point,
  reach: number,
  { offsets, isSeen }: { readonly offsets: DragOffsets; readonly isSeen: (link: Link) => boolean },
): Link | undefined =>
  linkShapes(layout, grownRect({ ...point, width: 0, height: 0 }, reach), offsets).find(
    ({ link, path }) => distanceToLink(point, path) <= reach && isSeen(link),
  )?.link

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
    const path = isMoved(link, offsets) ? movedPath(layout, link, offsets) : linkPathIn(layout, link)
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
  linkRoutes(layout).path(link.id) ?? freePath(layout, link)

function indexOf(layout: JourneyLayout, routes: LinkRoutes): LinkIndex {
  const links = linksBetweenCards(layout.snapshot)
  const known = indexes.get(routes)
  if (known?.links === links) return known
  const byRow = new Map<number, Reached[]>()
  const everywhere: Reached[] = []
  for (const [rank, link] of links.entries()) {
    const reach = routes.reach(link.id) ?? null
    const one = { link, rank, reach }
    if (!reach || reach.lastRow - reach.firstRow >= ROWS_MAX) {
      everywhere.push(one)
      continue
    }
    for (let index = reach.firstRow; index <= reach.lastRow; index++) {
      const row = byRow.get(index)
      if (row) row.push(one)
      else byRow.set(index, [one])
    }
  }
  const index = { links, byRow, everywhere }
  indexes.set(routes, index)
  return index
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

/** How a link is drawn one end of which is being dragged; `undefined` when none is, or an end is gone or folded away. */
export const movedPathIn = (layout: JourneyLayout, link: Link, offsets: DragOffsets): LinkPath | undefined =>
  isMoved(link, offsets) ? movedPath(layout, link, offsets) : undefined

const isMoved = (link: Link, offsets: DragOffsets): boolean =>
  offsets.get(link.fromCardId) !== undefined || offsets.get(link.toCardId) !== undefined

/** The links of the cards that are being dragged. */
export function movedLinks(layout: JourneyLayout, offsets: DragOffsets): ReadonlySet<Link> {
  const byCard = linksOfCards(layout.snapshot)
  return new Set([...offsets.ids()].flatMap((id) => byCard.get(id as CardId) ?? []))
}

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
