import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { type Card, CARD_KINDS_OF_LANE, CARD_TITLES } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { useIsSelected } from '#src/editor/hooks.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import { Ellipsis, Trash2 } from 'lucide-react'
import { type CanvasCore, useCanvas } from '../canvas-context.ts'
import { CARD_ICONS } from '../cards/kind-icons.ts'
import { focusElement } from '../keyboard/focus-element.ts'
import { dragFromTray } from './drag-from-tray.ts'

/** A card without a cell: drag it into one, or choose one from its menu. */
export function TrayCard({ card }: { readonly card: Card }) {
  const core = useCanvas()
  const isSelected = useIsSelected(card.id)
  const Icon = CARD_ICONS[card.kind]
  const title = card.title || CARD_TITLES[card.kind]
  return (
    <li
      data-kind={card.kind}
      data-selected={isSelected || undefined}
      data-element-id={card.id}
      data-testid="tray-card"
      className="tray-card"
      onPointerDown={(event) => {
        if (event.button !== 0 || (event.target as Element).closest('.tray-menu')) return
        if (core.canEdit) dragFromTray(core, event.nativeEvent, event.currentTarget, card)
        else core.editor.select([card.id])
      }}
    >
      <Icon aria-hidden />
      <button type="button" className="tray-title" onClick={() => core.editor.select([card.id])}>
        {title}
      </button>
      {core.canEdit && (
        <span className="tray-menu">
          <Menu
            entries={entries(core, card)}
            align="end"
            side="top"
            trigger={<IconButton icon={Ellipsis} size="sm" label={`What to do with ${title}`} />}
          />
        </span>
      )}
    </li>
  )
}

function entries(core: CanvasCore, card: Card): MenuEntry[] {
  const snapshot = core.editor.getSnapshot()
  const lanes = lanesInOrder(snapshot).filter((lane) => CARD_KINDS_OF_LANE[lane.kind].includes(card.kind))
  const stepEntries = (laneId: LaneId): MenuEntry[] =>
    stepsInOrder(snapshot).map((step, index) => ({
      label: step.title || `Step ${index + 1}`,
      onSelect: () => {
        const to = { kind: 'cell', stepId: step.id, laneId } as const
        if (!core.editor.run(moveCards, { cardIds: [card.id], to }).ok) return
        core.editor.select([card.id])
        focusElement(core, card.id)
      },
    }))
  const [only, ...more] = lanes
  return [
    { kind: 'heading', label: 'Move to…' },
    ...(more.length === 0
      ? only
        ? stepEntries(only.id)
        : []
      : lanes.map((lane): MenuEntry => ({ kind: 'sub', label: lane.title || 'Lane', entries: stepEntries(lane.id) }))),
    ...(only ? [] : [{ label: 'No lane takes this kind', disabled: true, onSelect: () => {} }]),
    { kind: 'separator' },
    {
      label: 'Delete card',
      icon: Trash2,
      danger: true,
      onSelect: () => core.editor.run(deleteElements, { ids: [card.id] }),
    },
  ]
}
