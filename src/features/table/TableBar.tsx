import { Columns3Cog, Copy, Trash2, X } from 'lucide-react'
import { useStore } from 'zustand'
import { useEditor } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { Menu } from '#src/ui/Menu.tsx'
import { TABLE_COLUMNS } from './table-columns.ts'
import { tableState, toggleColumn } from './table-state.ts'

interface TableBarProps {
  readonly count: number
  readonly selectedCount: number
  readonly onCopy: () => void
  readonly onDelete: () => void
}

/** How many rows there are, what can be done with the selected ones, and which columns are shown. */
export function TableBar({ count, selectedCount, onCopy, onDelete }: TableBarProps) {
  const editor = useEditor()
  const hidden = useStore(tableState, (state) => state.hidden)
  return (
    <header className="flex min-h-11 flex-wrap items-center gap-2 border-b border-line bg-surface px-3 py-1.5">
      <output className="tabular text-xs text-ink-muted">
        {selectedCount > 0 ? `${selectedCount} of ${count} selected` : `${count} ${count === 1 ? 'card' : 'cards'}`}
      </output>
      {selectedCount > 0 && (
        <>
          {editor.canEdit && selectedCount > 1 && (
            <span className="text-xs text-ink-faint max-md:hidden">A change in one of them changes all</span>
          )}
          <Button size="sm" variant="ghost" icon={Copy} onClick={onCopy}>
            Copy
          </Button>
          {editor.canEdit && (
            <Button size="sm" variant="ghost-danger" icon={Trash2} onClick={onDelete}>
              Delete
            </Button>
          )}
          <Button size="sm" variant="ghost" icon={X} onClick={() => editor.select([])}>
            Deselect
          </Button>
        </>
      )}
      <span className="flex-1" />
      <Menu
        align="end"
        trigger={
          <Button size="sm" variant="ghost" icon={Columns3Cog}>
            Columns
          </Button>
        }
        entries={TABLE_COLUMNS.filter(({ id }) => id !== 'title').map(({ id, label }) => ({
          kind: 'check',
          label,
          checked: !hidden.has(id),
          onChange: () => toggleColumn(id),
        }))}
      />
    </header>
  )
}
