import { Palette, X } from 'lucide-react'
import { formatReading } from '#shared/metrics/format-reading.ts'
import { MEASURE_TITLES } from '#shared/metrics/measures.ts'
import { TINT_LEVELS, TINT_MEASURES, type TintMeasure, tintScaleOf } from '#shared/metrics/tint.ts'
import { IconButton } from '#src/ui/IconButton.tsx'
import { Select } from '#src/ui/Select.tsx'
import { type ReadingsStore, useReadings } from '../use-element-readings.ts'
import { tintColor } from './tint-colors.ts'

interface TintStripProps {
  readonly readings: ReadingsStore
  readonly measure: TintMeasure
  readonly onChange: (measure: TintMeasure | null) => void
}

/** By which number the map is tinted, and what its colours stand for. */
export function TintStrip({ readings, measure, onChange }: TintStripProps) {
  const all = useReadings(readings)
  const scale = all && tintScaleOf(all, measure)
  const say = (value: number): string => (scale ? formatReading({ value, unit: scale.unit }) : '')
  return (
    <section
      aria-label="What the colours of the map stand for"
      className="flex min-h-11 shrink-0 items-center gap-3 border-b border-line bg-surface px-3 py-1 text-xs text-ink"
    >
      <Palette aria-hidden className="size-4 shrink-0 text-accent max-sm:hidden" />
      <Select
        label="Tint the map by"
        hideLabel
        className="w-52 max-sm:w-36"
        value={measure}
        onChange={onChange}
        options={TINT_MEASURES.map((value) => ({ value, label: MEASURE_TITLES[value] }))}
      />
      <p className="tabular flex min-w-0 flex-1 flex-wrap items-center gap-2 text-ink-muted">
        {scale ? (
          <>
            <span>{say(scale.low)}</span>
            <span role="img" aria-label="from pale to strong" className="flex">
              {Array.from({ length: TINT_LEVELS }, (_, level) => (
                <span
                  key={level}
                  className="h-4 w-6 border border-line-strong not-first:border-l-0 max-sm:w-4"
                  style={{ backgroundColor: tintColor(level) }}
                />
              ))}
            </span>
            <span>{say(scale.high)}</span>
            <span className="max-md:hidden">What rests on few cases has no colour.</span>
          </>
        ) : (
          'Nothing on this journey has this number yet.'
        )}
      </p>
      <IconButton icon={X} label="Do not tint the map" onClick={() => onChange(null)} />
    </section>
  )
}
