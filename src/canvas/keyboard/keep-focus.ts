import type { CardId } from '#shared/model/records/card.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { focusElement } from './focus-element.ts'
import { isFocusLost } from './focus-later.ts'
import { type GridPosition, nearestPosition, positionOfElement } from './grid-position.ts'
import { focusedElementId, focusPosition, gridPosition, walkable } from './walk-cells.ts'

const IN_OVERLAY = '[role=menu], [role=dialog], [role=alertdialog], [role=listbox]'

/**
 * The keyboard stays where it was when what had it goes away: a card that somebody deleted, a text that is done, a menu whose
 * opener is gone. Without this it would fall back to the page, and one would have to find the way again. It also follows the
 * selection to where a command took it. Gives the way to stop.
 */
export function keepFocus(core: CanvasCore, root: HTMLElement): () => void {
  const { editor, scene, state } = core
  /** The keyboard is in the canvas, or in something that was opened from it. */
  let isHere = false
  let last: GridPosition | undefined
  let frame = 0

  const isFree = (id: string): boolean => scene.get().snapshot.cards.get(id as CardId)?.place.kind === 'free'
  const restore = (): void => {
    frame = 0
    // A text that is about to be mounted takes the focus itself.
    if (!isHere || !isFocusLost() || editor.selection.getState().editingId !== null) return
    const { anchor } = editor.selection.getState()
    const selected = anchor === null ? undefined : positionOfElement(walkable(core), anchor)
    const near = last && nearestPosition(walkable(core), last)
    // A card beside the grid has no position there, and stays selected.
    if (anchor !== null && isFree(anchor)) focusElement(core, anchor)
    else if (selected) focusPosition(core, selected)
    // Nothing new is selected: whoever presses Delete twice does not mean the neighbour.
    else if (near) focusPosition(core, near, false)
    else root.querySelector<HTMLElement>('[data-testid=add-stage]')?.focus({ preventScroll: true })
  }
  /** Looked at after the next frame has been rendered: what is lost may be back by then. */
  const look = (): void => {
    if (!isHere || frame !== 0) return
    frame = requestAnimationFrame(() => {
      frame = isFocusLost() ? requestAnimationFrame(restore) : 0
    })
  }
  /** The cell of a selected card is where the keys are when the card is gone. */
  const onSelection = (): void => {
    const { anchor, ids } = editor.selection.getState()
    const layout = scene.get()
    const card = anchor === null ? undefined : layout.snapshot.cards.get(anchor as CardId)
    if (card?.place.kind === 'cell') {
      const { stepId, laneId } = card.place
      state.setState({ cell: { stepId, laneId } })
    }
    if (anchor !== null) last = positionOfElement(layout, anchor) ?? last
    const isElsewhere = isHere && hasGridFocus(root) && !ids.has(focusedElementId(core) ?? '')
    if (anchor !== null && card && isElsewhere) focusElement(core, anchor)
    look()
  }
  const onFocusIn = (event: FocusEvent): void => {
    if (!(event.target instanceof Element)) return
    if (root.contains(event.target)) {
      isHere = true
      last = gridPosition(core) ?? last
    } else if (event.target.closest(IN_OVERLAY) === null) isHere = false
  }
  // Whoever presses the pointer somewhere has the keyboard there, or nowhere.
  const onPointerDown = (event: PointerEvent): void => {
    if (event.target instanceof Element && !event.target.closest(IN_OVERLAY)) isHere = false
  }
  const stops = [scene.subscribe(look), editor.selection.subscribe(onSelection)]
  document.addEventListener('focusin', onFocusIn)
  document.addEventListener('focusout', look)
  document.addEventListener('keyup', look)
  document.addEventListener('pointerdown', onPointerDown, true)
  return () => {
    for (const stop of stops) stop()
    cancelAnimationFrame(frame)
    document.removeEventListener('focusin', onFocusIn)
    document.removeEventListener('focusout', look)
    document.removeEventListener('keyup', look)
    document.removeEventListener('pointerdown', onPointerDown, true)
  }
}

/** On a card, a title or a cell; not in a text or on a control. */
const hasGridFocus = (root: HTMLElement): boolean => {
  const active = document.activeElement
  return (
    active !== null &&
    root.contains(active) &&
    active.matches('[data-testid=card], [data-testid=cell-cursor], .title-text')
  )
}
