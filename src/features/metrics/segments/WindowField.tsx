import { useState } from 'react'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'

interface WindowFieldProps {
  /** `undefined`: any time. */
  readonly hours: number | undefined
  readonly onChange: (hours: number | undefined) => void
}

const HOURS_A_DAY = 24
const UNITS = [
  { value: 'hours', label: 'hours' },
  { value: 'days', label: 'days' },
] as const
type Unit = (typeof UNITS)[number]['value']

/** A span of time, in hours or days. Empty: however long it takes. */
export function WindowField({ hours, onChange }: WindowFieldProps) {
  const [unit, setUnit] = useState<Unit>(
    hours !== undefined && (hours < HOURS_A_DAY || hours % HOURS_A_DAY !== 0) ? 'hours' : 'days',
  )
  const perUnit = unit === 'days' ? HOURS_A_DAY : 1
  const [text, setText] = useState(hours === undefined ? '' : String(hours / perUnit))
  const number = Number(text)
  const isWrong = text !== '' && !(number > 0)
  const tell = (nextText: string, nextUnit: Unit): void => {
    const next = Number(nextText) * (nextUnit === 'days' ? HOURS_A_DAY : 1)
    if (nextText === '') onChange(undefined)
    else if (next > 0) onChange(next)
  }
  return (
    <div className="flex items-end gap-2">
      <TextField
        label="Within"
        className="w-24"
        inputMode="decimal"
        placeholder="any time"
        value={text}
        error={isWrong ? 'More than 0' : null}
        onChange={({ target }) => {
          setText(target.value.trim())
          tell(target.value.trim(), unit)
        }}
      />
      <Select
        label="Unit of time"
        hideLabel
        className="w-24"
        options={UNITS}
        value={unit}
        onChange={(next) => {
          setUnit(next)
          tell(text, next)
        }}
      />
    </div>
  )
}
