import { doubtAbout, type Measure, readingOf } from './measures.ts'
import type { JourneyReadings, Reading } from './reading.ts'

/** The numbers that the map can be tinted by: those of stages, steps and touchpoints. */
export const TINT_MEASURES = ['cases', 'conversion', 'dropOff', 'timeToNext'] as const satisfies readonly Measure[]
export type TintMeasure = (typeof TINT_MEASURES)[number]

/** From pale to strong. */
export const TINT_LEVELS = 5

/** What the palest and the strongest tint stand for. */
export interface TintScale {
  readonly low: number
  readonly high: number
  readonly unit: Reading['unit']
}

const scales = new WeakMap<JourneyReadings, Map<TintMeasure, TintScale | null>>()

/** From the lowest to the highest number of the journey's elements; what rests on too little does not count. `null`: there is none. */
export function tintScaleOf(readings: JourneyReadings, measure: TintMeasure): TintScale | null {
  // Asked for by every element that is drawn.
  const known = scales.get(readings) ?? new Map<TintMeasure, TintScale | null>()
  scales.set(readings, known)
  const before = known.get(measure)
  if (before !== undefined) return before
  const told = readings.elements.flatMap((element) => {
    const reading = readingOf(element, measure)
    return reading && isTold(reading) ? [{ value: reading.value, unit: reading.unit }] : []
  })
  const values = told.map(({ value }) => value)
  const unit = told[0]?.unit
  const scale = unit === undefined ? null : { low: Math.min(...values), high: Math.max(...values), unit }
  known.set(measure, scale)
  return scale
}

const isTold = (reading: Reading): reading is Reading & { readonly value: number } =>
  reading.value !== null && doubtAbout(reading) === null

/** 0 to `TINT_LEVELS` − 1, in equal steps; the middle where all are the same. `null`: no tint, since it cannot be told. */
export function tintLevelOf(reading: Reading | undefined, scale: TintScale | null): number | null {
  if (!reading || !scale || !isTold(reading)) return null
  const { low, high } = scale
  if (high === low) return Math.floor(TINT_LEVELS / 2)
  const share = (reading.value - low) / (high - low)
  return Math.min(TINT_LEVELS - 1, Math.max(0, Math.floor(share * TINT_LEVELS)))
}
