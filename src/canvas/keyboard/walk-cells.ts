import { cellLayout, cellRect, type GridCell } from '#shared/layout/find.ts'
import { isFolded } from '#shared/layout/folded.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import { cardSight } from '../card-sight.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { CellRef } from '../canvas-state.ts'
import { viewportToReveal } from '../view.ts'
import { focusElement } from './focus-element.ts'

/** Cards that the filter hides are stepped over. */
type IsSeen = (card: Card) => boolean

export type Walk = 'left' | 'right' | 'up' | 'down' | 'next' | 'previous'

/** Where the keys act: a card in a cell, or an empty cell. */
interface GridPosition {
  readonly column: number
  readonly row: number
  readonly index: number
}

/** The neighbour in a direction; `undefined` at the edge. Tab goes card by card, then cell by cell, along the lane. */
export function walked(
  layout: JourneyLayout,
  from: GridPosition,
  walk: Walk,
  isSeen: IsSeen = () => true,
): GridPosition | undefined {
  const count = (column: number, row: number): number => itemsAt(layout, column, row, isSeen).length
  const clamp = (column: number, row: number, index: number): GridPosition | undefined =>
    column < 0 || row < 0 || column >= layout.columns.length || row >= layout.rows.length
      ? undefined
      : { column, row, index: Math.max(0, Math.min(index, count(column, row) - 1)) }
  const { column, row, index } = from
  switch (walk) {
    case 'left':
      return clamp(column - 1, row, index)
    case 'right':
      return clamp(column + 1, row, index)
    case 'up':
      return index > 0 ? { column, row, index: index - 1 } : clamp(column, row - 1, Infinity)
    case 'down':
      return index + 1 < count(column, row) ? { column, row, index: index + 1 } : clamp(column, row + 1, 0)
    case 'next':
      if (index + 1 < count(column, row)) return { column, row, index: index + 1 }
      return column + 1 < layout.columns.length ? clamp(column + 1, row, 0) : clamp(0, row + 1, 0)
    default:
      if (index > 0) return { column, row, index: index - 1 }
      return column > 0 ? clamp(column - 1, row, Infinity) : clamp(layout.columns.length - 1, row - 1, Infinity)
  }
}

const gridCell = (layout: JourneyLayout, columnIndex: number, rowIndex: number): GridCell | undefined => {
  const column = layout.columns[columnIndex]
  const row = layout.rows[rowIndex]
  return column && row ? { column, row } : undefined
}

function isFoldedAt(layout: JourneyLayout, { column, row }: GridPosition): boolean {
  const cell = gridCell(layout, column, row)
  return cell !== undefined && isFolded(cell)
}

function itemsAt(layout: JourneyLayout, column: number, row: number, isSeen: IsSeen) {
  const cell = gridCell(layout, column, row)
  return ((cell && cellLayout(layout, cell)?.items) ?? []).filter((item) => isSeen(item.card))
}

/** Where the keys are: at the selected card, else at the last cell, else nowhere. */
function positionOf(core: CanvasCore, isSeen: IsSeen): GridPosition | undefined {
  const layout = core.scene.get()
  const { anchor, ids } = core.editor.selection.getState()
  const card = anchor !== null && ids.has(anchor) ? layout.snapshot.cards.get(anchor as CardId) : undefined
  const place = card?.place.kind === 'cell' ? card.place : core.state.getState().cell
  const column = place && layout.columnOfStep.get(place.stepId)
  const row = place && layout.rowOfLane.get(place.laneId)
  if (!column || !row) return undefined
  const index = card ? itemsAt(layout, column.index, row.index, isSeen).findIndex((item) => item.card === card) : 0
  return { column: column.index, row: row.index, index: Math.max(0, index) }
}

/** Goes to the neighbouring card or empty cell, selects it and shows it. Starts at the first cell. */
export function walkCells(core: CanvasCore, walk: Walk): void {
  const layout = core.scene.get()
  const sight = cardSight(core.editor)
  const isSeen: IsSeen = (card) => sight.of(card) !== 'hidden'
  const from = positionOf(core, isSeen)
  let to = from ? walked(layout, from, walk, isSeen) : gridCell(layout, 0, 0) && { column: 0, row: 0, index: 0 }
  while (to && isFoldedAt(layout, to)) to = walked(layout, to, from ? walk : 'next', isSeen)
  if (!to) return
  const item = itemsAt(layout, to.column, to.row, isSeen)[to.index]
  const cell = gridCell(layout, to.column, to.row)
  if (item) {
    core.editor.select([item.card.id])
    focusElement(core, item.card.id)
  } else if (cell && cell.column.stepId !== null)
    focusCell(core, { stepId: cell.column.stepId, laneId: cell.row.laneId })
}

/** Puts the keys on an empty cell. */
export function focusCell(core: CanvasCore, ref: CellRef): void {
  const layout = core.scene.get()
  core.editor.select([])
  core.state.setState({ cell: ref })
  const column = layout.columnOfStep.get(ref.stepId)
  const row = layout.rowOfLane.get(ref.laneId)
  const target = column && row && viewportToReveal(core.view.get(), cellRect({ column, row }), core.insets())
  if (target) core.view.moveTo(target)
  requestAnimationFrame(() =>
    core.root()?.querySelector<HTMLElement>('[data-testid=cell-cursor]')?.focus({ preventScroll: true }),
  )
}
