import { useCallback, useSyncExternalStore } from 'react'
import type { ElementReadings, JourneyReadings, LinkReadings } from '#shared/metrics/reading.ts'

/** Where the readings that the server pushes are kept; `null` until the first have come. */
export interface ReadingsStore {
  readonly getState: () => JourneyReadings | null
  readonly subscribe: (listener: () => void) => () => void
}

export type Measured = ElementReadings | LinkReadings

const indexes = new WeakMap<JourneyReadings, ReadonlyMap<string, Measured>>()

/** Readings by the id of their element or link. Made once a push: every number on the canvas looks its own up. */
export function readingsById(readings: JourneyReadings): ReadonlyMap<string, Measured> {
  const known = indexes.get(readings)
  if (known !== undefined) return known
  const index = new Map<string, Measured>()
  for (const element of readings.elements) index.set(element.elementId, element)
  for (const link of readings.links) index.set(link.linkId, link)
  indexes.set(readings, index)
  return index
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
