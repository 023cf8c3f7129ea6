import type { DatasetMapping } from '#shared/contract/rest/datasets.ts'
import { TextField } from '#src/ui/TextField.tsx'

interface StepNamesProps {
  readonly steps: DatasetMapping['steps']
  readonly names: ReadonlyMap<string, string>
  readonly onChange: (names: ReadonlyMap<string, string>) => void
}

/** What the events are called that the columns of a wide table become. */
export function StepNames({ steps, names, onChange }: StepNamesProps) {
  return (
    <fieldset className="flex flex-col gap-2.5">
      <legend className="text-sm font-medium text-ink">What are the steps called?</legend>
      <p className="text-sm text-pretty text-ink-muted">
        Each of these columns becomes an event of its row, at the time in it. An empty cell is a step that did not
        happen. A value counts once, at the first step.
      </p>
      <div className="grid gap-3 sm:grid-cols-2 lg:grid-cols-3">
        {steps.map(({ column, event }) => (
          <TextField
            key={column}
            label={column}
            value={names.has(column) ? event : column}
            maxLength={200}
            onChange={({ target }) => onChange(new Map(names).set(column, target.value))}
          />
        ))}
      </div>
    </fieldset>
  )
}
