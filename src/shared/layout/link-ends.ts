import type { CardId } from '#shared/model/records/card.ts'
import type { Link } from '#shared/model/records/link.ts'
import type { CellLayout, JourneyLayout, LaneRow } from './journey-layout.ts'
import { type Corridor, corridorOf } from './link-corridors.ts'
import type { Rect } from './rect.ts'
import { CELL_PADDING_PX } from './sizes.ts'
import { isReachedOver } from './spans.ts'

/**
 * A card of the grid that a link begins or ends at. It says where the card stands in its cell, below the room for links (see
 * `roomAbove`), so that it stays as it is when rows above or that room grow.
 */
export interface LinkEnd {
  readonly cardId: CardId
  readonly rect: Rect
  /** Indexes of its row and column. */
  readonly row: number
  readonly column: number
  /** The gutter to its right; the one to its left is that of its column. */
  readonly rightGutter: number
  /** Nothing stands above, or below, it in its columns. */
  readonly isFirst: boolean
  readonly isLast: boolean
  /** Its place in the cell. */
  readonly index: number
}

export type Side = 'top' | 'bottom' | 'left' | 'right'

/** Which sides a link uses, and the gutters in which it runs up or down; gutter 2 lies left of the third column. */
export interface LinkPlan {
  readonly link: Link
  readonly from: LinkEnd
  readonly to: LinkEnd
  readonly fromSide: Side
  readonly toSide: Side
  readonly fromGutter: number | null
  readonly toGutter: number | null
  readonly corridor: Corridor | undefined
  readonly corridorRow: number | undefined
}

const indexes = new WeakMap<CellLayout, ReadonlyMap<CardId, number>>()

function indexesIn(cell: CellLayout): ReadonlyMap<CardId, number> {
  let known = indexes.get(cell)
  if (!known) indexes.set(cell, (known = new Map(cell.items.map(({ card }, index) => [card.id, index]))))
  return known
}

/** Where a card of the grid stands, as far as links ask; `undefined` for what lies beside the grid or is folded away. */
function linkEnd(layout: JourneyLayout, cardId: CardId): LinkEnd | undefined {
  const place = layout.snapshot.cards.get(cardId)?.place
  if (place?.kind !== 'cell') return undefined
  const column = layout.columnOfStep.get(place.stepId)
  const row = layout.rowOfLane.get(place.laneId)
  const cell = layout.cells.get(place.laneId)?.get(place.stepId)
  if (!column || !row || !cell || column.fold !== null || row.isCollapsed) return undefined
  const index = indexesIn(cell).get(cardId) ?? -1
  const item = cell.items[index]
  if (!item) return undefined
  const y = item.y - roomAbove(layout, row)
  return {
    cardId,
    rect: { x: item.x, y, width: item.width, height: item.height },
    row: row.index,
    column: column.index,
    rightGutter: column.index + item.columns,
    isFirst: !item.isOnCurve && y <= CELL_PADDING_PX,
    // Below a card that reaches further stand the cards of further columns.
    isLast: !item.isOnCurve && item.columns === 1 && cell.later === 0 && index === cell.items.length - 1,
    index,
  }
}

/** The rectangle of a link's end. */
export function endRect(layout: JourneyLayout, { rect, row: index, column }: LinkEnd): Rect {
  const row = layout.rows[index]
  const top = row ? row.y + roomAbove(layout, row) : 0
  return { ...rect, x: (layout.columns[column]?.x ?? 0) + rect.x, y: top + rect.y }
}

/** How far the room for links moves a row's cards down; faces on a curve it does not move. */
export const roomAbove = ({ arcRooms }: JourneyLayout, { bandHeight, laneId }: LaneRow): number =>
  bandHeight > 0 ? 0 : (arcRooms.get(laneId)?.top ?? 0)

/**
 * Chooses sides and gutters: over or under the cards where nothing stands in the way, else around them by the gutters. `undefined`
 * when an end is not in the grid.
 */
export function linkPlan(layout: JourneyLayout, link: Link): LinkPlan | undefined {
  const from = linkEnd(layout, link.fromCardId)
  const to = from && linkEnd(layout, link.toCardId)
  if (!from || !to) return undefined
  const corridor = corridorOf(layout.corridors, link.id)
  const corridorRow = corridor && layout.rowOfLane.get(corridor.laneId)?.index
  const base = { link, from, to, corridor, corridorRow }
  const isBack = to.rightGutter <= from.column
  const isAhead = to.column >= from.rightGutter
  if (!corridor || corridorRow === undefined) {
    if (isAhead) return { ...base, fromSide: 'right', toSide: 'left', fromGutter: from.rightGutter, toGutter: null }
    return { ...base, ...withinColumns(layout, from, to) }
  }
  const isOpen = (end: LinkEnd): boolean =>
    end.row === corridorRow && (corridor.side === 'top' ? end.isFirst : end.isLast)
  const isLoop = from.cardId === to.cardId
  const [fromGutter, fromSide] = isBack ? ([from.column, 'left'] as const) : ([from.rightGutter, 'right'] as const)
  const [toGutter, toSide] =
    isBack || !(isAhead || isLoop) ? ([to.rightGutter, 'right'] as const) : ([to.column, 'left'] as const)
  const isFromOpen = isOpen(from)
  // Two cards of one column would meet at the same place of the corridor; a card that is linked to itself has two places.
  const isToOpen = isOpen(to) && (isBack || isAhead || isLoop || !isFromOpen)
  return {
    ...base,
    fromSide: isFromOpen ? corridor.side : fromSide,
    fromGutter: isFromOpen ? null : fromGutter,
    toSide: isToOpen ? corridor.side : toSide,
    toGutter: isToOpen ? null : toGutter,
  }
}

type Ways = Pick<LinkPlan, 'fromSide' | 'toSide' | 'fromGutter' | 'toGutter'>

/** Up or down between cards that share a column. */
function withinColumns(layout: JourneyLayout, from: LinkEnd, to: LinkEnd): Ways {
  const isLower = to.column === from.column ? to.index > from.index : to.rect.y > from.rect.y
  const isDown = to.row > from.row || (to.row === from.row && isLower)
  if (isDirect(layout, from, to, isDown))
    return { fromSide: isDown ? 'bottom' : 'top', toSide: isDown ? 'top' : 'bottom', fromGutter: null, toGutter: null }
  // A gutter that runs under, or over, the wider card leads to the side of the other.
  const [outOf, into] = [gutterUnder(from, to), gutterUnder(to, from)]
  if (outOf !== undefined)
    return {
      fromSide: isDown ? 'bottom' : 'top',
      toSide: outOf === to.column ? 'left' : 'right',
      fromGutter: outOf,
      toGutter: null,
    }
  if (into !== undefined)
    return {
      fromSide: into === from.column ? 'left' : 'right',
      toSide: isDown ? 'top' : 'bottom',
      fromGutter: into,
      toGutter: null,
    }
  return { fromSide: 'right', toSide: 'right', fromGutter: from.rightGutter, toGutter: null }
}

/** A gutter beside `other` that `wide` reaches over. */
function gutterUnder(wide: LinkEnd, other: LinkEnd): number | undefined {
  const isUnder = (gutter: number): boolean => gutter > wide.column && gutter < wide.rightGutter
  return [other.column, other.rightGutter].find(isUnder)
}

const isWide = ({ column, rightGutter }: LinkEnd): boolean => rightGutter > column + 1

/** Nothing stands between two cards of the same columns. */
function isDirect(layout: JourneyLayout, from: LinkEnd, to: LinkEnd, isDown: boolean): boolean {
  if (isWide(from) || isWide(to)) return false
  const [upper, lower] = isDown ? [from, to] : [to, from]
  if (upper.row === lower.row) return lower.index === upper.index + 1
  const stepId = layout.columns[upper.column]?.stepId
  if (!upper.isLast || !lower.isFirst || !stepId) return false
  for (let index = upper.row + 1; index < lower.row; index++) {
    const cells = layout.cells.get(layout.rows[index]?.laneId ?? ('' as never))
    if (cells && (cells.has(stepId) || isReachedOver(cells, layout, upper.column))) return false
  }
  return true
}
