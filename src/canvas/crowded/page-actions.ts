import { ArrowDownToLine, ArrowUpToLine } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { crowdedCellHere, turnPage, type Way } from './crowded-cells.ts'

/** Turning the pages of a crowded cell without the pointer. */
export const pageActions = (core: CanvasCore): readonly Action[] => {
  const turn = (way: Way, rest: Pick<Action, 'label' | 'icon' | 'shortcuts'>): Action => ({
    id: `view.cell-${way}`,
    group: 'View',
    section: 'cell',
    keywords: 'page more next previous crowded',
    ...rest,
    isEnabled: () => crowdedCellHere(core, way) !== undefined,
    run: () => {
      const cell = crowdedCellHere(core, way)
      if (cell) turnPage(core, cell, way)
    },
  })
  return [
    turn('later', { label: 'Further cards of this cell', icon: ArrowDownToLine, shortcuts: ['Alt+PageDown'] }),
    turn('earlier', { label: 'Earlier cards of this cell', icon: ArrowUpToLine, shortcuts: ['Alt+PageUp'] }),
  ]
}
