import type { CardId } from '#shared/model/records/card.ts'
import type { Link, LinkId } from '#shared/model/records/link.ts'
import type { CellLayout, JourneyLayout, LaneRow, StepColumn } from './journey-layout.ts'
import type { Corridor } from './link-corridors.ts'
import type { Rect } from './rect.ts'
import { CELL_PADDING_PX } from './sizes.ts'

/** A card of the grid that a link begins or ends at. */
export interface LinkEnd {
  readonly cardId: CardId
  readonly rect: Rect
  readonly row: LaneRow
  readonly column: StepColumn
  /** The gutter to its right; the one to its left is that of its column. */
  readonly rightGutter: number
  /** Nothing stands above, or below, it in its cell. */
  readonly isFirst: boolean
  readonly isLast: boolean
  /** Its place in the cell. */
  readonly index: number
}

export type Side = 'top' | 'bottom' | 'left' | 'right'

/** Which sides a link uses, and the gutters in which it runs up or down; gutter 2 lies left of the third column. */
export interface LinkShapePlan {
  readonly link: Link
  readonly from: LinkEnd
  readonly to: LinkEnd
  readonly fromSide: Side
  readonly toSide: Side
  readonly fromGutter: number | null
  readonly toGutter: number | null
  readonly corridor: Corridor | undefined
  readonly corridorRow: LaneRow | undefined
}

const indexes = new WeakMap<CellLayout, ReadonlyMap<CardId, number>>()

function indexesIn(cell: CellLayout): ReadonlyMap<CardId, number> {
  let known = indexes.get(cell)
  if (!known) indexes.set(cell, (known = new Map(cell.items.map(({ card }, index) => [card.id, index]))))
  return known
}

/** Where a card of the grid stands, as far as links ask; `undefined` for what lies beside the grid or is folded away. */
export function linkEnd(layout: JourneyLayout, cardId: CardId): LinkEnd | undefined {
  const place = layout.snapshot.cards.get(cardId)?.place
  if (place?.kind !== 'cell') return undefined
  const column = layout.columnOfStep.get(place.stepId)
  const row = layout.rowOfLane.get(place.laneId)
  const cell = layout.cells.get(place.laneId)?.get(place.stepId)
  if (!column || !row || !cell || column.fold !== null || row.isCollapsed) return undefined
  const index = indexesIn(cell).get(cardId) ?? -1
  const item = cell.items[index]
  if (!item) return undefined
  return {
    cardId,
    rect: { x: column.x + item.x, y: row.y + item.y, width: item.width, height: item.height },
    row,
    column,
    rightGutter: column.index + item.columns,
    isFirst: !item.isOnCurve && item.y <= CELL_PADDING_PX + (layout.arcRooms.get(place.laneId)?.top ?? 0),
    isLast: !item.isOnCurve && index === cell.items.length - 1,
    index,
  }
}

/** Chooses sides and gutters: over or under the cards where nothing stands in the way, else around them by the gutters. */
export function shapePlanOf(layout: JourneyLayout, link: Link, from: LinkEnd, to: LinkEnd): LinkShapePlan {
  const corridor = layout.corridors.byLink.get(link.id)
  const corridorRow = corridor && layout.rowOfLane.get(corridor.laneId)
  const base = { link, from, to, corridor, corridorRow }
  const isBack = to.column.index < from.column.index
  const isSameColumn = to.column.index === from.column.index
  if (!corridor || !corridorRow) {
    if (!isSameColumn)
      return { ...base, fromSide: 'right', toSide: 'left', fromGutter: from.rightGutter, toGutter: null }
    const isDown = to.row.index > from.row.index || (to.row === from.row && to.index > from.index)
    if (isDirect(layout, from, to, isDown))
      return {
        ...base,
        fromSide: isDown ? 'bottom' : 'top',
        toSide: isDown ? 'top' : 'bottom',
        fromGutter: null,
        toGutter: null,
      }
    const gutter = Math.max(from.rightGutter, to.rightGutter)
    return { ...base, fromSide: 'right', toSide: 'right', fromGutter: gutter, toGutter: null }
  }
  const isOpen = (end: LinkEnd): boolean =>
    end.row === corridorRow && (corridor.side === 'top' ? end.isFirst : end.isLast)
  const [fromGutter, fromSide] = isBack
    ? ([from.column.index, 'left'] as const)
    : ([from.rightGutter, 'right'] as const)
  const [toGutter, toSide] =
    isBack || isSameColumn ? ([to.rightGutter, 'right'] as const) : ([to.column.index, 'left'] as const)
  const isFromOpen = isOpen(from)
  const isToOpen = isOpen(to) && !(isSameColumn && isFromOpen)
  return {
    ...base,
    fromSide: isFromOpen ? corridor.side : fromSide,
    fromGutter: isFromOpen ? null : fromGutter,
    toSide: isToOpen ? corridor.side : toSide,
    toGutter: isToOpen ? null : toGutter,
  }
}

/** Nothing stands between two cards of one column. */
function isDirect(layout: JourneyLayout, from: LinkEnd, to: LinkEnd, isDown: boolean): boolean {
  const [upper, lower] = isDown ? [from, to] : [to, from]
  if (upper.row === lower.row) return lower.index === upper.index + 1
  if (!upper.isLast || !lower.isFirst || upper.column.stepId === null) return false
  for (let index = upper.row.index + 1; index < lower.row.index; index++) {
    const row = layout.rows[index]
    if (row && layout.cells.get(row.laneId)?.get(upper.column.stepId)) return false
  }
  return true
}

/** Which link comes to stand where along a side of a card or across a gutter. */
export interface Share {
  readonly index: number
  readonly count: number
}

/** Deals the places along each side of each card: in the order in which the other ends stand. */
export function sharesOfSides(plans: readonly LinkShapePlan[]): ReadonlyMap<string, Share> {
  const users = new Map<string, { readonly key: string; readonly other: LinkEnd; readonly linkId: LinkId }[]>()
  const add = (end: LinkEnd, side: Side, other: LinkEnd, linkId: LinkId, role: 'from' | 'to'): void => {
    // Leaving and arriving have places of their own above and below a card.
    const at = side === 'top' || side === 'bottom' ? `${end.cardId} ${side} ${role}` : `${end.cardId} ${side}`
    const list = users.get(at)
    const user = { key: `${linkId} ${role}`, other, linkId }
    if (list) list.push(user)
    else users.set(at, [user])
  }
  for (const { link, from, to, fromSide, toSide } of plans) {
    add(from, fromSide, to, link.id, 'from')
    add(to, toSide, from, link.id, 'to')
  }
  const shares = new Map<string, Share>()
  for (const list of users.values()) {
    if (list.length > 1)
      list.sort(
        (a, b) =>
          a.other.row.index - b.other.row.index || a.other.rect.y - b.other.rect.y || (a.linkId < b.linkId ? -1 : 1),
      )
    list.forEach(({ key }, index) => shares.set(key, { index, count: list.length }))
  }
  return shares
}

/** Deals the tracks of the gutters: links that run beside the same rows get tracks of their own. Keys as in `sharesOfSides`. */
export function sharesOfGutters(plans: readonly LinkShapePlan[]): ReadonlyMap<string, Share> {
  const users = new Map<number, { readonly key: string; readonly low: number; readonly high: number }[]>()
  const add = (gutter: number | null, key: string, a: LaneRow, b: LaneRow): void => {
    if (gutter === null) return
    const user = { key, low: Math.min(a.index, b.index), high: Math.max(a.index, b.index) }
    const list = users.get(gutter)
    if (list) list.push(user)
    else users.set(gutter, [user])
  }
  for (const { link, from, to, fromGutter, toGutter, corridorRow } of plans) {
    add(fromGutter, `${link.id} from`, from.row, corridorRow ?? to.row)
    add(toGutter, `${link.id} to`, to.row, corridorRow ?? from.row)
  }
  const shares = new Map<string, Share>()
  for (const list of users.values()) {
    list.sort((a, b) => a.low - b.low || a.high - b.high || (a.key < b.key ? -1 : 1))
    const trackOf = new Map<string, number>()
    // By the lowest row at which each track is free again.
    const freeFrom: number[] = []
    for (const { key, low, high } of list) {
      let track = freeFrom.findIndex((row) => row <= low)
      if (track < 0) track = freeFrom.length
      freeFrom[track] = high + 1
      trackOf.set(key, track)
    }
    for (const [key, index] of trackOf) shares.set(key, { index, count: freeFrom.length })
  }
  return shares
}
