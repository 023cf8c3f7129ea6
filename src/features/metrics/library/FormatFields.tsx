import { DIRECTIONS } from '#shared/metrics/named-metric.ts'
import { Select } from '#src/ui/Select.tsx'
import { TextField } from '#src/ui/TextField.tsx'
import type { Draft } from './metric-drafts.ts'
import { NumberField } from './NumberField.tsx'

interface FormatFieldsProps {
  readonly draft: Draft
  readonly onChange: (change: Partial<Draft>) => void
}

const UNITS = [
  { value: 'number', label: 'A number' },
  { value: 'money', label: 'Money' },
  { value: 'share', label: 'A share, in %' },
  { value: 'seconds', label: 'A time, in seconds' },
] as const

const DIRECTION_WORDS = { up: 'More is better', down: 'Less is better', none: 'Neither' } as const
const DECIMALS_MAX = 6

/** How the number is written, which way is better and where it should be. */
export function FormatFields({ draft, onChange }: FormatFieldsProps) {
  const { definition, unit, currency, decimals, direction, target } = draft
  const hasUnit =
    definition.kind === 'ratio' || (definition.kind === 'question' && definition.question.kind === 'amount')
  const isCurrency = currency !== null && /^[A-Z]{3}$/.test(currency)
  return (
    <div className="grid gap-3 sm:grid-cols-2">
      {hasUnit && (
        <Select
          label="Unit"
          options={UNITS}
          value={unit}
          onChange={(next) => onChange({ unit: next, currency: next === 'money' ? (currency ?? 'EUR') : null })}
        />
      )}
      {hasUnit && unit === 'money' && (
        <TextField
          label="Currency"
          placeholder="EUR"
          maxLength={3}
          value={currency ?? ''}
          error={isCurrency ? null : 'Three letters, such as EUR'}
          onChange={({ target: field }) => onChange({ currency: field.value.trim().toUpperCase() })}
        />
      )}
      <Select
        label="Better"
        options={DIRECTIONS.map((value) => ({ value, label: DIRECTION_WORDS[value] }))}
        value={direction}
        onChange={(next) => onChange({ direction: next })}
      />
      <NumberField
        label="Target"
        placeholder="none"
        hint="Shares from 0 to 1, times in seconds."
        value={target}
        onChange={(next) => onChange({ target: next })}
      />
      <NumberField
        label="Digits behind the point"
        placeholder="as usual"
        value={decimals}
        min={0}
        max={DECIMALS_MAX}
        isWhole
        onChange={(next) => onChange({ decimals: next })}
      />
    </div>
  )
}
