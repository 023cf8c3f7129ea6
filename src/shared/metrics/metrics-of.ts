import type { JourneyReadings, MetricReading } from './reading.ts'

const NONE: readonly MetricReading[] = []
const indexes = new WeakMap<JourneyReadings, ReadonlyMap<string, readonly MetricReading[]>>()

/** The metrics of the library that an element shows, in its order. The same list for the same readings. */
export function metricsOf(readings: JourneyReadings, elementId: string): readonly MetricReading[] {
  const known = indexes.get(readings) ?? indexOf(readings)
  indexes.set(readings, known)
  return known.get(elementId) ?? NONE
}

function indexOf({ metrics = NONE }: JourneyReadings): ReadonlyMap<string, readonly MetricReading[]> {
  const index = new Map<string, MetricReading[]>()
  for (const metric of metrics) index.set(metric.elementId, [...(index.get(metric.elementId) ?? []), metric])
  return index
}
