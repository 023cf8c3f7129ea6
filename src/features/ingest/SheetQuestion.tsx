import { useId } from 'react'
import type { DatasetProfile } from '#shared/contract/rest/datasets.ts'
import { ALL_SHEETS, NO_LIST, type SheetsAre } from '#shared/contract/sheet-choice.ts'
import { assertNever } from '#shared/lib/assert.ts'

interface SheetQuestionProps {
  readonly sheets: DatasetProfile['sheets']
  readonly sheet: string
  readonly sheetsAre: SheetsAre
  /** How many are read as one. */
  readonly parts: number
  readonly onSheet: (sheet: string) => void
}

const LABELS: Readonly<Record<SheetsAre, string>> = {
  sheets: 'Sheet',
  tables: 'Table',
  lists: 'List',
  'lists-in-records': 'Events are in',
  'kinds-of-object': 'Each case is one',
}

/** Which sheet of a workbook holds the table, or which list of a JSON file; another one is read at once. */
export function SheetQuestion({ sheets, sheet, sheetsAre, parts, onSheet }: SheetQuestionProps) {
  const id = useId()
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1.5">
      <label htmlFor={id} className="text-sm font-medium text-ink">
        {LABELS[sheetsAre]}
      </label>
      <select
        id={id}
        value={sheet}
        onChange={(event) => onSheet(event.target.value)}
        className="h-8 max-w-72 rounded-md border border-line-strong bg-surface-raised px-2 text-sm text-ink pointer-coarse:h-10"
      >
        {sheets.map(({ name, isHidden }) => (
          <option key={name} value={name}>
            {isHidden ? `${name} (hidden)` : choiceWords(name)}
          </option>
        ))}
      </select>
      <p className="text-sm text-ink-muted">{explanation(sheetsAre, { sheets, sheet, parts })}</p>
    </div>
  )
}

function choiceWords(name: string): string {
  if (name === ALL_SHEETS) return 'All with the same headings'
  return name === NO_LIST ? 'The records themselves' : name
}

function explanation(
  sheetsAre: SheetsAre,
  { sheets, sheet, parts }: Pick<SheetQuestionProps, 'sheets' | 'sheet' | 'parts'>,
): string {
  switch (sheetsAre) {
    case 'sheets':
    case 'tables': {
      if (sheet === ALL_SHEETS) return `${parts} ${sheetsAre} have the same headings, and are read as one table.`
      const count = sheets.filter(({ name }) => name !== ALL_SHEETS).length
      return `The ${sheetsAre === 'tables' ? 'page' : 'workbook'} has ${count} ${sheetsAre}; one is imported.`
    }
    case 'lists':
      return `The file has ${sheets.length} lists of records; one is imported.`
    case 'lists-in-records':
      return sheet === NO_LIST
        ? 'Each record is read as one event, with its lists as text.'
        : 'Each record holds a list. Each of its entries is read as an event, with what the record says besides.'
    case 'kinds-of-object':
      return 'Events of this log belong to objects of several kinds. Those of one kind are the cases.'
    default:
      return assertNever(sheetsAre)
  }
}
