import type { ElementReadings, JourneyReadings, LinkReadings } from './reading.ts'

export type Measured = ElementReadings | LinkReadings

const indexes = new WeakMap<JourneyReadings, ReadonlyMap<string, Measured>>()

/** Readings by the id of their element or link. Made once a push: every number that is shown looks its own up. */
export function readingsById(readings: JourneyReadings): ReadonlyMap<string, Measured> {
  const known = indexes.get(readings)
  if (known !== undefined) return known
  const index = new Map<string, Measured>()
  for (const element of readings.elements) index.set(element.elementId, element)
  for (const link of readings.links) index.set(link.linkId, link)
  indexes.set(readings, index)
  return index
}
