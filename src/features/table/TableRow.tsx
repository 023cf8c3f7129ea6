import { use, useEffect } from 'react'
import type { Card } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { CARD_ICONS } from '#src/canvas/cards/kind-icons.ts'
import { hideOwnCaret, showOwnCaret } from '#src/editor/carets/carets.ts'
import { useEditor } from '#src/editor/hooks.ts'
import { RowMarksContext } from '#src/editor/row-marks.ts'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { cn } from '#src/ui/cn.ts'
import { type CellDone, CellEditor } from './CellEditor.tsx'
import type { TableColumn } from './table-columns.ts'

interface TableRowProps {
  readonly card: Card
  readonly index: number
  readonly snapshot: JourneySnapshot
  readonly columns: readonly TableColumn[]
  readonly template: string
  readonly top: number
  readonly heightPx: number
  readonly isSelected: boolean
  readonly isDimmed: boolean
  readonly isFound: boolean
  /** The column that has the keyboard, if it is in this row. */
  readonly activeColumn: number | null
  readonly edited: { readonly column: number; readonly start: string } | null
  readonly onGo: (column: number, how: 'replace' | 'extend' | 'toggle') => void
  readonly onEdit: (column: number) => void
  readonly onChange: (column: number, value: string | readonly string[]) => void
  readonly onDone: (next: CellDone) => void
}

/** A card as a row. */
export function TableRow(props: TableRowProps) {
  const {
    card,
    index,
    snapshot,
    columns,
    template,
    top,
    heightPx,
    isSelected,
    isDimmed,
    isFound,
    activeColumn,
    edited,
  } = props
  const { onGo, onEdit, onChange, onDone } = props
  const editor = useEditor()
  const marks = use(RowMarksContext)
  const editedColumn = edited === null ? undefined : columns[edited.column - 1]?.id
  useEffect(() => {
    if (editedColumn !== 'title' && editedColumn !== 'details') return undefined
    // What is typed here is taken over at the end: others see that one types, not where.
    const where = { root: 'cards', id: card.id, field: editedColumn } as const
    showOwnCaret(editor, where, null)
    return () => hideOwnCaret(editor, where)
  }, [editor, card.id, editedColumn])
  const Icon = CARD_ICONS[card.kind]
  const ground = isSelected ? 'bg-accent-soft' : 'bg-surface group-hover:bg-surface-sunken'
  return (
    <div
      role="row"
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      data-card={card.id}
      style={{ gridTemplateColumns: template, height: heightPx, transform: `translateY(${top}px)` }}
      className="group absolute inset-x-0 top-0 grid border-b border-line"
    >
      <div
        role="gridcell"
        aria-colindex={1}
        data-cell={`${index}:0`}
        tabIndex={activeColumn === 0 ? 0 : -1}
        className={cn('sticky left-0 z-[11] flex items-center justify-center -outline-offset-2', ground)}
      >
        <Checkbox
          className="min-h-0 items-center"
          label={`Select ${card.title || 'untitled card'}`}
          hideLabel
          checked={isSelected}
          onChange={() => editor.select([card.id], 'toggle')}
          tabIndex={-1}
        />
      </div>
      {columns.map((column, columnIndex) => {
        const at = columnIndex + 1
        const edit = column.edit(card, snapshot)
        const text = column.text(card, snapshot)
        const isEdited = edited?.column === at && edit !== null
        return (
          // oxlint-disable-next-line jsx-a11y/click-events-have-key-events -- the grid around hears the keys of all cells
          <div
            key={column.id}
            role="gridcell"
            aria-colindex={at + 1}
            data-cell={`${index}:${at}`}
            // Its editor has the focus then, and lies over it.
            tabIndex={isEdited ? undefined : activeColumn === at ? 0 : -1}
            className={cn(
              'relative flex min-w-0 items-center gap-1.5 border-l border-line/60 px-2 text-sm text-ink -outline-offset-2',
              ground,
              column.isNumber && 'tabular justify-end',
              edit === null && 'text-ink-muted',
              at === 1 && 'sticky left-10 z-[11] border-r border-l-0 border-r-line font-medium',
              // What is gone to must not end up below the columns that stay.
              at > 1 && 'scroll-ml-[21rem]',
              at === 1 && isFound && 'shadow-[inset_3px_0_0_var(--lane-emotion)]',
            )}
            onClick={(event) => {
              if (isEdited) return
              onGo(at, event.shiftKey ? 'extend' : event.ctrlKey || event.metaKey ? 'toggle' : 'replace')
            }}
            onDoubleClick={() => onEdit(at)}
          >
            {at === 1 && (
              <Icon aria-hidden className={cn('size-4 shrink-0 text-ink-faint', isDimmed && 'opacity-40')} />
            )}
            <span
              dir="auto"
              className={cn('truncate', isDimmed && 'text-ink-faint group-aria-selected:text-ink-muted')}
            >
              {text === '' && at === 1 ? <span className="text-ink-muted italic">Untitled</span> : text}
            </span>
            {at === 1 && marks?.(card.id)}
            {isEdited && (
              <CellEditor
                edit={edit}
                label={`${column.label} of ${card.title || 'untitled card'}`}
                start={edited.start}
                onChange={(value) => onChange(at, value)}
                onDone={onDone}
              />
            )}
          </div>
        )
      })}
    </div>
  )
}
