import { isOpenShape } from '#shared/drawing/free-look.ts'
import type { Card } from '#shared/model/records/card.ts'
import { Lock, LockOpen, MoreHorizontal, Shapes, Trash2 } from 'lucide-react'
import { use, useState } from 'react'
import { actionEntry, contextEntries } from '#src/ui/action-entries.ts'
import { ActionsContext } from '#src/ui/actions.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { AlignStartVertical } from 'lucide-react'
import { useCanvas } from '../canvas-context.ts'
import { freeContexts } from './free-contexts.ts'
import { canBecome, cardsWithPart, common, reshape, SHAPE_CHOICES } from './style-choices.ts'
import { FillButton, LineButton, TextButton } from './StylePopovers.tsx'

/** The buttons of the style bar: those that mean something for the cards. Locked cards can only be unlocked. */
export function StyleBarTools({ cards }: { readonly cards: readonly Card[] }) {
  const isLocked = cards.every((card) => card.isLocked)
  const canStyle = !isLocked
  const [fill, line, text, shapes] = (['fill', 'line', 'text', 'shape'] as const).map((part) =>
    canStyle ? cardsWithPart(cards, part) : [],
  )
  return (
    <>
      {shapes && shapes.length > 0 && shapes.length === cards.length && <ShapeButton cards={shapes} />}
      {fill && fill.length > 0 && <FillButton cards={fill} />}
      {line && line.length > 0 && <LineButton cards={line} />}
      {text && text.length > 0 && <TextButton cards={text} />}
      {canStyle && cards.length > 1 && (
        <ActionMenu label="Align" icon={AlignStartVertical} ids={/^arrange\.(align|distribute)-/} />
      )}
      {canStyle && <span aria-hidden className="style-bar-gap" />}
      <ActionButton id="arrange.lock" label={isLocked ? 'Unlock' : 'Lock'} icon={isLocked ? LockOpen : Lock} />
      {canStyle && <ActionButton id="edit.delete" label="Delete" icon={Trash2} />}
      <MoreMenu />
    </>
  )
}

function ShapeButton({ cards }: { readonly cards: readonly Card[] }) {
  const core = useCanvas()
  const now = common(cards, (card) => card.shape)
  const isOpen = common(cards, isOpenShape)
  const choices = SHAPE_CHOICES.filter(({ value }) =>
    isOpen === 'mixed' ? cards.some((card) => canBecome(card, value)) : cards.every((card) => canBecome(card, value)),
  )
  return (
    <Menu
      entries={choices.map(({ value, label }) => ({
        kind: 'check',
        label,
        checked: now === value,
        onChange: () => reshape(core, value),
      }))}
      trigger={<IconButton icon={Shapes} label="Shape" tooltipSide="top" />}
    />
  )
}

interface ActionButtonProps {
  readonly id: string
  readonly label: string
  readonly icon: typeof Lock
}

function ActionButton({ id, label, icon }: ActionButtonProps) {
  const registry = use(ActionsContext)
  const action = registry?.actions.getState().find((one) => one.id === id)
  return (
    <IconButton
      icon={icon}
      label={label}
      shortcut={action?.shortcuts?.[0]}
      tooltipSide="top"
      onClick={() => action?.run()}
    />
  )
}

interface ActionMenuProps {
  readonly label: string
  readonly icon: typeof Lock
  /** Those actions whose ids match. */
  readonly ids: RegExp
}

function ActionMenu({ label, icon, ids }: ActionMenuProps) {
  const registry = use(ActionsContext)
  // Asked when it opens: what can be done may have changed since it was drawn.
  const [entries, setEntries] = useState<readonly MenuEntry[]>([])
  const look = (isOpen: boolean): void => {
    if (isOpen) setEntries((registry?.actions.getState() ?? []).filter(({ id }) => ids.test(id)).map(actionEntry))
  }
  return (
    <Menu entries={entries} onOpenChange={look} trigger={<IconButton icon={icon} label={label} tooltipSide="top" />} />
  )
}

/** The same as the context menu of the selection. */
function MoreMenu() {
  const core = useCanvas()
  const registry = use(ActionsContext)
  const [entries, setEntries] = useState<readonly MenuEntry[]>([])
  const look = (isOpen: boolean): void => {
    if (!isOpen) return
    const isOne = core.editor.selection.getState().ids.size === 1
    setEntries(contextEntries(registry?.actions.getState() ?? [], isOne ? 'card' : 'several', ...freeContexts(core)))
  }
  return (
    <Menu
      entries={entries}
      align="end"
      onOpenChange={look}
      trigger={<IconButton icon={MoreHorizontal} label="More" tooltipSide="top" />}
    />
  )
}
