import { differenceBetween } from '#shared/metrics/difference.ts'
import type { Comparison, ElementReadings, LinkReadings, Reading } from '#shared/metrics/reading.ts'

interface Readings {
  readonly elements: readonly ElementReadings[]
  readonly links: readonly LinkReadings[]
}

/**
 * The readings of a segment, each with the same reading of everybody else. Both answer the same plan, so they stand in one order.
 * `filter`: who is in the segment, in words.
 */
export const compareReadings = (segment: Readings, rest: Readings, filter: string): Readings => ({
  elements: segment.elements.map((own, at) => comparedElement(own, rest.elements[at], filter)),
  links: segment.links.map((own, at) => comparedLink(own, rest.links[at], filter)),
})

const comparedElement = (
  own: ElementReadings,
  other: ElementReadings | undefined,
  filter: string,
): ElementReadings => ({
  ...own,
  cases: compared(own.cases, other?.cases, filter),
  ...(own.conversion && { conversion: compared(own.conversion, other?.conversion, filter) }),
  ...(own.dropOff && { dropOff: compared(own.dropOff, other?.dropOff, filter) }),
  ...(own.timeToNext && { timeToNext: compared(own.timeToNext, other?.timeToNext, filter) }),
})

const comparedLink = (own: LinkReadings, other: LinkReadings | undefined, filter: string): LinkReadings => ({
  ...own,
  flow: compared(own.flow, other?.flow, filter),
  ...(own.rate && { rate: compared(own.rate, other?.rate, filter) }),
})

function compared(own: Reading, other: Reading | undefined, filter: string): Reading {
  const narrowed = { ...own, filter: `${own.filter}; ${filter}` }
  if (!other) return narrowed
  const { value, n, interval } = other
  const difference = differenceBetween(own, other)
  const comparison: Comparison = { value, n, ...(interval && { interval }), ...(difference && { difference }) }
  return { ...narrowed, comparison }
}
