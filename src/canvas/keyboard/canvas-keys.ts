import type { CanvasCore } from '../canvas-context.ts'
import type { Jump } from './grid-position.ts'
import { type Direction, NUDGE_PX, nudgeFreeCards } from './move-selected.ts'
import { extendSelection, jumpCells, walkCells } from './walk-cells.ts'

const WALKS: Readonly<Record<string, Direction>> = {
  ArrowLeft: 'left',
  ArrowRight: 'right',
  ArrowUp: 'up',
  ArrowDown: 'down',
}
/** Where there is no further lane, the page keys fall to the actions that pan. */
const JUMPS: Readonly<Record<string, Jump>> = {
  Home: 'row-start',
  End: 'row-end',
  PageUp: 'page-up',
  PageDown: 'page-down',
}
const GRID_JUMPS: Readonly<Record<string, Jump>> = { Home: 'grid-start', End: 'grid-end' }

/**
 * Does what a key means because the focus is on the canvas; tells whether it meant anything. All other keys are those of actions
 * (`canvas-actions.ts`) and work wherever the focus is. Tab is none: it leaves, as everywhere.
 */
export function pressKey(core: CanvasCore, event: KeyboardEvent): boolean {
  if (event.altKey) return false
  const isCommand = event.ctrlKey || event.metaKey
  if (event.shiftKey) {
    const way = isCommand ? undefined : WALKS[event.key]
    if (way === undefined) return false
    return nudgeFreeCards(core, way, NUDGE_PX.coarse) || extendSelection(core, way)
  }
  const jump = isCommand ? GRID_JUMPS[event.key] : JUMPS[event.key]
  if (jump) return jumpCells(core, jump)
  const walk = isCommand ? undefined : WALKS[event.key]
  if (!walk) return false
  if (!nudgeFreeCards(core, walk, NUDGE_PX.fine)) walkCells(core, walk)
  return true
}
