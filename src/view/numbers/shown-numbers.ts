import { useStore } from 'zustand'
import { feelingsById } from '#shared/metrics/feelings.ts'
import {
  type AskedMeasure,
  FEELING,
  type Measure,
  MEASURE_TITLES,
  metricMeasure,
  readingOf,
} from '#shared/metrics/measures.ts'
import { metricsOf } from '#shared/metrics/metrics-of.ts'
import type { FeelingReading, JourneyReadings, Reading } from '#shared/metrics/reading.ts'
import { readingsById } from '#shared/metrics/readings-by-id.ts'
import { useView } from '../view-context.ts'

/** One number of an element, whatever it comes from. */
export interface ShownNumber {
  readonly measure: AskedMeasure
  readonly title: string
  readonly reading: Reading
}

/** Its readings, then its metrics of the library, then what its feeling was measured at; empty where it has none. */
export function numbersOf(
  readings: JourneyReadings,
  elementId: string,
  measures: readonly Measure[],
): readonly ShownNumber[] {
  const measured = readingsById(readings).get(elementId)
  const feeling = readings.feelings && feelingsById(readings).get(elementId)
  return [
    ...measures.flatMap((measure) => {
      const reading = measured && readingOf(measured, measure)
      return reading ? [{ measure, title: MEASURE_TITLES[measure], reading }] : []
    }),
    ...metricsOf(readings, elementId).map(({ metricId, name, reading }) => ({
      measure: metricMeasure(metricId),
      title: name,
      reading,
    })),
    ...(feeling ? [{ measure: FEELING, title: feeling.name, reading: feeling.reading } as const] : []),
  ]
}

/** What a feeling was measured at; `undefined` where it was not. */
export const useFeelingOf = (cardId: string): FeelingReading | undefined =>
  useStore(useView().readings, (now) => now?.feelings && feelingsById(now).get(cardId)) ?? undefined
