import { spanCards } from '#shared/model/commands/span-cards.ts'
import { ArrowDown, ArrowLeft, ArrowLeftFromLine, ArrowRight, ArrowRightFromLine, ArrowUp } from 'lucide-react'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { titleMove } from '../headers/move-title.ts'
import { type Direction, moveSelectedCards } from '../keyboard/move-selected.ts'
import { selectedCards } from '../selected-cards.ts'

const DIRECTIONS = [
  { way: 'left', icon: ArrowLeft, key: 'ArrowLeft' },
  { way: 'right', icon: ArrowRight, key: 'ArrowRight' },
  { way: 'up', icon: ArrowUp, key: 'ArrowUp' },
  { way: 'down', icon: ArrowDown, key: 'ArrowDown' },
] as const satisfies readonly { way: Direction; icon: unknown; key: string }[]

/** Moves what is selected without dragging. */
export const moveActions = (core: CanvasCore): readonly Action[] => [
  ...DIRECTIONS.map(({ way, icon, key }): Action => ({
    id: `arrange.move-${way}`,
    label: `Move cards ${way}`,
    group: 'Arrange',
    section: 'move',
    icon,
    shortcuts: [`Alt+${key}`],
    isEnabled: () => core.canEdit && selectedCards(core).length > 0,
    run: () => moveSelectedCards(core, way),
  })),
  ...DIRECTIONS.map(({ way, icon, key }): Action => ({
    id: `arrange.move-title-${way}`,
    label: `Move stage, step or lane ${way}`,
    group: 'Arrange',
    section: 'move-titles',
    icon,
    shortcuts: [`Alt+Shift+${key}`],
    isEnabled: () => core.canEdit && titleMove(core, way) !== undefined,
    run: () => titleMove(core, way)?.(),
  })),
  ...([1, -1] as const).map((by): Action => ({
    id: by > 0 ? 'arrange.span-more' : 'arrange.span-less',
    label: by > 0 ? 'Reach over one more step' : 'Reach over one step less',
    group: 'Arrange',
    section: 'move',
    keywords: 'span wide columns',
    icon: by > 0 ? ArrowRightFromLine : ArrowLeftFromLine,
    shortcuts: [by > 0 ? 'Shift+Alt+ArrowRight' : 'Shift+Alt+ArrowLeft'],
    isEnabled: () => core.canEdit && selectedCards(core).some(({ place }) => place.kind === 'cell'),
    run: () => {
      const cards = selectedCards(core).filter(({ place }) => place.kind === 'cell')
      core.editor.run(spanCards, { cardIds: cards.map((card) => card.id), columns: { by } })
    },
  })),
]
