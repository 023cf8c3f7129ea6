import { cellLayout, type GridCell } from '#shared/layout/find.ts'
import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import type { CellRef } from '../canvas-state.ts'

/** The row of stage titles, above that of the step titles. */
export const STAGES_ROW = -2
/** The row of step titles, above the lanes. */
export const STEPS_ROW = -1
/** The column of lane titles, before the steps. */
export const LANES_COLUMN = -1

/** A place where the keys can be: a title, a card in a cell, or an empty cell. A stage stands at its first column. */
export interface GridPosition {
  readonly column: number
  readonly row: number
  /** Which card of the cell; -1 is the cell itself, with or without cards. At a title it means nothing. */
  readonly index: number
}

/** A layout that may leave out cards, which are stepped over. */
export type WalkedLayout = JourneyLayout & { readonly isSeen?: (card: Card) => boolean }

export type Walk = 'left' | 'right' | 'up' | 'down' | 'next' | 'previous'
export type Jump = 'row-start' | 'row-end' | 'grid-start' | 'grid-end' | 'page-up' | 'page-down'

export const gridCell = (layout: WalkedLayout, column: number, row: number): GridCell | undefined => {
  const [found, lane] = [layout.columns[column], layout.rows[row]]
  return found && lane ? { column: found, row: lane } : undefined
}

/** The cards of a cell, in the order in which they are drawn; of a crowded one those of all its pages. */
export function cardsAt(layout: WalkedLayout, column: number, row: number): readonly Card[] {
  const cell = gridCell(layout, column, row)
  const cards = (cell && cellLayout(layout, cell)?.cards) ?? []
  const { isSeen } = layout
  return isSeen ? cards.filter(isSeen) : cards
}

/** The neighbour in a direction; `undefined` at the edge. `next` and `previous` go card by card, then cell by cell, along the lanes. */
export function walked(layout: WalkedLayout, from: GridPosition, walk: Walk): GridPosition | undefined {
  const { column, row, index } = from
  switch (walk) {
    case 'left':
      return across(layout, from, -1)
    case 'right':
      return across(layout, from, 1)
    case 'up':
      if (index > 0) return { column, row, index: index - 1 }
      if (column === LANES_COLUMN) return row > 0 ? { column, row: row - 1, index: 0 } : undefined
      if (row === STEPS_ROW) return { column: stageStart(layout, column), row: STAGES_ROW, index: 0 }
      if (row === STAGES_ROW) return undefined
      return inCell(layout, column, openRow(layout, row - 1, -1), Infinity) ?? { column, row: STEPS_ROW, index: 0 }
    case 'down':
      if (row === STAGES_ROW) return hasStepTitle(layout, column) ? { column, row: STEPS_ROW, index: 0 } : undefined
      if (column === LANES_COLUMN) return row + 1 < layout.rows.length ? { column, row: row + 1, index: 0 } : undefined
      if (index + 1 < cardsAt(layout, column, row).length) return { column, row, index: index + 1 }
      return isOpen(layout, column) ? inCell(layout, column, openRow(layout, row + 1, 1), 0) : undefined
    case 'next': {
      if (index + 1 < cardsAt(layout, column, row).length) return { column, row, index: index + 1 }
      return nextCell(layout, column, row, 1, 0)
    }
    default: {
      if (index > 0) return { column, row, index: index - 1 }
      return nextCell(layout, column, row, -1, Infinity)
    }
  }
}

/** The place that Home, End and the page keys lead to; `undefined` when one is there already. */
export function jumped(
  layout: WalkedLayout,
  from: GridPosition,
  jump: Jump,
  pageRows: number,
): GridPosition | undefined {
  const to = jumpTarget(layout, from, jump, pageRows)
  return to && (to.column !== from.column || to.row !== from.row || to.index !== from.index) ? to : undefined
}

function jumpTarget(layout: WalkedLayout, from: GridPosition, jump: Jump, pageRows: number): GridPosition | undefined {
  const [first, last] = [stepColumn(layout, 0, 1), stepColumn(layout, layout.columns.length - 1, -1)]
  const lastRow = openRow(layout, layout.rows.length - 1, -1)
  const inRow = (column: number | undefined, index: number): GridPosition | undefined =>
    column === undefined
      ? undefined
      : from.row >= 0
        ? inCell(layout, column, from.row, index)
        : { column: from.row === STAGES_ROW ? stageStart(layout, column) : column, row: from.row, index: 0 }
  const byRows = (rows: number): GridPosition | undefined => {
    if (lastRow < 0) return undefined
    const row = openRow(layout, Math.max(0, Math.min(lastRow, from.row + rows)), rows > 0 ? 1 : -1)
    return from.column === LANES_COLUMN ? { column: LANES_COLUMN, row, index: 0 } : inCell(layout, from.column, row, 0)
  }
  switch (jump) {
    case 'row-start':
      return inRow(first, 0)
    case 'row-end':
      return inRow(last, Infinity)
    case 'grid-start':
      return first === undefined ? undefined : inCell(layout, first, openRow(layout, 0, 1), 0)
    case 'grid-end':
      return last === undefined ? undefined : inCell(layout, last, lastRow, Infinity)
    case 'page-up':
      return byRows(-pageRows)
    default:
      return byRows(pageRows)
  }
}

/** Where an element of the grid stands: a card in a cell, a stage, a step or a lane. */
export function positionOfElement(layout: WalkedLayout, id: string): GridPosition | undefined {
  const card = layout.snapshot.cards.get(id as CardId)
  if (card) {
    const cell = card.place.kind === 'cell' ? positionOfCell(layout, card.place) : undefined
    if (!cell) return undefined
    const index = cardsAt(layout, cell.column, cell.row).findIndex(({ id }) => id === card.id)
    return index < 0 ? undefined : { ...cell, index }
  }
  const step = layout.columns.find((column) => column.stepId === id)
  if (step) return { column: step.index, row: STEPS_ROW, index: 0 }
  const stage = layout.stages.find((span) => span.stageId === id)
  if (stage) return { column: stage.firstColumn, row: STAGES_ROW, index: 0 }
  const row = layout.rows.find((one) => one.laneId === id)
  return row && { column: LANES_COLUMN, row: row.index, index: 0 }
}

export function positionOfCell(layout: WalkedLayout, { stepId, laneId }: CellRef): GridPosition | undefined {
  const column = layout.columnOfStep.get(stepId)
  const row = layout.rowOfLane.get(laneId)
  return column && row && { column: column.index, row: row.index, index: -1 }
}

/** The place itself, or the nearest one that there still is: after something was deleted. */
export function nearestPosition(layout: WalkedLayout, { column, row, index }: GridPosition): GridPosition | undefined {
  const [lastColumn, lastRow] = [layout.columns.length - 1, layout.rows.length - 1]
  if (row < 0) {
    if (lastColumn < 0) return undefined
    const at = Math.min(column, lastColumn)
    return { column: row === STAGES_ROW ? stageStart(layout, at) : at, row, index: 0 }
  }
  if (lastRow < 0) return lastColumn < 0 ? undefined : { column: 0, row: STAGES_ROW, index: 0 }
  if (column === LANES_COLUMN) return { column, row: Math.min(row, lastRow), index: 0 }
  const from = Math.min(column, lastColumn)
  const open = openRow(layout, Math.min(row, lastRow), -1)
  const near = stepColumn(layout, from, -1) ?? stepColumn(layout, from, 1)
  return near === undefined ? undefined : inCell(layout, near, open < 0 ? openRow(layout, 0, 1) : open, index)
}

function across(layout: WalkedLayout, { column, row, index }: GridPosition, by: 1 | -1): GridPosition | undefined {
  if (row === STAGES_ROW) {
    const stage = layout.stages.findIndex((span) => span.firstColumn === column)
    const next = layout.stages[stage + by]
    return next && { column: next.firstColumn, row, index: 0 }
  }
  if (row === STEPS_ROW) {
    let to = column + by
    while (layout.columns[to] && !hasStepTitle(layout, to)) to += by
    return layout.columns[to] && { column: to, row, index: 0 }
  }
  if (layout.rows[row]?.isCollapsed) return undefined
  const next = stepColumn(layout, column + by, by)
  if (next !== undefined) return inCell(layout, next, row, index)
  return by < 0 && column > LANES_COLUMN ? { column: LANES_COLUMN, row, index: 0 } : undefined
}

function nextCell(
  layout: WalkedLayout,
  column: number,
  row: number,
  by: 1 | -1,
  index: number,
): GridPosition | undefined {
  const next = stepColumn(layout, column + by, by)
  if (next !== undefined) return inCell(layout, next, row, index)
  const start = stepColumn(layout, by > 0 ? 0 : layout.columns.length - 1, by)
  return start === undefined ? undefined : inCell(layout, start, openRow(layout, row + by, by), index)
}

/** A column with cells: not that of a stage without steps, nor one that is folded away. */
const isOpen = (layout: WalkedLayout, column: number): boolean => {
  const found = layout.columns[column]
  return found !== undefined && found.stepId !== null && found.fold === null
}

/** A folded stage stands for its steps. */
const hasStepTitle = (layout: WalkedLayout, column: number): boolean => layout.columns[column]?.fold !== 'stage'

/** The nearest lane from here on that is not folded away; beyond the last one there is none. */
function openRow(layout: WalkedLayout, from: number, by: 1 | -1): number {
  let row = from
  while (layout.rows[row]?.isCollapsed) row += by
  return row
}

/** The nearest column with cells from here on. */
function stepColumn(layout: WalkedLayout, from: number, by: 1 | -1): number | undefined {
  for (let column = from; column >= 0 && column < layout.columns.length; column += by)
    if (isOpen(layout, column)) return column
  return undefined
}

const stageStart = (layout: WalkedLayout, column: number): number =>
  layout.stages.findLast((span) => span.firstColumn <= column)?.firstColumn ?? 0

function inCell(layout: WalkedLayout, column: number, row: number, index: number): GridPosition | undefined {
  if (row < 0 || row >= layout.rows.length || column < 0 || column >= layout.columns.length) return undefined
  return { column, row, index: Math.max(0, Math.min(index, cardsAt(layout, column, row).length - 1)) }
}
