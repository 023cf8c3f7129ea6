import { formatReading } from '#shared/metrics/format-reading.ts'
import { cn } from '#src/ui/cn.ts'
import { type Measure, MEASURE_TITLES, readingOf } from '#shared/metrics/measures.ts'
import type { Measured } from '#shared/metrics/readings-by-id.ts'

interface MeasureChooserProps {
  readonly measured: Measured
  readonly measures: readonly Measure[]
  readonly chosen: Measure
  readonly onChoose: (measure: Measure) => void
}

/** The other numbers of the same element, also those that had no room on the canvas. */
export const MeasureChooser = ({ measured, measures, chosen, onChoose }: MeasureChooserProps) => (
  <ul aria-label="Numbers of this element" className="mt-3 grid grid-cols-2 gap-1 border-t border-line pt-3">
    {measures.map((measure) => {
      const reading = readingOf(measured, measure)
      return (
        reading !== undefined && (
          <li key={measure}>
            <button
              type="button"
              aria-pressed={measure === chosen}
              onClick={() => onChoose(measure)}
              className={cn(
                'flex w-full flex-col rounded-md px-2 py-1 text-left transition-colors duration-100 hover:bg-ink/6',
                measure === chosen && 'bg-accent-soft',
              )}
            >
              <span className="text-2xs text-ink-muted">{MEASURE_TITLES[measure]}</span>
              <span className="tabular text-sm font-medium text-ink">{formatReading(reading)}</span>
            </button>
          </li>
        )
      )
    })}
  </ul>
)
