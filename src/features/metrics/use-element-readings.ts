import { useCallback, useSyncExternalStore } from 'react'
import type { JourneyReadings, MetricReading } from '#shared/metrics/reading.ts'
import { metricsOf } from '#shared/metrics/metrics-of.ts'
import { type Measured, readingsById } from '#shared/metrics/readings-by-id.ts'

/** Where the readings that the server pushes are kept; `null` until the first have come. */
export interface ReadingsStore {
  readonly getState: () => JourneyReadings | null
  readonly subscribe: (listener: () => void) => () => void
}

/** All readings of the journey, as they come in. */
export const useReadings = (store: ReadingsStore): JourneyReadings | null =>
  useSyncExternalStore(store.subscribe, store.getState)

/** The readings of one element or link; `undefined` when it has none. */
export function useReadingsOf(store: ReadingsStore, id: string): Measured | undefined {
  const look = useCallback(() => {
    const readings = store.getState()
    return readings === null ? undefined : readingsById(readings).get(id)
  }, [store, id])
  return useSyncExternalStore(store.subscribe, look)
}

const NONE: readonly MetricReading[] = []

/** The metrics of the library that an element shows, with their numbers. */
export function useMetricsOf(store: ReadingsStore, id: string): readonly MetricReading[] {
  const look = useCallback(() => {
    const readings = store.getState()
    return readings === null ? NONE : metricsOf(readings, id)
  }, [store, id])
  return useSyncExternalStore(store.subscribe, look)
}
