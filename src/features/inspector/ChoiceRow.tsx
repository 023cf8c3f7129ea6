import { useEditor } from '#src/editor/hooks.ts'
import { Select, type SelectOption } from '#src/ui/Select.tsx'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface ChoiceRowProps<Value extends string> {
  readonly label: string
  readonly options: readonly SelectOption<Value>[]
  /** `null`: the selected things differ, or nothing is chosen. */
  readonly value: Value | null
  readonly isMixed?: boolean
  readonly onChange: (value: Value) => void
}

/** One of a list. */
export function ChoiceRow<Value extends string>({ label, options, value, isMixed, onChange }: ChoiceRowProps<Value>) {
  const chosen = options.find((option) => option.value === value)
  if (!useEditor().canEdit) return chosen ? <ReadOnlyField label={label}>{chosen.label}</ReadOnlyField> : null
  return (
    <Select
      label={label}
      options={options}
      value={value}
      placeholder={isMixed ? 'Mixed' : 'Not set'}
      onChange={onChange}
    />
  )
}
