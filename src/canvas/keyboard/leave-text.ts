import type { TextDone } from '#src/editor/TextEditor.tsx'
import type { CanvasCore } from '../canvas-context.ts'
import { focusElement } from './focus-element.ts'
import { walkCells } from './walk-cells.ts'

/** Ends editing in place: back to the card by Escape, on to the cell below by Enter and beside by Tab, away by a click elsewhere. */
export function leaveText(core: CanvasCore, elementId: string, reason: TextDone, isShift: boolean): void {
  const { editor } = core
  if (editor.selection.getState().editingId === elementId) editor.stopEditing()
  if (reason === 'blur') return
  focusElement(core, elementId)
  if (reason === 'enter') walkCells(core, 'down')
  if (reason === 'tab') walkCells(core, isShift ? 'previous' : 'next')
}
