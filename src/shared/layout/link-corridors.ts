import { patchedMap } from '#shared/lib/patched-map.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { Link, LinkId } from '#shared/model/records/link.ts'
import { linksOfCards } from '#shared/model/selectors/links-of-cards.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { ChangedCards } from './changed-cards.ts'
import type { JourneyLayout } from './journey-layout.ts'
import { type CorridorStretch, dealTracks } from './link-tracks.ts'
import { columnsOfSpan } from './spans.ts'

/** The room that a lane keeps free for links, in pixels: above its cards and below them. */
export interface ArcRoom {
  readonly top: number
  readonly bottom: number
}

export const NO_ARC_ROOM: ArcRoom = { top: 0, bottom: 0 }

/** Where a link runs level: above or below the cards of a lane. */
export interface Corridor {
  readonly laneId: LaneId
  readonly side: 'top' | 'bottom'
  /** How far the track is from the lane's cards. */
  readonly offsetPx: number
}

/** The corridors of all links that need one; those that go from column to column or stay in one have none. */
export interface LinkCorridors {
  readonly rooms: ReadonlyMap<LaneId, ArcRoom>
  readonly plans: ReadonlyMap<LinkId, CorridorPlan>
  /** By lane and side. Keeps its identity while no link of it changes. */
  readonly bundles: ReadonlyMap<string, CorridorBundle>
}

/** The stretch of a corridor that a link needs. */
interface CorridorPlan extends CorridorStretch {
  readonly key: string
  readonly laneId: LaneId
  readonly side: Corridor['side']
}

/** The links of one corridor with their tracks. */
interface CorridorBundle {
  readonly offsets: ReadonlyMap<LinkId, number>
  readonly roomPx: number
}

type Grid = Pick<JourneyLayout, 'columnOfStep' | 'steps' | 'lanes' | 'pages'>

/** What the next answer starts from. The grid has to be the same. */
interface Before {
  readonly corridors: LinkCorridors
  readonly snapshot: JourneySnapshot
  readonly pages: JourneyLayout['pages']
  readonly changed: ChangedCards
}

/** The corridor of a link, if it has one. */
export function corridorOf({ plans, bundles }: LinkCorridors, linkId: LinkId): Corridor | undefined {
  const plan = plans.get(linkId)
  if (!plan) return undefined
  return { laneId: plan.laneId, side: plan.side, offsetPx: bundles.get(plan.key)?.offsets.get(linkId) ?? 0 }
}

/**
 * Leads the level part of every link, and tells how much room the lanes need for it. Forward links run above the cards of the lane
 * that they lead to (below them when it lies above), links back run below the lane that they come from, a link back to its own card
 * above it. Links of cards that a filter hides take no room. With `before`, only the links whose ends have changed are looked at, and only their corridors are dealt again.
 */
export function linkCorridors(snapshot: JourneySnapshot, grid: Grid, before?: Before): LinkCorridors {
  const standOf = standsIn(snapshot, grid)
  const old = before?.corridors.plans ?? new Map<LinkId, CorridorPlan>()
  const changedPlans = new Map<LinkId, CorridorPlan | undefined>()
  const touched = new Set<string>()
  for (const id of before ? changedLinks(snapshot, grid, before) : snapshot.links.keys()) {
    const link = snapshot.links.get(id)
    const from = link && standOf(link.fromCardId)
    const to = link && from && standOf(link.toCardId)
    const wanted = from && to && planOf(link, from, to)
    const known = old.get(id)
    if (known === wanted || (known && wanted && isSamePlan(known, wanted))) continue
    if (known) touched.add(known.key)
    if (wanted) touched.add(wanted.key)
    changedPlans.set(id, wanted || undefined)
  }
  if (before && touched.size === 0) return before.corridors
  const plans = patchedMap(old, changedPlans)
  const bundles = new Map(before?.corridors.bundles)
  const rooms = new Map(before?.corridors.rooms)
  const members = new Map([...touched].map((key) => [key, new Set(bundles.get(key)?.offsets.keys())]))
  for (const [id, plan] of changedPlans) {
    members.get(old.get(id)?.key ?? '')?.delete(id)
    if (plan) members.get(plan.key)?.add(id)
  }
  for (const [key, ids] of members) {
    const bundle = dealTracks([...ids].flatMap((id) => plans.get(id) ?? []))
    const at = key.indexOf(' ')
    const [side, laneId] = [key.slice(0, at), key.slice(at + 1) as LaneId]
    if (ids.size > 0) bundles.set(key, bundle)
    else bundles.delete(key)
    const room = { ...(rooms.get(laneId) ?? NO_ARC_ROOM), [side]: bundle.roomPx }
    if (room.top + room.bottom > 0) rooms.set(laneId, room)
    else rooms.delete(laneId)
  }
  return { rooms, plans, bundles }
}

function changedLinks(snapshot: JourneySnapshot, grid: Grid, before: Before): ReadonlySet<LinkId> {
  const { snapshot: old, changed } = before
  // Any card may have come or gone.
  if (grid.pages?.has !== before.pages?.has) return new Set([...old.links.keys(), ...snapshot.links.keys()])
  const ids = new Set<LinkId>()
  if (old.links !== snapshot.links) {
    for (const [id, link] of snapshot.links) if (old.links.get(id) !== link) ids.add(id)
    for (const id of old.links.keys()) if (!snapshot.links.has(id)) ids.add(id)
  }
  const byCard = linksOfCards(snapshot)
  for (const cards of [changed.stale, changed.fresh])
    for (const card of cards) for (const link of byCard.get(card.id) ?? []) ids.add(link.id)
  return ids
}

/** Where a card stands in the grid, from its first column to its last. */
interface Stand {
  readonly cardId: CardId
  readonly laneId: LaneId
  readonly row: number
  readonly column: number
  readonly last: number
}

function standsIn({ cards }: JourneySnapshot, grid: Grid): (id: CardId) => Stand | undefined {
  const rowOfLane = new Map(grid.lanes.map((lane, index) => [lane.id, index]))
  return (cardId) => {
    const card = cards.get(cardId)
    if (card?.place.kind !== 'cell' || grid.pages?.has?.(card) === false) return undefined
    const { laneId, stepId } = card.place
    const column = grid.columnOfStep.get(stepId)
    const row = rowOfLane.get(laneId)
    // Links of what is folded away are not drawn.
    if (!column || column.fold !== null || row === undefined || grid.lanes[row]?.isCollapsed) return undefined
    return { cardId, laneId, row, column: column.index, last: column.index + columnsOfSpan(card, column, grid) - 1 }
  }
}

/** Where on a card's width a link leaves, and where one arrives, so that the two never meet. */
export const LEAVING_SHARE = 0.66
export const ARRIVING_SHARE = 0.34

function planOf(link: Link, from: Stand, to: Stand): CorridorPlan | undefined {
  const hasLabel = link.label !== ''
  const isLoop = from.cardId === to.cardId
  const isBack = to.last < from.column
  const isAhead = to.column > from.last
  // To the next column, or up or down within columns, there is a way without a corridor; but no room for words.
  if (!hasLabel && !isLoop && !isBack && !(to.column > from.last + 1)) return undefined
  const { laneId } = isBack ? from : to
  const side = isBack || (!isLoop && to.row < from.row) ? 'bottom' : 'top'
  const [start, end] = isBack
    ? [leaving(to), arriving(from)]
    : isAhead
      ? [leaving(from), arriving(to)]
      : [3 * Math.min(from.column, to.column), 3 * (Math.max(from.last, to.last) + 1)]
  return { linkId: link.id, key: `${side} ${laneId}`, laneId, side, start, end, hasLabel }
}

// In thirds of a column. Where on a wide card a link meets it depends on the columns' widths: then all of it counts.
const leaving = ({ column, last }: Stand): number => 3 * column + (column === last ? 2 : 0)
const arriving = ({ column, last }: Stand): number => (column === last ? 3 * column + 1 : 3 * (last + 1))

const isSamePlan = (a: CorridorPlan, b: CorridorPlan): boolean =>
  a.key === b.key && a.start === b.start && a.end === b.end && a.hasLabel === b.hasLabel
