import { CalendarRange } from 'lucide-react'
import { type AskedRange, daysWords, lastDaysWords, rangeWords } from '#shared/metrics/time-range.ts'
import { Button } from '#src/ui/Button.tsx'
import { type ReadingsStore, useReadings } from '../use-element-readings.ts'

interface RangeButtonProps {
  readonly readings: ReadingsStore
  /** `null`: all time. */
  readonly range: AskedRange | null
  readonly isOpen: boolean
  readonly onToggle: () => void
}

/** Of which time the numbers are; opens what changes it. Nothing for a journey without data. */
export function RangeButton({ readings, range, isOpen, onToggle }: RangeButtonProps) {
  const hasData = (useReadings(readings)?.datasets.length ?? 0) > 0
  if (!hasData) return null
  return (
    <Button size="sm" variant="ghost" icon={CalendarRange} aria-expanded={isOpen} onClick={onToggle}>
      {range === null ? 'All time' : 'last' in range ? lastDaysWords(range) : (daysWords(range) ?? rangeWords(range))}
    </Button>
  )
}
