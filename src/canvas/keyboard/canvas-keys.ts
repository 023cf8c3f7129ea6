import type { CanvasCore } from '../canvas-context.ts'
import { type Direction, nudgeFreeCards } from './move-selected.ts'
import { walkCells } from './walk-cells.ts'

const WALKS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}

/**
 * Does what a key means because the focus is on the canvas; tells whether it meant anything. All other keys are those of actions
 * (`canvas-actions.ts`) and work wherever the focus is.
 */
export function pressKey(core: CanvasCore, event: KeyboardEvent): boolean {
  if (event.ctrlKey || event.metaKey || event.altKey) return false
  const walk = WALKS[event.key]
  if (walk && !event.shiftKey) {
    if (!nudgeFreeCards(core, walk)) walkCells(core, walk)
    return true
  }
  if (event.key !== 'Tab' || !isOnGrid(event)) return false
  walkCells(core, event.shiftKey ? 'previous' : 'next')
  return true
}

/** Tab walks cells only from a card; elsewhere it leaves for the next control, as everywhere. */
const isOnGrid = (event: KeyboardEvent): boolean =>
  event.target instanceof Element &&
  event.target.closest('[data-testid=card], [data-testid=cell-cursor][data-chosen]') !== null
