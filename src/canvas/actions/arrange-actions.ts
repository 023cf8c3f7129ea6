import {
  AlignCenterHorizontal,
  AlignCenterVertical,
  AlignEndHorizontal,
  AlignEndVertical,
  AlignHorizontalSpaceBetween,
  AlignStartHorizontal,
  AlignStartVertical,
  AlignVerticalSpaceBetween,
  BringToFront,
  Lock,
  MoveDown,
  MoveUp,
  SendToBack,
} from 'lucide-react'
import { alignCards } from '#shared/model/commands/align-cards.ts'
import { distributeCards } from '#shared/model/commands/distribute-cards.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { restackCards } from '#shared/model/commands/restack-cards.ts'
import type { Action } from '#src/ui/actions.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { selectedCards, selectedFreeCards } from '../selected-cards.ts'
import { tellRefusal } from '../tell-refusal.ts'

const STACKINGS = [
  { to: 'front', label: 'Bring to front', icon: BringToFront, shortcuts: ['Mod+Shift+]', ']'] },
  { to: 'forward', label: 'Bring forward', icon: MoveUp, shortcuts: ['Mod+]'] },
  { to: 'backward', label: 'Send backward', icon: MoveDown, shortcuts: ['Mod+['] },
  { to: 'back', label: 'Send to back', icon: SendToBack, shortcuts: ['Mod+Shift+[', '['] },
] as const

// The icons are named after the line that things are brought to: an upright one for left, centre and right.
const EDGES = [
  { edge: 'left', label: 'Align left', icon: AlignStartVertical, shortcuts: ['Mod+Shift+ArrowLeft'] },
  { edge: 'center', label: 'Align centres across', icon: AlignCenterVertical },
  { edge: 'right', label: 'Align right', icon: AlignEndVertical, shortcuts: ['Mod+Shift+ArrowRight'] },
  { edge: 'top', label: 'Align top', icon: AlignStartHorizontal, shortcuts: ['Mod+Shift+ArrowUp'] },
  { edge: 'middle', label: 'Align middles down', icon: AlignCenterHorizontal },
  { edge: 'bottom', label: 'Align bottom', icon: AlignEndHorizontal, shortcuts: ['Mod+Shift+ArrowDown'] },
] as const

const AXES = [
  {
    axis: 'horizontal',
    label: 'Distribute horizontally',
    icon: AlignHorizontalSpaceBetween,
    shortcuts: ['Alt+H'],
  },
  { axis: 'vertical', label: 'Distribute vertically', icon: AlignVerticalSpaceBetween, shortcuts: ['Alt+V'] },
] as const

/** How things beside the grid lie to one another. */
export function arrangeActions(core: CanvasCore): readonly Action[] {
  const { editor, canEdit } = core
  const cardIds = () => selectedFreeCards(core).map((card) => card.id)
  const areAllLocked = (): boolean => selectedCards(core).every((card) => card.isLocked)
  const canArrange = (least: number) => (): boolean => canEdit && selectedFreeCards(core).length >= least
  return [
    ...STACKINGS.map(({ to, ...shown }): Action => ({
      id: `arrange.${to}`,
      ...shown,
      group: 'Arrange',
      section: 'stack',
      keywords: 'layer order above below z-index',
      contexts: ['free'],
      isEnabled: canArrange(1),
      run: () => void tellRefusal(editor.run(restackCards, { cardIds: cardIds(), to })),
    })),
    ...EDGES.map(({ edge, ...shown }): Action => ({
      id: `arrange.align-${edge}`,
      ...shown,
      group: 'Arrange',
      section: 'align',
      submenu: 'Align',
      keywords: 'line up edges center',
      contexts: ['free-several'],
      isEnabled: canArrange(2),
      run: () => void tellRefusal(editor.run(alignCards, { cardIds: cardIds(), edge })),
    })),
    ...AXES.map(({ axis, ...shown }): Action => ({
      id: `arrange.distribute-${axis}`,
      ...shown,
      group: 'Arrange',
      section: 'align',
      submenu: 'Distribute',
      keywords: 'spread spacing gaps evenly',
      contexts: ['free-several'],
      isEnabled: canArrange(3),
      run: () => void tellRefusal(editor.run(distributeCards, { cardIds: cardIds(), axis })),
    })),
    {
      id: 'arrange.lock',
      label: () => (selectedCards(core).length > 0 && areAllLocked() ? 'Unlock' : 'Lock'),
      group: 'Arrange',
      section: 'lock',
      icon: Lock,
      shortcuts: ['Mod+Shift+L'],
      keywords: 'protect fix unlock',
      contexts: ['card', 'several'],
      isEnabled: () => canEdit && selectedCards(core).length > 0,
      run: () => {
        const isLocked = areAllLocked() ? undefined : true
        const ids = selectedCards(core).map((card) => card.id)
        tellRefusal(editor.run(editCards, { cardIds: ids, patch: { isLocked } }))
      },
    },
  ]
}
