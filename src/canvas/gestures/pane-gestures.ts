import type { CanvasCore } from '../canvas-context.ts'
import { isDrawTool, isPanning } from '../canvas-state.ts'
import { pagePoint } from '../page-point.ts'
import { tellStaying } from '../tell-staying.ts'
import { unfoldCell } from '../headers/fold.ts'
import { addCardTo, addNoteAt } from './add-cards.ts'
import { editInPlace } from './edit-in-place.ts'
import { gesture } from './gesture.ts'
import { type Hit, hitAt } from './hit-test.ts'
import { commentAt } from '../comments/comment-actions.ts'
import { trackPointer } from './track-pointer.ts'

/** What lies on the canvas with gestures of its own. */
const isControl = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('[data-canvas-control], textarea, input, button, a, [contenteditable=true]') !== null

const isDetails = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('.card-details') !== null

const addsToSelection = (event: PointerEvent): boolean => event.shiftKey || event.ctrlKey || event.metaKey

/** Follows the pointer on the pane: selects, drags, draws frames, adds. Panning and zooming are React Flow's. Gives the way to stop. */
export function followPane(core: CanvasCore, pane: HTMLElement): () => void {
  const onPointerDown = (event: PointerEvent): void => {
    if (event.button !== 0 || isControl(event.target) || isPanning(core.state.getState())) return
    const { tool } = core.state.getState()
    if (tool === 'comment') {
      trackPointer(event, { onMove: () => {}, onDrop: () => {}, onClick: () => commentAt(core, event) })
      return
    }
    if (isDrawTool(tool) && core.canEdit) {
      gesture(event, ({ drawWith }) => drawWith(core, tool, event))
      return
    }
    const hit = hitAt(core, pagePoint(core, event))
    if ((tool === 'note' || tool === 'text') && core.canEdit && hit.kind !== 'card') {
      trackPointer(event, { onMove: () => {}, onDrop: () => {}, onClick: () => addWithTool(core, hit, event) })
      return
    }
    if (hit.kind === 'card') pressCard(core, event, hit)
    else if (event.pointerType === 'touch')
      trackPointer(event, { onMove: () => {}, onDrop: () => {}, onClick: () => clickGround(core, hit, event) })
    else gesture(event, ({ dragMarquee }) => dragMarquee(core, event, () => clickGround(core, hit, event)))
  }
  const onDoubleClick = (event: MouseEvent): void => {
    if (isControl(event.target) || !core.canEdit || core.state.getState().tool !== 'select') return
    const point = pagePoint(core, event)
    const hit = hitAt(core, point)
    if (hit.kind === 'card') editInPlace(core, hit.found.card.id, isDetails(event.target) ? 'details' : 'title')
    else if (hit.kind === 'link') core.editor.startEditing(hit.link.id, 'label')
    else if (hit.kind === 'cell') addCardTo(core, hit.cell, point)
    else if (hit.kind === 'fold') unfoldCell(core, hit.cell)
    else addNoteAt(core, point)
  }
  // One finger on a selected card drags it; anywhere else it pans.
  const onTouchStart = (event: TouchEvent): void => {
    const [touch] = event.touches
    if (event.touches.length !== 1 || !touch || !core.canEdit || isControl(event.target)) return
    // A drawing tool draws with one finger; two pan and pinch.
    if (isDrawTool(core.state.getState().tool)) {
      event.stopPropagation()
      return
    }
    const hit = hitAt(core, pagePoint(core, { x: touch.clientX, y: touch.clientY }))
    if (hit.kind === 'card' && core.editor.selection.getState().ids.has(hit.found.card.id)) event.stopPropagation()
  }
  pane.addEventListener('pointerdown', onPointerDown)
  pane.addEventListener('dblclick', onDoubleClick)
  pane.addEventListener('touchstart', onTouchStart, { capture: true, passive: true })
  return () => {
    pane.removeEventListener('pointerdown', onPointerDown)
    pane.removeEventListener('dblclick', onDoubleClick)
    pane.removeEventListener('touchstart', onTouchStart, { capture: true })
  }
}

function pressCard(core: CanvasCore, event: PointerEvent, hit: Hit & { kind: 'card' }): void {
  const { editor, canEdit } = core
  const { id, isLocked } = hit.found.card
  const wasSelected = editor.selection.getState().ids.has(id)
  const isAdding = addsToSelection(event)
  const isTouch = event.pointerType === 'touch'
  if (!wasSelected && !isTouch) editor.select([id], isAdding ? 'add' : 'replace')
  const click = (): void => {
    if (isTouch && wasSelected && canEdit) editInPlace(core, id)
    else if (isTouch) editor.select([id])
    else if (wasSelected) editor.select([id], isAdding ? 'toggle' : 'replace')
  }
  if (!canEdit || (isTouch && !wasSelected)) trackPointer(event, { onMove: () => {}, onDrop: () => {}, onClick: click })
  else if (isLocked)
    trackPointer(event, { onStart: () => tellStaying(1, 0), onMove: () => {}, onDrop: () => {}, onClick: click })
  else gesture(event, ({ dragCards }) => dragCards(core, event, id, click))
}

function clickGround(core: CanvasCore, hit: Hit, event: PointerEvent): void {
  const { editor, state } = core
  if (hit.kind === 'link') {
    editor.select([hit.link.id], addsToSelection(event) ? 'toggle' : 'replace')
    return
  }
  if (!addsToSelection(event)) editor.select([])
  const stepId = hit.kind === 'cell' ? hit.cell.column.stepId : null
  if (hit.kind === 'cell' && stepId !== null) state.setState({ cell: { stepId, laneId: hit.cell.row.laneId } })
}

function addWithTool(core: CanvasCore, hit: Hit, event: PointerEvent): void {
  const point = pagePoint(core, event)
  const { tool } = core.state.getState()
  core.state.setState({ tool: 'select' })
  if (hit.kind === 'cell') addCardTo(core, hit.cell, point)
  else if (hit.kind === 'fold') unfoldCell(core, hit.cell)
  else addNoteAt(core, point, tool === 'text' ? 'text' : 'note')
}
