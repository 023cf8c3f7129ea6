import { useId } from 'react'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'

interface SheetQuestionProps {
  readonly sheets: DatasetProfile['sheets']
  readonly sheet: string
  readonly onSheet: (sheet: string) => void
}

/** Which sheet of a workbook holds the table; another one is read at once. */
export function SheetQuestion({ sheets, sheet, onSheet }: SheetQuestionProps) {
  const id = useId()
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        Sheet
      </label>
      <select
        id={id}
        value={sheet}
        onChange={(event) => onSheet(event.target.value)}
        className="h-8 max-w-72 rounded-md border border-line-strong bg-surface-raised px-2 text-sm text-ink pointer-coarse:h-10"
      >
        {sheets.map(({ name, isHidden }) => (
          <option key={name} value={name}>
            {isHidden ? `${name} (hidden)` : name}
          </option>
        ))}
      </select>
      <p className="text-sm text-ink-muted">The workbook has {sheets.length} sheets; one is imported.</p>
    </div>
  )
}
