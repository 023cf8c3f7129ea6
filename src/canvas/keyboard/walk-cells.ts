import { cellRect } from '#shared/layout/find.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { cardSight } from '../card-sight.ts'
import type { CellRef } from '../canvas-state.ts'
import { visibleRect, viewportToReveal } from '../view.ts'
import { focusElement } from './focus-element.ts'
import { awaitedPlace, focusLater, type FocusPlace } from './focus-later.ts'
import {
  cardsAt,
  gridCell,
  type GridPosition,
  type Jump,
  jumped,
  positionOfCell,
  positionOfElement,
  STAGES_ROW,
  STEPS_ROW,
  type Walk,
  walked,
  type WalkedLayout,
} from './grid-position.ts'

/** The journey as the keys see it: what a filter hides is stepped over. */
export function walkable({ scene, editor }: CanvasCore): WalkedLayout {
  const sight = cardSight(editor)
  return { ...scene.get(), isSeen: (card) => sight.of(card) !== 'hidden' }
}

/**
 * Where the keys are: where the focus is about to go, else at the title or card that has it, else at the selected one, else at the last
 * cell, else nowhere.
 */
export function gridPosition(core: CanvasCore): GridPosition | undefined {
  const layout = walkable(core)
  const { anchor, ids } = core.editor.selection.getState()
  const at = (id: string | null | undefined): GridPosition | undefined =>
    id === null || id === undefined ? undefined : positionOfElement(layout, id)
  const { cell } = core.state.getState()
  const awaited = awaitedPlace(core)
  return (
    (awaited && ('cell' in awaited ? positionOfCell(layout, awaited.cell) : at(awaited.elementId))) ??
    at(focusedElementId(core)) ??
    at(anchor !== null && ids.has(anchor) ? anchor : null) ??
    (cell ? positionOfCell(layout, cell) : undefined)
  )
}

/** The card or title that has the keyboard, if one has. */
export function focusedElementId(core: CanvasCore): string | undefined {
  const active = document.activeElement
  if (active === null || !core.root()?.contains(active)) return undefined
  return active.closest<HTMLElement>('[data-element-id]')?.dataset['elementId']
}

/** Goes to the neighbouring title, card or empty cell and shows it; tells whether there is one. Starts at the first cell. */
export function walkCells(core: CanvasCore, walk: Walk): boolean {
  const layout = walkable(core)
  const from = gridPosition(core)
  const next = from ? walked(layout, from, walk) : startOf(core)
  // From far, steps have no titles.
  const to = next?.row === STEPS_ROW && core.bands().stepHeight === 0 ? walked(layout, next, walk) : next
  if (to) focusPosition(core, to)
  return to !== undefined
}

/** Goes to the neighbouring card and selects it as well; tells whether there is one. */
export function extendSelection(core: CanvasCore, walk: Walk): boolean {
  const grid = walkable(core)
  const from = gridPosition(core)
  const to = from && walked(grid, from, walk)
  const card = to && cardsAt(grid, to.column, to.row)[to.index]
  if (!card) return false
  core.editor.select([card.id], 'add')
  focusElement(core, card.id)
  return true
}

/** Home, End and the page keys; tells whether they led anywhere. */
export function jumpCells(core: CanvasCore, jump: Jump): boolean {
  const layout = walkable(core)
  const from = gridPosition(core) ?? startOf(core)
  const to = from && jumped(layout, from, jump, rowsInView(core))
  if (to) focusPosition(core, to)
  return to !== undefined
}

/** The first cell; without one the first title. */
export function startOf(core: CanvasCore): GridPosition | undefined {
  const layout = core.scene.get()
  const column = layout.columns.find((one) => one.stepId !== null && one.fold === null)
  const row = layout.rows.find((one) => !one.isCollapsed)
  if (column && row) return { column: column.index, row: row.index, index: 0 }
  if (layout.stages.length > 0) return { column: 0, row: STAGES_ROW, index: 0 }
  return layout.rows.length > 0 ? { column: -1, row: 0, index: 0 } : undefined
}

/** Gives a place of the grid the keyboard, shows what stands there and selects it. */
export function focusPosition(core: CanvasCore, position: GridPosition, isSelecting = true): void {
  const { column, row, index } = position
  const layout = walkable(core)
  const title =
    row === STAGES_ROW
      ? layout.stages.find((span) => span.firstColumn === column)?.stageId
      : row < 0
        ? (layout.columns[column]?.stepId ?? undefined)
        : column < 0
          ? layout.rows[row]?.laneId
          : undefined
  const card = isSelecting ? cardsAt(layout, column, row)[index] : undefined
  const cell = gridCell(layout, column, row)
  if (title !== undefined) focusTitle(core, title, position, isSelecting)
  else if (card) {
    core.editor.select([card.id])
    focusElement(core, card.id)
  } else if (cell && cell.column.stepId !== null)
    focusCell(core, { stepId: cell.column.stepId, laneId: cell.row.laneId })
  else if (row < 0) focusFirstStep(core, column)
}

/** Puts the keys on an empty cell. */
export function focusCell(core: CanvasCore, ref: CellRef): void {
  const layout = core.scene.get()
  core.editor.select([])
  core.state.setState({ cell: ref })
  const column = layout.columnOfStep.get(ref.stepId)
  const row = layout.rowOfLane.get(ref.laneId)
  if (column && row) reveal(core, cellRect({ column, row }))
  focusSoon(core, '[data-testid=cell-cursor]', { cell: ref })
}

function focusTitle(core: CanvasCore, id: string, position: GridPosition, isSelecting: boolean): void {
  if (isSelecting) core.editor.select([id])
  revealTitle(core, position)
  focusSoon(core, `[data-element-id="${CSS.escape(id)}"] .title-text`, { elementId: id })
}

/** In a stage without steps: the button that adds its first. */
function focusFirstStep(core: CanvasCore, column: number): void {
  const stageId = core.scene.get().columns[column]?.stageId
  if (stageId === undefined) return
  revealTitle(core, { column, row: -1, index: 0 })
  focusSoon(core, `[data-first-step-of="${CSS.escape(stageId)}"]`)
}

/** Titles stick to the edges: only the other direction needs to be scrolled. */
function revealTitle(core: CanvasCore, { column, row }: GridPosition): void {
  const layout = core.scene.get()
  const now = core.view.get()
  const shown = visibleRect(now)
  const { top, left } = core.insets()
  const span = layout.stages.find((one) => row === STAGES_ROW && one.firstColumn === column)
  const across = span ?? layout.columns[column]
  const lane = layout.rows[row]
  if (row < 0 && across)
    reveal(core, { x: across.x, y: shown.y + (top + 1) / now.zoom, width: across.width, height: 1 })
  else if (lane) reveal(core, { x: shown.x + (left + 1) / now.zoom, y: lane.y, width: 1, height: lane.height })
}

function reveal(core: CanvasCore, area: Rect): void {
  const target = viewportToReveal(core.view.get(), area, core.insets())
  if (target) core.view.moveTo(target)
}

/** Now when it is there, else once it has been rendered. */
function focusSoon(core: CanvasCore, selector: string, place?: FocusPlace): void {
  const focus = (): boolean => {
    // A text that was opened meanwhile has the keyboard.
    if (core.editor.selection.getState().editingId !== null) return true
    const element = core.root()?.querySelector<HTMLElement>(selector)
    element?.focus({ preventScroll: true })
    return element !== null && element !== undefined
  }
  focusLater(core, focus, 2, place)
}

/** How many lanes a page is: as many as are in view, less one to find one's way by. */
function rowsInView(core: CanvasCore): number {
  const { y, height } = visibleRect(core.view.get())
  const rows = core.scene.get().rows.filter((row) => row.y >= y && row.y + row.height <= y + height)
  return Math.max(1, rows.length - 1)
}
