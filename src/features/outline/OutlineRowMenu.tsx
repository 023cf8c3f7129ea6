import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ClipboardPaste,
  Columns3,
  Copy,
  CopyPlus,
  Ellipsis,
  Link2,
  Pencil,
  Plus,
  Rows3,
  Scissors,
  Shapes,
  Trash2,
} from 'lucide-react'
import { LANE_TITLES } from '#shared/model/records/lane.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { LANE_ICONS } from '#src/canvas/cards/kind-icons.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import type { OutlineWish } from './outline-keys.ts'
import { type OutlineRow, rowWords } from './outline-rows.ts'
import { lanesFor } from './outline-verbs.ts'

interface OutlineRowMenuProps {
  readonly row: OutlineRow
  readonly isActive: boolean
  readonly onWish: (row: OutlineRow, wish: OutlineWish) => void
}

/** What can be done with what a row stands for; nothing for a mere heading. */
export function OutlineRowMenu({ row, isActive, onWish }: OutlineRowMenuProps) {
  const editor = useEditor()
  if (row.elementId === null) return null
  const wish = (what: OutlineWish) => () => onWish(row, what)
  const move = (label: string, icon: typeof ArrowUp, way: 'up' | 'down' | 'back' | 'forth', shortcut: string) =>
    ({ label, icon, shortcut, onSelect: wish({ kind: 'move', way }) }) as const
  const { card } = row
  const isCard = row.kind === 'card'
  const isInGrid = card?.place.kind === 'cell'
  const isMovable = row.kind !== 'link' && (card === undefined || isInGrid)

  /** Into any step and lane at once, however far. */
  const places = (): MenuEntry[] => {
    const snapshot = editor.getSnapshot()
    if (!card || lanesFor(snapshot, card).length === 0) return []
    const { stepId, laneId } = card.place.kind === 'cell' ? card.place : { stepId: null, laneId: null }
    const steps = stepsInOrder(snapshot).map(({ id, title }, index): MenuEntry => ({
      label: title || `Step ${index + 1}`,
      disabled: id === stepId,
      onSelect: wish({ kind: 'place', stepId: id }),
    }))
    const lanes = lanesFor(snapshot, card).map(({ id, kind, title }): MenuEntry => ({
      label: title || LANE_TITLES[kind],
      icon: LANE_ICONS[kind],
      disabled: id === laneId,
      onSelect: wish({ kind: 'place', laneId: id }),
    }))
    return [
      { kind: 'sub', label: 'Move to step', icon: Columns3, entries: steps },
      ...(lanes.length > 1 ? ([{ kind: 'sub', label: 'Move to lane', icon: Rows3, entries: lanes }] as const) : []),
      ...(isInGrid ? [{ label: 'Move beside the grid', icon: Shapes, onSelect: wish({ kind: 'place-beside' }) }] : []),
    ]
  }
  const entries: readonly (MenuEntry | false)[] = [
    { label: 'Rename', icon: Pencil, shortcut: 'F2', onSelect: wish({ kind: 'edit' }) },
    isCard && { label: 'Link to…', icon: Link2, shortcut: 'L', onSelect: wish({ kind: 'link' }) },
    isCard && { kind: 'separator' },
    isCard && { label: 'Cut', icon: Scissors, shortcut: 'Mod+X', onSelect: wish({ kind: 'cut' }) },
    isCard && { label: 'Copy', icon: Copy, shortcut: 'Mod+C', onSelect: wish({ kind: 'copy' }) },
    (isCard || row.kind === 'step') && {
      label: 'Paste',
      icon: ClipboardPaste,
      shortcut: 'Mod+V',
      onSelect: wish({ kind: 'paste' }),
    },
    isCard && { label: 'Duplicate', icon: CopyPlus, shortcut: 'Mod+D', onSelect: wish({ kind: 'duplicate' }) },
    row.kind === 'stage' && { label: 'Add stage after', icon: Plus, onSelect: wish({ kind: 'add-after' }) },
    row.kind === 'step' && { label: 'Add step after', icon: Plus, onSelect: wish({ kind: 'add-after' }) },
    isMovable && { kind: 'separator' },
    isMovable && move('Move up', ArrowUp, 'up', 'Alt+ArrowUp'),
    isMovable && move('Move down', ArrowDown, 'down', 'Alt+ArrowDown'),
    isMovable && isCard && move('Move to the step before', ArrowLeft, 'back', 'Alt+ArrowLeft'),
    isMovable && isCard && move('Move to the step after', ArrowRight, 'forth', 'Alt+ArrowRight'),
    ...places(),
    row.kind === 'step' && move('Move to the stage before', ArrowLeft, 'back', 'Alt+ArrowLeft'),
    row.kind === 'step' && move('Move to the stage after', ArrowRight, 'forth', 'Alt+ArrowRight'),
    { kind: 'separator' },
    { label: 'Delete', icon: Trash2, danger: true, shortcut: 'Delete', onSelect: wish({ kind: 'delete' }) },
  ]
  return (
    <Menu
      align="end"
      trigger={
        <IconButton size="sm" icon={Ellipsis} label={`More for ${rowWords(row)}`} tabIndex={isActive ? 0 : -1} />
      }
      entries={entries.filter((entry) => entry !== false)}
    />
  )
}
