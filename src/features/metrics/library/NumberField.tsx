import { type ReactNode, useState } from 'react'
import { TextField } from '#src/ui/TextField.tsx'

interface NumberFieldProps {
  readonly label: string
  /** `null`: none, which is told as an empty field. */
  readonly value: number | null
  /** Tells `null` for an empty field; a text that is no such number is not told. */
  readonly onChange: (value: number | null) => void
  readonly min?: number
  readonly max?: number
  readonly isWhole?: boolean
  readonly placeholder?: string
  readonly hint?: string
  readonly className?: string
}

/** A number as text, so that one can type “-” and “0.” on the way. */
export function NumberField({
  value,
  onChange,
  min = -1e12,
  max = 1e12,
  isWhole = false,
  ...field
}: NumberFieldProps): ReactNode {
  const [text, setText] = useState(value === null ? '' : String(value))
  const number = Number(text.replace(',', '.'))
  const isWrong = text !== '' && !(number >= min && number <= max && (!isWhole || Number.isInteger(number)))
  return (
    <TextField
      {...field}
      inputMode="decimal"
      value={text}
      error={isWrong ? (isWhole ? `A whole number from ${min} to ${max}` : 'Not a number that fits here') : null}
      onChange={({ target }) => {
        const next = target.value.trim()
        const told = Number(next.replace(',', '.'))
        setText(next)
        if (next === '') onChange(null)
        else if (told >= min && told <= max && (!isWhole || Number.isInteger(told))) onChange(told)
      }}
    />
  )
}
