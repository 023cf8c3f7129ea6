import { useState } from 'react'
import type { FeelingSource } from '#shared/model/records/feeling-source.ts'
import { NumberField } from '../library/NumberField.tsx'

type Ends = NonNullable<FeelingSource['ends']>

interface EndsFieldsProps {
  readonly ends: Ends | undefined
  /** The number has no ends of its own. */
  readonly isNeeded: boolean
  readonly onChange: (ends: Ends | null) => void
}

/** Which values stand for very bad and very good; both or none. */
export function EndsFields({ ends, isNeeded, onChange }: EndsFieldsProps) {
  const [worst, setWorst] = useState<number | null>(ends?.worst ?? null)
  const [best, setBest] = useState<number | null>(ends?.best ?? null)
  const tell = (low: number | null, high: number | null): void => {
    setWorst(low)
    setBest(high)
    if (low === null && high === null && ends) onChange(null)
    if (low !== null && high !== null && low !== high) onChange({ worst: low, best: high })
  }
  return (
    <fieldset className="min-w-0">
      <legend className="mb-1 text-xs font-medium text-ink-muted">
        {isNeeded ? 'Which values feel very bad and very good' : 'Other ends than those of the score'}
      </legend>
      <div className="grid grid-cols-2 gap-3">
        <NumberField label="Very bad at" value={worst} onChange={(value) => tell(value, best)} />
        <NumberField label="Very good at" value={best} onChange={(value) => tell(worst, value)} />
      </div>
      <p className="mt-1 text-xs text-pretty text-ink-muted">
        {worst !== null && worst === best
          ? 'Both are the same: no line can be drawn between them.'
          : 'A straight line between them, in the unit of the number: shares from 0 to 1, times in seconds.'}
      </p>
    </fieldset>
  )
}
