import { useState } from 'react'
import { useEditor } from '#src/editor/hooks.ts'
import { TextField } from '#src/ui/TextField.tsx'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface NumberRowProps {
  readonly label: string
  /** `null`: the selected things differ. */
  readonly value: number | null
  readonly min: number
  readonly max: number
  readonly unit: string
  readonly onChange: (value: number) => void
}

/** A number that is taken over with Enter or on leaving the field. */
export function NumberRow({ label, value, min, max, unit, onChange }: NumberRowProps) {
  const [draft, setDraft] = useState<string | null>(null)
  if (!useEditor().canEdit)
    return value === null ? null : (
      <ReadOnlyField label={label}>{value === 1 ? `1 ${unit.replace(/s$/, '')}` : `${value} ${unit}`}</ReadOnlyField>
    )
  const typed = draft === null ? value : Number(draft)
  const isWrong = draft !== null && draft !== '' && (typed === null || !(typed >= min && typed <= max))
  const takeOver = (): void => {
    if (draft !== null && draft !== '' && !isWrong && typed !== null && typed !== value) onChange(typed)
    setDraft(null)
  }
  return (
    <TextField
      label={`${label} (${unit})`}
      type="number"
      inputMode="numeric"
      min={min}
      max={max}
      value={draft ?? (value === null ? '' : String(value))}
      placeholder={value === null ? 'Mixed' : undefined}
      error={isWrong ? `From ${min} to ${max}` : null}
      onChange={(event) => setDraft(event.target.value)}
      onBlur={takeOver}
      onKeyDown={(event) => {
        if (event.key === 'Enter') takeOver()
        if (event.key === 'Escape') setDraft(null)
      }}
    />
  )
}
