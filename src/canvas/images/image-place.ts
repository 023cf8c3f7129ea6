import { cellAt, cellLayout, cellRect, type GridCell } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Point, Rect } from '#shared/layout/rect.ts'
import { CARD_GAP_PX, CELL_PADDING_PX } from '#shared/layout/sizes.ts'
import { CARD_KINDS_OF_LANE } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { CellRef } from '../canvas-state.ts'
import { toJourney } from '../view.ts'

/** Where a picture goes: into a cell whose lane takes pictures, else beside the grid. */
export type ImagePlace =
  | { readonly kind: 'cell'; readonly cell: CellRef; readonly rect: Rect }
  | { readonly kind: 'free'; readonly rect: Rect }

/** The longer side of a new picture beside the grid. */
const SIDE_PX = 360
/** Smaller ones could hardly be seen. */
const LEAST_PX = 40
const BELOW_GRID_PX = 40
const GAP_PX = 16
/** Until a picture stands in its cell, its place is shown this high. */
const WAITING_HEIGHT_PX = 120

/** The cell's place for pictures; `undefined` when its lane takes none. */
export function imageCell(layout: JourneyLayout, cell: GridCell): (ImagePlace & { kind: 'cell' }) | undefined {
  const { column, row } = cell
  if (column.stepId === null || !CARD_KINDS_OF_LANE[row.kind].includes('image')) return undefined
  const area = cellRect(cell)
  const last = cellLayout(layout, cell)?.items.at(-1)
  const rect = {
    x: area.x + CELL_PADDING_PX,
    y: area.y + (last ? last.y + last.height + CARD_GAP_PX : CELL_PADDING_PX),
    width: area.width - 2 * CELL_PADDING_PX,
    height: WAITING_HEIGHT_PX,
  }
  return { kind: 'cell', cell: { stepId: column.stepId, laneId: row.laneId }, rect }
}

/** Where a picture lands that is dropped at a point: over a lane that takes none it goes below the grid. */
export function imagePlaceAt(
  layout: JourneyLayout,
  point: Point,
  size: { readonly width: number; readonly height: number },
): ImagePlace {
  const cell = cellAt(layout, point)
  const inCell = cell && imageCell(layout, cell)
  if (inCell) return inCell
  const scale = Math.min(1, SIDE_PX / Math.max(size.width, size.height))
  const width = Math.max(LEAST_PX, Math.round(size.width * scale))
  const height = Math.max(LEAST_PX, Math.round(size.height * scale))
  const isBelow = point.y >= layout.height && point.x >= 0 && point.x < layout.width
  const middle = point.y - height / 2
  // Its middle is where the pointer was, but it does not reach up into the cells.
  const y = cell ? layout.height + BELOW_GRID_PX : isBelow ? Math.max(middle, layout.height + GAP_PX) : middle
  return { kind: 'free', rect: { x: Math.round(point.x - width / 2), y: Math.round(y), width, height } }
}

/** The point of the journey in the middle of the screen. */
export function middleOfView({ view }: CanvasCore): Point {
  const now = view.get()
  return toJourney(now, { x: now.width / 2, y: now.height / 2 })
}
