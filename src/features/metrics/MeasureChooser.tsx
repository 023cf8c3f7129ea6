import { formatReading } from '#shared/metrics/format-reading.ts'
import type { AskedMeasure } from '#shared/metrics/measures.ts'
import type { Reading } from '#shared/metrics/reading.ts'
import { cn } from '#src/ui/cn.ts'

export interface ChoosableNumber {
  readonly measure: AskedMeasure
  readonly title: string
  readonly reading: Reading
}

interface MeasureChooserProps {
  readonly numbers: readonly ChoosableNumber[]
  readonly chosen: AskedMeasure
  readonly onChoose: (measure: AskedMeasure) => void
}

/** The other numbers of the same element, also those that had no room on the canvas. */
export const MeasureChooser = ({ numbers, chosen, onChoose }: MeasureChooserProps) => (
  <ul aria-label="Numbers of this element" className="mt-3 grid grid-cols-2 gap-1 border-t border-line pt-3">
    {numbers.map(({ measure, title, reading }) => (
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
          <span className="text-2xs text-ink-muted">{title}</span>
          <span className="tabular text-sm font-medium text-ink">{formatReading(reading)}</span>
        </button>
      </li>
    ))}
  </ul>
)
