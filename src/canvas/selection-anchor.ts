import { cardRect, cellRect } from '#shared/layout/find.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from './canvas-context.ts'
import { toScreen } from './view.ts'

/** Where on the page a menu for the selection opens: inside the selected card, title or cell, in view in any case. */
export function selectionAnchor(core: CanvasCore): { readonly clientX: number; readonly clientY: number } {
  const { editor, scene, view, state } = core
  const bounds = view.bounds()
  const { anchor } = editor.selection.getState()
  const title = anchor === null ? null : core.root()?.querySelector(`[data-element-id="${CSS.escape(anchor)}"]`)
  const layout = scene.get()
  const { cell } = state.getState()
  const column = cell && layout.columnOfStep.get(cell.stepId)
  const row = cell && layout.rowOfLane.get(cell.laneId)
  const rect = anchor === null ? column && row && cellRect({ column, row }) : cardRect(layout, anchor as CardId)
  const box = title?.getBoundingClientRect()
  const at = rect
    ? toScreen(view.get(), { x: rect.x + rect.width / 2, y: rect.y + rect.height / 2 })
    : box
      ? { x: box.left + box.width / 2 - bounds.left, y: box.bottom - bounds.top }
      : { x: bounds.width / 2, y: bounds.height / 2 }
  const inside = (value: number, size: number): number => Math.min(Math.max(value, 8), Math.max(8, size - 8))
  return { clientX: bounds.left + inside(at.x, bounds.width), clientY: bounds.top + inside(at.y, bounds.height) }
}
