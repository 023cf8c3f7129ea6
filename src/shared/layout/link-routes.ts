import type { LinkId } from '#shared/model/records/link.ts'
import { linksOfCards } from '#shared/model/selectors/links-of-cards.ts'
import type { JourneyLayout } from './journey-layout.ts'
import { changedEnds } from './link-changes.ts'
import { linkPlan, type LinkPlan } from './link-ends.ts'
import type { LinkPath } from './link-path.ts'
import { routedPath } from './link-points.ts'
import { createShareTable, type LinkShares, PIECE, type ShareTable } from './link-shares.ts'
import { hasSpans } from './spans.ts'

/** How every link between two cards of the grid runs. Links with an end beside the grid are not in it. */
export interface LinkRoutes {
  readonly has: (linkId: LinkId) => boolean
  /** Worked out when it is asked for; the same object as long as the link runs the same way. */
  readonly path: (linkId: LinkId) => LinkPath | undefined
  /** Between which rows and columns of the grid the link runs: what it shows lies within them, or in the gutters beside them. */
  readonly reach: (linkId: LinkId) => LinkReach | undefined
}

export interface LinkReach {
  readonly firstRow: number
  readonly lastRow: number
  readonly firstColumn: number
  readonly lastColumn: number
}

/** A link with its places, from one change to the next. Its path is kept with what it was worked out for. */
interface Route {
  readonly plan: LinkPlan
  readonly shares: LinkShares
  path: LinkPath | undefined
  ground: JourneyLayout | undefined
}

interface Known {
  readonly layout: JourneyLayout
  readonly routes: ReadonlyMap<LinkId, Route>
  /** Follows the latest layout. */
  readonly table: ShareTable
  readonly answer: LinkRoutes
}

const byLayout = new WeakMap<JourneyLayout, LinkRoutes>()
let latest: Known | undefined

/**
 * Leads the links around the cards: level in the room above or below a lane's cards, up and down in the gutters between columns.
 * The same for everyone. After a change only the links whose ends moved, or whose corridor or gutter is shared by such a link, are
 * led again; the others cost nothing, and a path is not worked out before somebody asks for it.
 */
export function linkRoutes(layout: JourneyLayout): LinkRoutes {
  return byLayout.get(layout) ?? route(layout)
}

function route(layout: JourneyLayout): LinkRoutes {
  if (underWay?.layout === layout || underWay?.isOfChange) finish(underWay)
  return byLayout.get(layout) ?? finish(begin(layout))
}

/** What is done in pieces and has not come to its end. */
interface Routing {
  readonly layout: JourneyLayout
  /** It goes on from the layout before, whose table it is changing: nobody can go on from that again. */
  readonly isOfChange: boolean
  readonly pieces: Generator<undefined, Known>
}

let underWay: Routing | undefined

function begin(layout: JourneyLayout): Routing {
  const before = latest && isSameGrid(latest.layout, layout) ? latest : undefined
  // Should this fail half way, the next one starts from nothing.
  latest = undefined
  return { layout, isOfChange: before !== undefined, pieces: routing(layout, before) }
}

function finish(work: Routing): LinkRoutes {
  underWay = undefined
  let piece = work.pieces.next()
  while (!piece.done) piece = work.pieces.next()
  return settle(work, piece.value)
}

function settle({ layout }: Routing, known: Known): LinkRoutes {
  latest = known
  byLayout.set(layout, known.answer)
  return known.answer
}

/**
 * Does what the first question about the links of a large journey, or of one that others have changed, would wait for, in pieces of a few
 * milliseconds: one with each step. Later ones are answered from it. Nothing is lost when it is not taken to its end, or somebody asks meanwhile.
 */
export function* routeInPieces(layout: JourneyLayout): Generator<undefined, void> {
  if (byLayout.has(layout)) return
  if (underWay?.isOfChange) finish(underWay)
  const work = begin(layout)
  underWay = work
  // Until somebody asks meanwhile, and it is brought to its end, or thrown away.
  while (underWay === work) {
    underWay = undefined
    const piece = work.pieces.next()
    if (piece.done) {
      settle(work, piece.value)
    } else {
      underWay = work
      yield
    }
  }
}

function* routing(layout: JourneyLayout, before: Known | undefined): Generator<undefined, Known> {
  const table = before?.table ?? createShareTable()
  const planned = new Map<LinkId, LinkPlan | undefined>()
  for (const id of before ? linksToPlan(before.layout, layout, before.routes) : layout.snapshot.links.keys()) {
    const link = layout.snapshot.links.get(id)
    const plan = link && linkPlan(layout, link)
    planned.set(id, plan)
    table.put(id, plan)
    if (planned.size % PIECE === 0) yield
  }
  const dealt = yield* table.deal()
  if (before && planned.size === 0 && dealt.size === 0 && isSameGround(before.layout, layout))
    return { ...before, layout }
  const routes = new Map(before?.routes)
  let count = 0
  for (const [id, plan] of planned) {
    if (++count % PIECE === 0) yield
    if (plan) routes.set(id, { plan, shares: table.of(id), path: before?.routes.get(id)?.path, ground: undefined })
    else routes.delete(id)
  }
  for (const id of dealt) {
    const known = planned.has(id) ? undefined : routes.get(id)
    if (known) routes.set(id, { ...known, shares: table.of(id), ground: undefined })
  }
  return { layout, routes, table, answer: answerOf(layout, routes) }
}

/** Columns and the order of lanes are as they were: what is different about the cards can be told cell by cell. */
const isSameGrid = (a: JourneyLayout, b: JourneyLayout): boolean =>
  a.columns === b.columns &&
  a.rows.length === b.rows.length &&
  a.rows.every(({ laneId }, index) => laneId === b.rows[index]?.laneId)

function linksToPlan(before: JourneyLayout, after: JourneyLayout, routes: Known['routes']): ReadonlySet<LinkId> {
  const ids = new Set<LinkId>()
  const { links } = after.snapshot
  if (before.snapshot.links !== links) {
    for (const [id, link] of links) if (before.snapshot.links.get(id) !== link) ids.add(id)
    for (const id of routes.keys()) if (!links.has(id)) ids.add(id)
  }
  if (before.corridors !== after.corridors)
    for (const bundles of [before.corridors.bundles, after.corridors.bundles])
      for (const [key, { offsets }] of bundles) {
        const [was, is] = [before.corridors.bundles.get(key)?.offsets, after.corridors.bundles.get(key)?.offsets]
        if (was !== is) for (const id of offsets.keys()) if (was?.get(id) !== is?.get(id)) ids.add(id)
      }
  const { cards, rows } = changedEnds(before, after)
  const byCard = linksOfCards(after.snapshot)
  for (const id of cards) for (const link of byCard.get(id) ?? []) ids.add(link.id)
  if (rows.size > 0)
    for (const [id, { plan }] of routes)
      if (plan.from.column === plan.to.column && isAnyBetween(rows, plan.from.row, plan.to.row)) ids.add(id)
  return ids
}

function isAnyBetween(rows: ReadonlySet<number>, a: number, b: number): boolean {
  for (let row = Math.min(a, b) + 1; row < Math.max(a, b); row++) if (rows.has(row)) return true
  return false
}

function answerOf(layout: JourneyLayout, routes: Known['routes']): LinkRoutes {
  return {
    has: (id) => routes.has(id),
    path: (id) => {
      const known = routes.get(id)
      return known && pathIn(layout, known)
    },
    reach: (id) => {
      const known = routes.get(id)
      return known && reachOf(layout, known.plan)
    },
  }
}

function pathIn(layout: JourneyLayout, known: Route): LinkPath {
  if (known.path && known.ground && isSameGround(known.ground, layout)) return known.path
  const path = routedPath(layout, known.plan, known.shares)
  known.path = known.path && isSamePath(known.path, path) ? known.path : path
  known.ground = layout
  return known.path
}

/** Rows, rooms, and cards that stand in the way, are where they were. */
const isSameGround = (a: JourneyLayout, b: JourneyLayout): boolean =>
  a.rows === b.rows &&
  a.columns === b.columns &&
  a.arcRooms === b.arcRooms &&
  (a.cells === b.cells || !(hasSpans(a.cells) || hasSpans(b.cells)))

const isSamePath = (a: LinkPath, b: LinkPath): boolean =>
  a.labelPx === b.labelPx &&
  a.middle.x === b.middle.x &&
  a.middle.y === b.middle.y &&
  a.points.length === b.points.length &&
  a.points.every((point, index) => point.x === b.points[index]?.x && point.y === b.points[index]?.y)

function reachOf({ cells, columns }: JourneyLayout, { from, to, corridorRow }: LinkPlan): LinkReach {
  const row = corridorRow ?? from.row
  const rows = { firstRow: Math.min(from.row, to.row, row), lastRow: Math.max(from.row, to.row, row) }
  // The way around a card over several columns may leave those of the ends.
  if (hasSpans(cells)) return { ...rows, firstColumn: 0, lastColumn: columns.length }
  return {
    ...rows,
    firstColumn: Math.min(from.column, to.column),
    lastColumn: Math.max(from.rightGutter, to.rightGutter) - 1,
  }
}
