import { Search, X } from 'lucide-react'
import { useId, useState } from 'react'
import { Checkbox } from '#src/ui/Checkbox.tsx'
import { cn } from '#src/ui/cn.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { toggled } from './event-rule.ts'

export interface PickableValue {
  readonly value: string
  readonly events: number
}

interface ValuePickerProps {
  /** What is chosen: “Events”. */
  readonly label: string
  /** Shown while nothing is chosen. */
  readonly emptyWords: string
  readonly values: readonly PickableValue[]
  readonly selected: readonly string[]
  readonly onChange: (selected: readonly string[]) => void
}

/** Rows drawn at once; the search reaches the rest. */
const ROWS_SHOWN = 80
const SEARCH_FROM = 8

const count = new Intl.NumberFormat('en')

/** Any number of values from a searchable list, each with how often it comes. */
export function ValuePicker({ label, emptyWords, values, selected, onChange }: ValuePickerProps) {
  const [search, setSearch] = useState('')
  const headingId = useId()
  const wanted = search.trim().toLowerCase()
  const known = new Set(values.map(({ value }) => value))
  // What was chosen once stays in sight, also when the data does not have it (any more).
  const missing = selected.filter((value) => !known.has(value)).map((value) => ({ value, events: 0 }))
  const all = [...missing, ...values]
  const found = wanted === '' ? all : all.filter(({ value }) => value.toLowerCase().includes(wanted))
  const shown = found.slice(0, ROWS_SHOWN)

  return (
    <fieldset aria-labelledby={headingId} className="flex min-w-0 flex-col gap-2">
      <div id={headingId} className="flex items-baseline justify-between gap-2 text-xs font-medium text-ink-muted">
        {label}
        {selected.length === 0 && <span className="font-normal text-ink-faint">{emptyWords}</span>}
      </div>
      {selected.length > 0 && (
        <ul aria-label={`Chosen: ${label}`} className="flex flex-wrap gap-1">
          {selected.map((value) => (
            <li key={value} className="max-w-full">
              <button
                type="button"
                onClick={() => onChange(toggled(selected, value))}
                aria-label={`Remove ${value}`}
                className="flex h-6 max-w-full items-center gap-1 rounded-full bg-accent-soft pr-1.5 pl-2.5 text-xs font-medium text-accent hover:bg-accent-soft/60 pointer-coarse:h-9"
              >
                <span className="truncate">{value}</span>
                <X aria-hidden className="size-3.5 shrink-0" />
              </button>
            </li>
          ))}
        </ul>
      )}
      {values.length >= SEARCH_FROM && (
        <TextField
          label={`Search ${label.toLowerCase()}`}
          hideLabel
          placeholder={`Search ${label.toLowerCase()}`}
          icon={Search}
          value={search}
          onChange={(event) => setSearch(event.target.value)}
        />
      )}
      <ul className="max-h-52 overflow-y-auto overscroll-contain rounded-md bg-surface-sunken p-1">
        {shown.map(({ value, events }) => {
          const chosen = selected.includes(value)
          return (
            <li
              key={value}
              className={cn('flex items-start gap-2 rounded-sm px-1.5 py-0.5', chosen && 'bg-accent-soft/60')}
            >
              <Checkbox
                label={<span className="break-words">{value}</span>}
                checked={chosen}
                onChange={() => onChange(toggled(selected, value))}
                className="min-w-0 flex-1"
              />
              <span className="tabular shrink-0 pt-0.5 text-xs text-ink-faint">{count.format(events)}</span>
            </li>
          )
        })}
        {found.length === 0 && <li className="px-1.5 py-1 text-xs text-ink-faint">Nothing is called like that.</li>}
        {found.length > ROWS_SHOWN && (
          <li className="px-1.5 py-1 text-xs text-ink-faint">
            {count.format(found.length - ROWS_SHOWN)} more. Search to find them.
          </li>
        )}
      </ul>
    </fieldset>
  )
}
