import type { LinkId } from '#shared/model/records/link.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import type { CellLayout, JourneyLayout } from './journey-layout.ts'
import { ARRIVING_SHARE, LEAVING_SHARE } from './link-corridors.ts'
import {
  linkEnd,
  type LinkEnd,
  type LinkShapePlan,
  type Share,
  shapePlanOf,
  sharesOfGutters,
  sharesOfSides,
  type Side,
} from './link-ends.ts'
import { type LinkPath, pathOf } from './link-path.ts'
import type { Point } from './rect.ts'
import { CELL_PADDING_PX } from './sizes.ts'

/** How every link between two cards of the grid runs. Links with an end beside the grid are not in it. */
export type LinkRoutes = ReadonlyMap<LinkId, LinkPath>

interface Known {
  readonly layout: JourneyLayout
  readonly routes: LinkRoutes
}

const byLayout = new WeakMap<JourneyLayout, Known>()
let latest: Known | undefined

/**
 * Leads the links around the cards: level in the room above or below a lane's cards, up and down in the gutters between columns.
 * The same for everyone. Asked once a layout; while no card moved, grew or shrank nothing is led anew, and after a move only the
 * links that run otherwise get another path.
 */
export function linkRoutes(layout: JourneyLayout): LinkRoutes {
  const known = byLayout.get(layout)
  if (known) return known.routes
  const before = latest
  const next = before && isSameGround(before.layout, layout) ? { ...before, layout } : route(layout, before)
  byLayout.set(layout, next)
  latest = next
  return next.routes
}

function route(layout: JourneyLayout, before: Known | undefined): Known {
  const plans = linksBetweenCards(layout.snapshot).flatMap((link): LinkShapePlan[] => {
    const from = linkEnd(layout, link.fromCardId)
    const to = from && linkEnd(layout, link.toCardId)
    return from && to ? [shapePlanOf(layout, link, from, to)] : []
  })
  const sides = sharesOfSides(plans)
  const gutters = sharesOfGutters(plans)
  const routes = new Map<LinkId, LinkPath>()
  for (const plan of plans) {
    const { id } = plan.link
    const points = pointsOf(layout, plan, sides, gutters)
    const old = before?.routes.get(id)
    routes.set(id, old && isSameWay(old.points, points) ? old : withLabel(plan, points))
  }
  return { layout, routes }
}

const isSameWay = (a: readonly Point[], b: readonly Point[]): boolean =>
  a.length === b.length && a.every((point, index) => point.x === b[index]?.x && point.y === b[index]?.y)

const ALONE: Share = { index: 0, count: 1 }
const SPREAD_PX = { side: 9, gutter: 6, gutterMost: 18, gutterShift: 3 } as const
const LEVEL_MIN_PX = 12
const JOG_PX = 7

function pointsOf(
  layout: JourneyLayout,
  plan: LinkShapePlan,
  sides: ReadonlyMap<string, Share>,
  gutters: ReadonlyMap<string, Share>,
): Point[] {
  const { link, from, to, fromSide, toSide, fromGutter, toGutter, corridor, corridorRow } = plan
  const fromShare = sides.get(`${link.id} from`) ?? ALONE
  const toShare = sides.get(`${link.id} to`) ?? ALONE
  const start = portOf(from, fromSide, fromShare, LEAVING_SHARE)
  const end = portOf(to, toSide, toShare, ARRIVING_SHARE)
  const xOf = (gutter: number, role: 'from' | 'to'): number =>
    gutterX(layout, gutter, gutters.get(`${link.id} ${role}`) ?? ALONE)
  if (corridor && corridorRow) {
    const room = layout.corridors.rooms.get(corridor.laneId)
    const y =
      corridor.side === 'top'
        ? corridorRow.y + CELL_PADDING_PX + (room?.top ?? 0) - corridor.offsetPx
        : corridorRow.y + corridorRow.height - CELL_PADDING_PX - (room?.bottom ?? 0) + corridor.offsetPx
    const out = fromGutter === null ? [] : [{ x: xOf(fromGutter, 'from'), y: start.y }]
    const back = toGutter === null ? [] : [{ x: xOf(toGutter, 'to'), y: end.y }]
    const left = out[0]?.x ?? start.x
    const right = back[0]?.x ?? end.x
    return [start, ...out, { x: left, y }, { x: right, y }, ...back, end]
  }
  if (fromGutter === null) {
    // Down or up a column, at one x for both.
    return [start, { x: start.x, y: end.y }]
  }
  const level = toSide === 'left' && fromShare.count === 1 && toShare.count === 1 ? sharedLevel(from, to) : undefined
  if (level !== undefined)
    return [
      { x: start.x, y: level },
      { x: end.x, y: level },
    ]
  // A jog of a few pixels would only look like a mistake.
  if (toSide === 'left' && Math.abs(end.y - start.y) < JOG_PX) return [start, { x: end.x, y: start.y }]
  const x = xOf(fromGutter, 'from')
  return [start, { x, y: start.y }, { x, y: end.y }, end]
}

/** Cards that overlap in height are linked by a level line. */
function sharedLevel({ rect: a }: LinkEnd, { rect: b }: LinkEnd): number | undefined {
  const top = Math.max(a.y, b.y)
  const bottom = Math.min(a.y + a.height, b.y + b.height)
  return bottom - top >= LEVEL_MIN_PX ? (top + bottom) / 2 : undefined
}

function portOf({ rect }: LinkEnd, side: Side, { index, count }: Share, along: number): Point {
  const isLevel = side === 'top' || side === 'bottom'
  const length = isLevel ? rect.width / 3 : rect.height
  const gap = Math.min(SPREAD_PX.side, (length * 0.8) / count)
  const shift = (index - (count - 1) / 2) * gap
  if (isLevel) return { x: rect.x + rect.width * along + shift, y: side === 'top' ? rect.y : rect.y + rect.height }
  return { x: side === 'left' ? rect.x : rect.x + rect.width, y: rect.y + rect.height / 2 + shift }
}

function gutterX({ columns, width }: JourneyLayout, gutter: number, { index, count }: Share): number {
  const edge = columns[gutter]?.x ?? width
  const gap = Math.min(SPREAD_PX.gutter, SPREAD_PX.gutterMost / count)
  // Beside the line between two columns, not on it.
  return edge + (index - (count - 1) / 2) * gap + (count === 1 ? SPREAD_PX.gutterShift : 0)
}

const LABEL_LEAST_PX = 84
const LABEL_MOST_PX = 190
const LABEL_GAP_PX = 14

/** The label stands in the middle of the level part, which has room for it; without one, in the middle of all. */
function withLabel({ corridor, fromGutter }: LinkShapePlan, points: readonly Point[]): LinkPath {
  const first = corridor ? (fromGutter === null ? 1 : 2) : Math.floor((points.length - 1) / 2)
  const a = points[first] ?? points[0] ?? { x: 0, y: 0 }
  const b = points[first + 1] ?? a
  const labelPx = Math.min(LABEL_MOST_PX, Math.max(LABEL_LEAST_PX, Math.abs(b.x - a.x) - LABEL_GAP_PX))
  return pathOf(points, { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 }, labelPx)
}

/** Nothing that links go by is different: typing in a card that keeps its size changes nothing. */
function isSameGround(a: JourneyLayout, b: JourneyLayout): boolean {
  if (a.columns !== b.columns || a.rows !== b.rows || a.corridors.byLink !== b.corridors.byLink) return false
  if (linksBetweenCards(a.snapshot) !== linksBetweenCards(b.snapshot)) return false
  if (a.cells === b.cells) return true
  if (a.cells.size !== b.cells.size) return false
  for (const [laneId, cells] of b.cells) {
    const old = a.cells.get(laneId)
    if (old === cells) continue
    if (old?.size !== cells.size) return false
    for (const [stepId, cell] of cells) if (!isSameCell(old.get(stepId), cell)) return false
  }
  return true
}

const isSameCell = (a: CellLayout | undefined, b: CellLayout): boolean =>
  a === b ||
  (a?.items.length === b.items.length &&
    a.startY === b.startY &&
    a.items.every((item, index) => {
      const other = b.items[index]
      return (
        item.card.id === other?.card.id &&
        item.x === other.x &&
        item.y === other.y &&
        item.width === other.width &&
        item.height === other.height &&
        item.columns === other.columns &&
        item.isOnCurve === other.isOnCurve
      )
    }))
