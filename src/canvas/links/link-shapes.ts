import { cardRect } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import { freeLinkPath, type LinkPath } from '#shared/layout/link-path.ts'
import { linkRoutes } from '#shared/layout/link-routes.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { Link } from '#shared/model/records/link.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import { type DragOffsets, movedRect } from '../drag-offsets.ts'

/** A link as it is drawn now. */
export interface LinkShape {
  readonly link: Link
  readonly path: LinkPath
}

const shapes = new WeakMap<JourneyLayout, readonly LinkShape[]>()

/** The links to draw in an area. Ends follow cards that are being dragged. */
export function linkShapes(layout: JourneyLayout, area: Rect, offsets: DragOffsets): LinkShape[] {
  const all = shapesOf(layout)
  if (all.length === 0) return []
  const moved = new Set(offsets.ids())
  const found: LinkShape[] = []
  for (const shape of all) {
    const { link } = shape
    const isMoved = moved.size > 0 && (moved.has(link.fromCardId) || moved.has(link.toCardId))
    const path = isMoved ? movedPath(layout, link, offsets) : shape.path
    if (path && isInArea(path, area)) found.push(isMoved ? { link, path } : shape)
  }
  return found
}

/** The places of these links, and of those at these cards, as they are drawn now. */
export function linkAreas(layout: JourneyLayout, ids: ReadonlySet<string>, offsets: DragOffsets): Rect[] {
  const moved = new Set(offsets.ids())
  return shapesOf(layout).flatMap(({ link, path }): Rect[] => {
    if (!ids.has(link.id) && !ids.has(link.fromCardId) && !ids.has(link.toCardId)) return []
    const isMoved = moved.has(link.fromCardId) || moved.has(link.toCardId)
    const now = isMoved ? movedPath(layout, link, offsets) : path
    return now ? [now.bounds] : []
  })
}

/** Where links came, went, or run another way than before. */
export function changedLinkAreas(before: JourneyLayout, after: JourneyLayout): Rect[] {
  const [old, now] = [shapesOf(before), shapesOf(after)]
  if (old === now) return []
  const paths = new Map(old.map(({ link, path }) => [link, path]))
  const areas: Rect[] = []
  for (const { link, path } of now) {
    const was = paths.get(link)
    paths.delete(link)
    if (was === path) continue
    areas.push(path.bounds)
    if (was) areas.push(was.bounds)
  }
  for (const gone of paths.values()) areas.push(gone.bounds)
  return areas
}

function shapesOf(layout: JourneyLayout): readonly LinkShape[] {
  let all = shapes.get(layout)
  if (!all) shapes.set(layout, (all = allShapes(layout)))
  return all
}

function allShapes(layout: JourneyLayout): LinkShape[] {
  const routes = linkRoutes(layout)
  return linksBetweenCards(layout.snapshot).flatMap((link): LinkShape[] => {
    const path = routes.get(link.id) ?? freePath(layout, link)
    return path ? [{ link, path }] : []
  })
}

/** Of a link with an end beside the grid; none when an end is folded away. */
function freePath(layout: JourneyLayout, link: Link): LinkPath | undefined {
  const from = cardRect(layout, link.fromCardId)
  const to = cardRect(layout, link.toCardId)
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
  const to = rectOf(link.toCardId)
  return from && to ? freeLinkPath(from, to) : undefined
}

const isInArea = ({ bounds }: LinkPath, area: Rect): boolean =>
  bounds.x <= area.x + area.width &&
  bounds.x + bounds.width >= area.x &&
  bounds.y <= area.y + area.height &&
  bounds.y + bounds.height >= area.y
