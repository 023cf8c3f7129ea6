import { ArrowDown, ArrowUp } from 'lucide-react'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { cn } from '#src/ui/cn.ts'
import type { TableColumn } from './table-columns.ts'
import type { CellAt } from './table-keys.ts'
import type { TableSort } from './table-rows.ts'
import { sortBy } from './table-state.ts'

interface TableHeadProps {
  readonly columns: readonly TableColumn[]
  readonly template: string
  readonly heightPx: number
  readonly active: CellAt
  readonly sort: TableSort | null
  readonly selection: boolean | 'indeterminate'
  readonly onSelectAll: (isOn: boolean) => void
}

/** The names of the columns; a click sorts. */
export const TableHead = ({ columns, template, heightPx, active, sort, selection, onSelectAll }: TableHeadProps) => (
  <div
    role="row"
    aria-rowindex={1}
    style={{ gridTemplateColumns: template, height: heightPx }}
    className="sticky top-0 z-20 grid border-b border-line bg-surface-sunken"
  >
    <div
      role="columnheader"
      aria-colindex={1}
      data-cell="-1:0"
      tabIndex={active.row < 0 && active.column === 0 ? 0 : -1}
      className="sticky left-0 z-10 flex items-center justify-center bg-surface-sunken -outline-offset-2"
    >
      <Checkbox
        className="min-h-0 items-center"
        label="Select all cards"
        hideLabel
        checked={selection}
        onChange={onSelectAll}
        tabIndex={-1}
      />
    </div>
    {columns.map((column, index) => {
      const isSorted = sort?.column === column.id
      const Arrow = sort?.isDown ? ArrowDown : ArrowUp
      return (
        <div
          key={column.id}
          role="columnheader"
          aria-colindex={index + 2}
          aria-sort={isSorted ? (sort.isDown ? 'descending' : 'ascending') : 'none'}
          data-cell={`-1:${index + 1}`}
          tabIndex={active.row < 0 && active.column === index + 1 ? 0 : -1}
          className={cn(
            'min-w-0 -outline-offset-2',
            index === 0 && 'sticky left-10 z-10 border-r border-line bg-surface-sunken',
          )}
        >
          <button
            type="button"
            tabIndex={-1}
            className="flex size-full items-center gap-1 px-2 text-left text-xs font-semibold text-ink-muted hover:text-ink"
            onClick={() => sortBy(column.id)}
          >
            <span className="truncate">{column.label}</span>
            {isSorted && <Arrow aria-hidden className="size-3.5 shrink-0 text-accent" />}
          </button>
        </div>
      )
    })}
  </div>
)
