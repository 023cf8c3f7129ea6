import type { CardId } from '#shared/model/records/card.ts'
import type { Lane, LaneId } from '#shared/model/records/lane.ts'
import type { Link, LinkId } from '#shared/model/records/link.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { StepColumn } from './journey-layout.ts'
import { CELL_PADDING_PX, LINK_ROOM_MAX_PX, LINK_TRACK_PX } from './sizes.ts'

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
  readonly byLink: ReadonlyMap<LinkId, Corridor>
  /** What the next answer starts from. */
  readonly plans: ReadonlyMap<Link, Plan>
  readonly bundles: ReadonlyMap<string, Bundle>
}

/** A stretch of a corridor that a link needs, in columns: 2.4 lies in the third column. */
interface Plan {
  readonly linkId: LinkId
  readonly laneId: LaneId
  readonly side: Corridor['side']
  readonly start: number
  readonly end: number
  readonly hasLabel: boolean
}

/** The links of one corridor with their tracks. */
interface Bundle {
  readonly plans: readonly Plan[]
  readonly offsets: ReadonlyMap<LinkId, number>
  readonly roomPx: number
}

type Columns = ReadonlyMap<StepId, Pick<StepColumn, 'index' | 'fold'>>

interface Stand {
  readonly laneId: LaneId
  readonly row: number
  readonly column: number
}

/**
 * Leads the level part of every link, and tells how much room the lanes need for it. Forward links run above the cards of the lane
 * that they lead to (below them when it lies above), links back run below the lane that they come from. In a corridor the shorter
 * ones run nearer to the cards, and no two lie on each other. What did not change since `before` is taken over.
 */
export function linkCorridors(
  snapshot: JourneySnapshot,
  columnOfStep: Columns,
  lanes: readonly Lane[],
  before?: LinkCorridors,
): LinkCorridors {
  const rowOfLane = new Map(lanes.map((lane, index) => [lane.id, index]))
  const standOf = (id: CardId): Stand | undefined => {
    const place = snapshot.cards.get(id)?.place
    if (place?.kind !== 'cell') return undefined
    const column = columnOfStep.get(place.stepId)
    const row = rowOfLane.get(place.laneId)
    // Links of what is folded away are not drawn.
    if (!column || column.fold !== null || row === undefined || lanes[row]?.isCollapsed) return undefined
    return { laneId: place.laneId, row, column: column.index }
  }
  const plans = new Map<Link, Plan>()
  const members = new Map<string, Plan[]>()
  for (const link of snapshot.links.values()) {
    const from = standOf(link.fromCardId)
    const to = from && standOf(link.toCardId)
    const wanted = from && to && planOf(link, from, to)
    if (!wanted) continue
    const known = before?.plans.get(link)
    const plan = known && isSamePlan(known, wanted) ? known : wanted
    plans.set(link, plan)
    const key = `${plan.side} ${plan.laneId}`
    const list = members.get(key)
    if (list) list.push(plan)
    else members.set(key, [plan])
  }
  const bundles = new Map<string, Bundle>()
  const byLink = new Map<LinkId, Corridor>()
  const rooms = new Map<LaneId, ArcRoom>()
  for (const [key, list] of members) {
    const known = before?.bundles.get(key)
    const bundle = known && isSameList(known.plans, list) ? known : bundleOf(list)
    bundles.set(key, bundle)
    for (const { linkId, laneId, side } of list)
      byLink.set(linkId, { laneId, side, offsetPx: bundle.offsets.get(linkId) ?? 0 })
    const [first] = list
    if (first) rooms.set(first.laneId, { ...(rooms.get(first.laneId) ?? NO_ARC_ROOM), [first.side]: bundle.roomPx })
  }
  return { rooms, byLink, plans, bundles }
}

/** Where on a card's width a link leaves, and where one arrives, so that the two never meet. */
export const LEAVING_SHARE = 0.66
export const ARRIVING_SHARE = 0.34

function planOf(link: Link, from: Stand, to: Stand): Plan | undefined {
  const hasLabel = link.label !== ''
  const isBack = to.column < from.column
  if (!isBack && !hasLabel && to.column <= from.column + 1) return undefined
  const { laneId, side } = isBack
    ? ({ laneId: from.laneId, side: 'bottom' } as const)
    : ({ laneId: to.laneId, side: to.row < from.row ? 'bottom' : 'top' } as const)
  const [start, end] = isBack
    ? [to.column + LEAVING_SHARE, from.column + ARRIVING_SHARE]
    : to.column === from.column
      ? [from.column + LEAVING_SHARE, from.column + 1]
      : [from.column + LEAVING_SHARE, to.column + ARRIVING_SHARE]
  return { linkId: link.id, laneId, side, start, end, hasLabel }
}

const isSamePlan = (a: Plan, b: Plan): boolean =>
  a.laneId === b.laneId && a.side === b.side && a.start === b.start && a.end === b.end && a.hasLabel === b.hasLabel

const isSameList = (a: readonly Plan[], b: readonly Plan[]): boolean =>
  a.length === b.length && a.every((plan, index) => plan === b[index])

const byLength = (a: Plan, b: Plan): number =>
  a.end - a.start - (b.end - b.start) || a.start - b.start || (a.linkId < b.linkId ? -1 : 1)

function bundleOf(plans: readonly Plan[]): Bundle {
  const tracks: Plan[][] = []
  for (const plan of plans.toSorted(byLength)) {
    const free = tracks.find((track) => track.every((other) => other.end < plan.start || plan.end < other.start))
    if (free) free.push(plan)
    else tracks.push([plan])
  }
  const heights = tracks.map((track) =>
    track.some((plan) => plan.hasLabel) ? LINK_TRACK_PX.labelled : LINK_TRACK_PX.plain,
  )
  const needed = heights.reduce((sum, height) => sum + height, 0) + 2 * LINK_TRACK_PX.margin
  const roomPx = Math.min(LINK_ROOM_MAX_PX, Math.max(0, needed - CELL_PADDING_PX))
  const scale = Math.min(1, (roomPx + CELL_PADDING_PX) / needed)
  const offsets = new Map<LinkId, number>()
  let at: number = LINK_TRACK_PX.margin
  tracks.forEach((track, index) => {
    const height = heights[index] ?? 0
    for (const { linkId } of track) offsets.set(linkId, (at + height / 2) * scale)
    at += height
  })
  return { plans, offsets, roomPx }
}
