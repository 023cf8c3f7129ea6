import { useEditor } from '#src/editor/hooks.ts'
import { SegmentedControl } from '#src/ui/SegmentedControl.tsx'
import type { CommonValue } from './common-value.ts'
import { ReadOnlyField } from './ReadOnlyField.tsx'

interface RatingRowProps {
  readonly label: string
  /** What 1 and 5 mean. */
  readonly ends: readonly [string, string]
  readonly value: CommonValue<number | undefined>
  readonly onChange: (value: number | undefined) => void
}

const OPTIONS = [
  { value: 'none', label: '–' },
  ...[1, 2, 3, 4, 5].map((rating) => ({ value: String(rating), label: String(rating) })),
] as const

/** A rating from 1 to 5, or none. */
export function RatingRow({ label, ends, value, onChange }: RatingRowProps) {
  if (!useEditor().canEdit) {
    return value.isMixed || value.value === undefined ? null : (
      <ReadOnlyField label={label}>{`${value.value} of 5`}</ReadOnlyField>
    )
  }
  return (
    <div>
      <div className="mb-1.5 flex items-baseline justify-between gap-2 text-xs">
        <span className="font-medium text-ink-muted">{label}</span>
        <span className="text-ink-faint">{value.isMixed ? 'Mixed' : `1 ${ends[0]} – 5 ${ends[1]}`}</span>
      </div>
      <SegmentedControl
        label={label}
        isWide
        options={OPTIONS}
        value={value.isMixed ? null : String(value.value ?? 'none')}
        onChange={(next) => onChange(next === 'none' ? undefined : Number(next))}
      />
    </div>
  )
}
