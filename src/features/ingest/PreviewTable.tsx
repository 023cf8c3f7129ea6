import { counted } from '#shared/lib/counted.ts'
import { Fragment, type ReactNode, useState } from 'react'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { Button } from '#src/ui/Button.tsx'
import { cn } from '#src/ui/cn.ts'
import { wholeNumber } from './quantities.ts'
import { ScrollRegion } from './ScrollRegion.tsx'

/** A wider table is drawn in parts: thousands of columns would freeze the page. */
export const COLUMNS_AT_ONCE = 200

type Column = DatasetProfile['columns'][number]

interface PreviewTableProps {
  /** In the order in which they are shown. */
  readonly columns: readonly Column[]
  readonly preview: DatasetProfile['preview']
  readonly isLeftOut: (column: string) => boolean
  /** The head of a column, with what is chosen for it. */
  readonly children: (column: Column) => ReactNode
}

/** The first rows of a file under its columns. */
export function PreviewTable({ columns, preview, isLeftOut, children }: PreviewTableProps) {
  const [part, setPart] = useState(0)
  const rows = preview.map((row, index) => ({ key: `row ${index}`, row }))
  const parts = Math.ceil(columns.length / COLUMNS_AT_ONCE)
  const shown = columns.slice(part * COLUMNS_AT_ONCE, (part + 1) * COLUMNS_AT_ONCE)

  return (
    <div className="flex min-w-0 flex-col gap-2">
      <ScrollRegion label="First rows of the file" className="isolate max-h-112 rounded-lg bg-surface shadow-card">
        <table className="min-w-full border-separate border-spacing-0">
          <thead className="sticky top-0 z-1">
            <tr>
              {shown.map((column) => (
                <Fragment key={column.name}>{children(column)}</Fragment>
              ))}
            </tr>
          </thead>
          <tbody className="tabular text-xs">
            {rows.map(({ key, row }) => (
              <tr key={key} className="even:bg-ink/2">
                {shown.map(({ name, index: at }) => (
                  <td
                    key={name}
                    className={cn(
                      'max-w-44 truncate border-b border-line/60 px-2 py-1.5',
                      isLeftOut(name) ? 'text-ink-faint line-through decoration-line-strong' : 'text-ink',
                    )}
                    title={row[at]}
                  >
                    {row[at] === undefined || row[at] === '' ? <Empty /> : row[at]}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {parts > 1 && (
        <div className="flex items-center gap-2 text-xs text-ink-muted">
          <span className="tabular">
            Columns {wholeNumber(part * COLUMNS_AT_ONCE + 1)}–{wholeNumber(part * COLUMNS_AT_ONCE + shown.length)} of{' '}
            {counted(columns.length, 'column')}
          </span>
          <Button size="sm" disabled={part === 0} onClick={() => setPart(part - 1)}>
            Previous columns
          </Button>
          <Button size="sm" disabled={part === parts - 1} onClick={() => setPart(part + 1)}>
            Next columns
          </Button>
        </div>
      )}
    </div>
  )
}

const Empty = (): ReactNode => (
  <span className="text-ink-faint" aria-label="empty">
    –
  </span>
)
