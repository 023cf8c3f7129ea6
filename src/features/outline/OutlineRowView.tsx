import { ChevronRight, Link2, Plus } from 'lucide-react'
import { memo, use } from 'react'
import { LANE_TITLES } from '#shared/model/records/lane.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { CARD_ICONS, LANE_ICONS } from '#src/canvas/cards/kind-icons.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { RowMarksContext } from '#src/editor/row-marks.ts'
import { TextEditor } from '#src/editor/TextEditor.tsx'
import { Avatar } from '#src/ui/Avatar.tsx'
import { cn } from '#src/ui/cn.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import type { OutlineWish } from './outline-keys.ts'
import { FREE_ROW_KEY, type OutlineRow, rowWords, titleOf } from './outline-rows.ts'
import { OutlineRowMenu } from './OutlineRowMenu.tsx'
import type { RowPerson } from './use-outline-people.ts'

interface OutlineRowViewProps {
  readonly row: OutlineRow
  /** Who else is at it. */
  readonly people: readonly RowPerson[]
  readonly isActive: boolean
  readonly isSelected: boolean
  readonly isEditing: boolean
  readonly onWish: (row: OutlineRow, wish: OutlineWish) => void
  /** Adds a card of a step in a lane. */
  readonly onAddCard: (row: OutlineRow, laneId: string) => void
  readonly onDone: (row: OutlineRow, reason: string) => void
}

const INDENT_PX = 20

/** One row: what it stands for, its name, and its verbs. */
export const OutlineRowView = memo(function OutlineRowView(props: OutlineRowViewProps) {
  const { row, people, isActive, isEditing, onWish, onDone } = props
  const { canEdit } = useEditor()
  const marks = use(RowMarksContext)
  const text = titleOf(row)
  // By its colours, not by opacity: what a filter leaves out can still be read.
  const isDimmed = row.isDimmed && !isEditing
  return (
    <div
      role="gridcell"
      style={{ paddingInlineStart: 8 + (row.level - 1) * INDENT_PX }}
      className="flex h-full min-w-0 items-center gap-1.5 pr-2"
    >
      <button
        type="button"
        tabIndex={-1}
        aria-hidden
        className={cn(
          'flex size-6 shrink-0 items-center justify-center rounded-md text-ink-faint hover:bg-ink/6 hover:text-ink pointer-coarse:size-9',
          row.isOpen === null && 'invisible',
        )}
        onClick={() => onWish(row, { kind: 'toggle-open' })}
      >
        <ChevronRight className={cn('size-4 transition-transform duration-100', row.isOpen && 'rotate-90')} />
      </button>
      <RowMark row={row} isDimmed={isDimmed} />
      {isEditing && text && row.elementId !== null ? (
        <TextEditor
          root={text.root}
          id={row.elementId}
          field={text.field}
          autoFocus
          label={`Name of ${rowWords(row)}`}
          className="h-7 min-w-0 flex-1 resize-none overflow-hidden rounded-md bg-surface-raised px-1.5 py-1 text-sm leading-5 text-ink ring-2 ring-accent outline-none"
          onDone={(reason) => onDone(row, reason)}
        />
      ) : (
        <span
          dir="auto"
          className={cn(
            'min-w-0 truncate text-sm',
            row.kind === 'stage' || row.kind === 'group' ? 'font-semibold text-ink' : 'text-ink',
            row.kind === 'step' && 'font-medium',
            row.kind === 'cell' && 'text-ink-muted',
            row.title === '' && 'text-ink-faint italic',
            isDimmed && 'text-ink-faint group-aria-selected:text-ink-muted',
          )}
        >
          {rowWords(row)}
        </span>
      )}
      {row.hint !== '' && (
        <span className="shrink-0 text-xs text-ink-faint group-aria-selected:text-ink-muted max-md:hidden">
          {row.hint}
        </span>
      )}
      {people.map(({ connection, name, color, isTyping }) => (
        <span
          key={connection}
          data-testid="row-person"
          aria-hidden
          title={name}
          className="flex shrink-0 items-center gap-1 text-xs text-ink-muted"
        >
          <Avatar name={name} color={color} size="xs" decorative />
          {isTyping && <span className="max-w-40 truncate max-md:hidden">{name} is typing</span>}
        </span>
      ))}
      {row.elementId !== null && marks?.(row.elementId)}
      <span className="flex-1" />
      {canEdit && !isEditing && (
        <span
          className={cn(
            'flex shrink-0 items-center opacity-0 group-hover:opacity-100 group-focus-within:opacity-100 pointer-coarse:opacity-100',
            isActive && 'opacity-100',
          )}
        >
          <AddButton {...props} />
          <OutlineRowMenu {...props} />
        </span>
      )}
    </div>
  )
})

function RowMark({ row, isDimmed }: { readonly row: OutlineRow; readonly isDimmed: boolean }) {
  const kind = row.card?.kind ?? row.lane?.kind
  const className = cn('size-4 shrink-0', isDimmed && 'opacity-40')
  if (row.kind === 'link') return <Link2 aria-hidden className={cn(className, 'text-ink-faint')} />
  if (kind === undefined) return null
  const Icon = row.card ? CARD_ICONS[row.card.kind] : row.lane ? LANE_ICONS[row.lane.kind] : Link2
  const token = kind === 'quote' ? 'thought' : kind === 'shape' || kind === 'frame' || kind === 'ink' ? 'note' : kind
  return <Icon aria-hidden className={className} style={{ color: `var(--lane-${token})` }} />
}

function AddButton({ row, isActive, onWish, onAddCard }: OutlineRowViewProps) {
  const editor = useEditor()
  const tabIndex = isActive ? 0 : -1
  if (row.kind === 'step')
    return (
      <Menu
        align="end"
        trigger={<IconButton size="sm" icon={Plus} label={`Add a card to ${rowWords(row)}`} tabIndex={tabIndex} />}
        entries={lanesInOrder(editor.getSnapshot()).map(({ id, kind, title }) => ({
          label: title || LANE_TITLES[kind],
          icon: LANE_ICONS[kind],
          onSelect: () => onAddCard(row, id),
        }))}
      />
    )
  const label =
    row.kind === 'stage'
      ? `Add a step to ${rowWords(row)}`
      : row.kind === 'cell'
        ? `Add a card to ${rowWords(row)}`
        : row.kind === 'card' && row.card?.place.kind === 'cell'
          ? `Add a card after ${rowWords(row)}`
          : row.key === FREE_ROW_KEY || row.card?.place.kind === 'free'
            ? 'Add a note beside the grid'
            : null
  if (label === null) return null
  return (
    <IconButton size="sm" icon={Plus} label={label} tabIndex={tabIndex} onClick={() => onWish(row, { kind: 'add' })} />
  )
}
