import type { DatasetBody } from '#shared/contract/rest/datasets.ts'
import { Select, type SelectOption } from '#src/ui/Select.tsx'

interface NumberSourceProps {
  readonly label: string
  readonly dataset: DatasetBody
  /** `undefined`: the event's value. */
  readonly field: string | undefined
  readonly onChange: (field: string | undefined) => void
}

const VALUE = 'value'
const FIELD = 'field '

/** Where an event's number is: its value, or one of its attributes. */
export function NumberSource({ label, dataset, field, onChange }: NumberSourceProps) {
  const names = dataset.fields.map(({ name }) => name)
  const isGone = field !== undefined && !names.includes(field)
  const options: readonly SelectOption<string>[] = [
    { value: VALUE, label: 'The value of the event' },
    ...names.map((name) => ({ value: `${FIELD}${name}`, label: name })),
  ]
  return (
    <Select
      label={label}
      options={options}
      value={isGone ? null : field === undefined ? VALUE : `${FIELD}${field}`}
      placeholder={field}
      error={isGone ? `The dataset has no field ${field} any more.` : null}
      onChange={(chosen) => onChange(chosen === VALUE ? undefined : chosen.slice(FIELD.length))}
    />
  )
}
