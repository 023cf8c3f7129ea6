import type { Card, CardId } from '#shared/model/records/card.ts'
import { isOnFreeCard } from './free-hit.ts'
import type { CellItem, CellLayout, JourneyLayout, LaneRow, StepColumn } from './journey-layout.ts'
import { doRectsOverlap, isPointInRect, type Point, type Rect, rectAround } from './rect.ts'
import { HEADER_HEIGHT_PX, LANE_NAMES_WIDTH_PX } from './sizes.ts'
import { spanningIn } from './spans.ts'

/** A column and a row that cross. */
export interface GridCell {
  readonly column: StepColumn
  readonly row: LaneRow
}

/** The index of the last part that starts at or before `at`; -1 when all start later. Parts rise and touch one another. */
function lastStartingBefore<Part>(parts: readonly Part[], start: (part: Part) => number, at: number): number {
  let low = 0
  let high = parts.length
  while (low < high) {
    const middle = (low + high) >> 1
    const part = parts[middle]
    if (part !== undefined && start(part) <= at) low = middle + 1
    else high = middle
  }
  return low - 1
}

const startOfColumn = (column: StepColumn): number => column.x
const startOfRow = (row: LaneRow): number => row.y

/** The column at an x; `undefined` outside the grid. */
export function columnAt(layout: JourneyLayout, x: number): StepColumn | undefined {
  if (x >= layout.width) return undefined
  return layout.columns[lastStartingBefore(layout.columns, startOfColumn, x)]
}

/** The row at a y; `undefined` outside the grid. */
export function rowAt(layout: JourneyLayout, y: number): LaneRow | undefined {
  if (y >= layout.height) return undefined
  return layout.rows[lastStartingBefore(layout.rows, startOfRow, y)]
}

/** The cell at a point; `undefined` outside the grid. In a stage without steps, the column's `stepId` is `null`. */
export function cellAt(layout: JourneyLayout, point: Point): GridCell | undefined {
  const column = columnAt(layout, point.x)
  const row = rowAt(layout, point.y)
  return column && row ? { column, row } : undefined
}

export const cellRect = ({ column, row }: GridCell): Rect => ({
  x: column.x,
  y: row.y,
  width: column.width,
  height: row.height,
})

/** Columns that a stretch of x crosses. */
export function columnsBetween(layout: JourneyLayout, left: number, right: number): readonly StepColumn[] {
  const first = Math.max(0, lastStartingBefore(layout.columns, startOfColumn, left))
  return layout.columns.slice(first, lastStartingBefore(layout.columns, startOfColumn, right) + 1)
}

/** Rows that a stretch of y crosses. */
export function rowsBetween(layout: JourneyLayout, top: number, bottom: number): readonly LaneRow[] {
  const first = Math.max(0, lastStartingBefore(layout.rows, startOfRow, top))
  return layout.rows.slice(first, lastStartingBefore(layout.rows, startOfRow, bottom) + 1)
}

/** Where a card that is folded away would be: its thin column, its thin row, or where both meet. */
export function foldedRect(layout: JourneyLayout, id: CardId): Rect | undefined {
  const place = layout.snapshot.cards.get(id)?.place
  if (place?.kind !== 'cell') return undefined
  const column = layout.steps.columns[layout.steps.rankOf.get(place.stepId) ?? -1]
  const row = layout.rowOfLane.get(place.laneId)
  return column && row ? cellRect({ column, row }) : undefined
}

/** The cards of a cell, if there are any. */
export function cellLayout(layout: JourneyLayout, cell: GridCell): CellLayout | undefined {
  return cell.column.stepId === null ? undefined : layout.cells.get(cell.row.laneId)?.get(cell.column.stepId)
}

/** Where a card is drawn; `undefined` when it is gone, or its step or lane is. */
export function cardRect(layout: JourneyLayout, id: CardId): Rect | undefined {
  const card = layout.snapshot.cards.get(id)
  if (!card) return undefined
  if (card.place.kind === 'free') {
    const { x, y, width, height } = card.place
    return { x, y, width, height }
  }
  const column = layout.columnOfStep.get(card.place.stepId)
  const row = layout.rowOfLane.get(card.place.laneId)
  const item = layout.cells
    .get(card.place.laneId)
    ?.get(card.place.stepId)
    ?.items.find((one) => one.card === card)
  return column && row && item ? itemRect(item, { column, row }) : undefined
}

export const itemRect = (item: CellItem, { column, row }: GridCell): Rect => ({
  x: column.x + item.x,
  y: row.y + item.y,
  width: item.width,
  height: item.height,
})

/** A card that something is asked about, with its rectangle. Of a free card, `item` is absent. */
export interface FoundCard {
  readonly card: Card
  readonly rect: Rect
  readonly item?: CellItem
}

/** All cards that share an area with a rectangle, in the order in which they are drawn: frames, what stands in cells, the rest. Cost: the cells it covers, not the journey. */
export function cardsInRect(layout: JourneyLayout, area: Rect): FoundCard[] {
  const free = layout.free.filter(({ rect }) => doRectsOverlap(rect, area))
  const found: FoundCard[] = free.filter(isFrame)
  const columns = columnsBetween(layout, area.x, area.x + area.width)
  for (const row of rowsBetween(layout, area.y, area.y + area.height)) {
    const cells = layout.cells.get(row.laneId)
    if (!cells) continue
    for (const column of columns) {
      const cell = column.stepId === null ? undefined : cells.get(column.stepId)
      if (!cell) continue
      for (const item of cell.items) {
        const rect = itemRect(item, { column, row })
        if (doRectsOverlap(rect, area)) found.push({ card: item.card, rect, item })
      }
    }
    for (const one of reachingFromLeft(layout, row, columns[0]?.index ?? 0)) {
      if (doRectsOverlap(one.rect, area)) found.push(one)
    }
  }
  return found.concat(free.filter((one) => !isFrame(one)))
}

/** Frames lie below everything, also below the cards of the grid. */
const isFrame = ({ card }: { readonly card: Card }): boolean => card.kind === 'frame'

/** The cards of a row that begin left of a column and reach over it. */
function reachingFromLeft(layout: JourneyLayout, row: LaneRow, columnIndex: number): FoundCard[] {
  const cells = layout.cells.get(row.laneId)
  const spanning = cells ? spanningIn(cells) : []
  if (spanning.length === 0) return []
  return spanning.flatMap(({ stepId, item }): FoundCard[] => {
    const column = layout.columnOfStep.get(stepId)
    const reaches = column && column.index < columnIndex && column.index + item.columns > columnIndex
    return reaches ? [{ card: item.card, rect: itemRect(item, { column, row }), item }] : []
  })
}

/** The topmost card at a point, of those that count. */
export function cardAt(
  layout: JourneyLayout,
  point: Point,
  counts: (card: Card) => boolean = () => true,
): FoundCard | undefined {
  const free = layout.free.findLast(({ card, rect }) => isOnFreeCard(card, rect, point) && counts(card))
  if (free) return free
  const cell = cellAt(layout, point)
  if (!cell) return undefined
  for (const item of cellLayout(layout, cell)?.items ?? []) {
    const rect = itemRect(item, cell)
    if (isPointInRect(point, rect) && counts(item.card)) return { card: item.card, rect, item }
  }
  return reachingFromLeft(layout, cell.row, cell.column.index).find(
    ({ card, rect }) => isPointInRect(point, rect) && counts(card),
  )
}

/** Around everything that is drawn: the grid with its title bands, and the free cards. */
export function contentRect(layout: JourneyLayout): Rect {
  const grid = {
    x: -LANE_NAMES_WIDTH_PX,
    y: -HEADER_HEIGHT_PX,
    width: layout.width + LANE_NAMES_WIDTH_PX,
    height: layout.height + HEADER_HEIGHT_PX,
  }
  return rectAround([grid, ...layout.free.map((item) => item.rect)]) ?? grid
}
