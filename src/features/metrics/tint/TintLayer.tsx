import { readingOf } from '#shared/metrics/measures.ts'
import type { Measured } from '#shared/metrics/readings-by-id.ts'
import { tintLevelOf, type TintMeasure, tintScaleOf } from '#shared/metrics/tint.ts'
import { type ReadingsStore, useReadings } from '../use-element-readings.ts'
import { tintColor } from './tint-colors.ts'

interface TintLayerProps {
  readonly measured: Measured
  readonly readings: ReadingsStore
  readonly measure: TintMeasure
}

/** Lies under the words of the stage, step or card that it is in, and on its ground. The number that it stands for is written there. */
export function TintLayer({ measured, readings, measure }: TintLayerProps) {
  const all = useReadings(readings)
  const level = all && tintLevelOf(readingOf(measured, measure), tintScaleOf(all, measure))
  if (level === null) return null
  return (
    <span
      aria-hidden
      data-tint={level}
      className="pointer-events-none absolute inset-0 -z-1 rounded-lg"
      style={{ backgroundColor: tintColor(level) }}
    />
  )
}
