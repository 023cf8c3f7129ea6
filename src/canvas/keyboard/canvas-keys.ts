import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { CanvasTool } from '../canvas-state.ts'
import { addCardTo } from '../gestures/add-cards.ts'
import { linkCards } from '../gestures/connect-cards.ts'
import { editInPlace } from '../gestures/edit-in-place.ts'
import { rename } from '../headers/title-menu.ts'
import { fitJourney, panBy, zoomBy, zoomTo100, zoomToSelection } from '../viewport-moves.ts'
import { focusElement, revealCard } from './focus-element.ts'
import { type Walk, walkCells } from './walk-cells.ts'

const WALKS: Readonly<Record<string, Walk>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
const SHIFTS: Readonly<Record<Walk, readonly [columns: number, lanes: number]>> = {
  left: [-1, 0],
  right: [1, 0],
  up: [0, -1],
  down: [0, 1],
  next: [0, 0],
  previous: [0, 0],
}
const TOOLS: Readonly<Record<string, CanvasTool>> = { v: 'select', h: 'hand', n: 'note', t: 'text' }
const FREE_STEP_PX = 8
const PAGE_SHARE = 0.8

/** Whether someone is typing, or a dialog or menu has the keyboard. */
export const isTyping = (target: EventTarget | null): boolean =>
  target instanceof Element &&
  target.closest('textarea, input, select, [contenteditable=true], [role=dialog], [role=menu], [role=listbox]') !== null

/** Does what a key means on the canvas; tells whether it meant anything. */
export function pressKey(core: CanvasCore, event: KeyboardEvent): boolean {
  const isCommand = event.ctrlKey || event.metaKey
  if (isCommand && !event.altKey) return pressCommand(core, event)
  if (event.altKey) return WALKS[event.key] ? moveSelection(core, WALKS[event.key] ?? 'left') : false
  if (event.shiftKey) return pressShift(core, event)
  return pressPlain(core, event)
}

function pressCommand(core: CanvasCore, event: KeyboardEvent): boolean {
  const { editor, scene } = core
  switch (event.key.toLowerCase()) {
    case 'z':
      if (event.shiftKey) editor.redo()
      else editor.undo()
      return true
    case 'y':
      editor.redo()
      return true
    case 'd':
      editor.duplicate()
      return true
    case 'a':
      editor.select(scene.get().snapshot.cards.keys())
      return true
    case '0':
      zoomTo100(core)
      return true
    case '+':
    case '=':
      zoomBy(core, 1)
      return true
    case '-':
      zoomBy(core, -1)
      return true
    default:
      return false
  }
}

function pressShift(core: CanvasCore, event: KeyboardEvent): boolean {
  // By the key's place: Shift+1 is another letter on every layout.
  if (event.code === 'Digit1') fitJourney(core)
  else if (event.code === 'Digit2') zoomToSelection(core)
  else if (event.key === 'PageDown') panBy(core, PAGE_SHARE, 0)
  else if (event.key === 'PageUp') panBy(core, -PAGE_SHARE, 0)
  else if (event.key === 'Tab' && isOnGrid(event)) walkCells(core, 'previous')
  else return false
  return true
}

/** Tab walks cells only from a card; elsewhere it leaves for the next control, as everywhere. */
const isOnGrid = (event: KeyboardEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest('[data-testid=card], [data-testid=cell-cursor][data-chosen]') !== null

function pressPlain(core: CanvasCore, event: KeyboardEvent): boolean {
  const walk = WALKS[event.key]
  if (walk) {
    if (!moveFreeCards(core, walk)) walkCells(core, walk)
    return true
  }
  const tool = TOOLS[event.key.toLowerCase()]
  if (tool) {
    if (!core.canEdit && (tool === 'note' || tool === 'text')) return false
    core.state.setState({ tool })
    return true
  }
  switch (event.key) {
    case 'Tab':
      if (!isOnGrid(event)) return false
      walkCells(core, 'next')
      return true
    case 'Enter':
    case 'F2':
      return editSelected(core)
    case 'Delete':
    case 'Backspace':
      return deleteSelected(core)
    case 'Escape':
      core.state.setState({ tool: 'select' })
      core.editor.select([])
      return true
    case 'PageDown':
      panBy(core, 0, PAGE_SHARE)
      return true
    case 'PageUp':
      panBy(core, 0, -PAGE_SHARE)
      return true
    case 'l':
      return linkSelected(core)
    default:
      return false
  }
}

function editSelected(core: CanvasCore): boolean {
  const { editor, scene, state, canEdit } = core
  if (!canEdit) return false
  const { anchor, ids } = editor.selection.getState()
  const layout = scene.get()
  if (anchor !== null && ids.has(anchor)) {
    if (layout.snapshot.cards.has(anchor as CardId)) editInPlace(core, anchor as CardId)
    else if ([...layout.snapshot.links.keys()].some((id) => id === anchor)) editor.startEditing(anchor, 'label')
    else rename(core, anchor)
    return true
  }
  const { cell } = state.getState()
  const column = cell && layout.columnOfStep.get(cell.stepId)
  const row = cell && layout.rowOfLane.get(cell.laneId)
  if (!column || !row) return false
  addCardTo(core, { column, row })
  return true
}

function deleteSelected({ editor, canEdit }: CanvasCore): boolean {
  const { ids } = editor.selection.getState()
  if (!canEdit || ids.size === 0) return false
  editor.run(deleteElements, { ids: [...ids] })
  return true
}

/** Links two selected cards, in the order in which they were selected: the way without dragging. */
export function linkSelected(core: CanvasCore): boolean {
  const [from, to, ...more] = [...core.editor.selection.getState().ids].filter((id) =>
    core.scene.get().snapshot.cards.has(id as CardId),
  )
  if (!core.canEdit || from === undefined || to === undefined || more.length > 0) return false
  linkCards(core, from as CardId, to as CardId)
  return true
}

const selectedCards = ({ editor, scene }: CanvasCore) =>
  [...editor.selection.getState().ids].flatMap((id) => {
    const card = scene.get().snapshot.cards.get(id as CardId)
    return card ? [card] : []
  })

/** Moves the selected cards to the neighbouring cells; free ones by a little. */
function moveSelection(core: CanvasCore, walk: Walk): boolean {
  const cards = selectedCards(core)
  const [first] = cards
  if (!first || !core.canEdit) return false
  if (moveFreeCards(core, walk)) return true
  const [columns, lanes] = SHIFTS[walk]
  const moved = core.editor.run(moveCards, {
    cardIds: cards.map((card) => card.id),
    to: { kind: 'shift', columns, lanes },
  })
  if (moved.ok) {
    revealCard(core, first.id)
    focusElement(core, first.id)
  }
  return true
}

function moveFreeCards(core: CanvasCore, walk: Walk): boolean {
  const cards = selectedCards(core)
  if (cards.length === 0 || !core.canEdit || cards.some((card) => card.place.kind !== 'free')) return false
  const [across, down] = SHIFTS[walk]
  core.editor.run(moveCards, {
    cardIds: cards.map((card) => card.id),
    to: { kind: 'offset', dx: across * FREE_STEP_PX, dy: down * FREE_STEP_PX },
  })
  return true
}
