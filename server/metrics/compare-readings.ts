import { differenceBetween } from '#shared/metrics/difference.ts'
import type { Comparison, ElementReadings, LinkReadings, Reading } from '#shared/metrics/reading.ts'
import type { HeldAgainst } from './narrowing.ts'

interface Readings {
  readonly elements: readonly ElementReadings[]
  readonly links: readonly LinkReadings[]
}

/** Readings of some cases only: `filter` says of which, in words. */
export const narrowedReadings = (own: Readings, filter: string): Readings =>
  changed(own, (reading) => narrowedReading(reading, filter))

/** The same of one reading. */
export const narrowedReading = (own: Reading, filter: string): Reading => ({
  ...own,
  filter: [own.filter, filter].filter((words) => words !== '').join('; '),
})

/**
 * Readings, each with the same reading of other cases. All answer the same plan, so they stand in one order. `rest`: where the others are
 * some of the own cases, those of all others.
 */
export const compareReadings = (own: Readings, others: Readings, against: HeldAgainst, rest?: Readings): Readings =>
  changed(own, (reading, measure, at) => {
    const sameOf = ({ elements, links }: Readings): Reading | undefined =>
      measure === 'flow' || measure === 'rate' ? links[at]?.[measure] : elements[at]?.[measure]
    const other = sameOf(others)
    return other ? compared(reading, other, against, rest && sameOf(rest)) : reading
  })

type ElementMeasure = 'cases' | 'conversion' | 'dropOff' | 'timeToNext'
type Change = (reading: Reading, measure: ElementMeasure | 'flow' | 'rate', at: number) => Reading

const changed = ({ elements, links }: Readings, change: Change): Readings => ({
  elements: elements.map((own, at) => ({
    ...own,
    cases: change(own.cases, 'cases', at),
    ...(own.conversion && { conversion: change(own.conversion, 'conversion', at) }),
    ...(own.dropOff && { dropOff: change(own.dropOff, 'dropOff', at) }),
    ...(own.timeToNext && { timeToNext: change(own.timeToNext, 'timeToNext', at) }),
  })),
  links: links.map((own, at) => ({
    ...own,
    flow: change(own.flow, 'flow', at),
    ...(own.rate && { rate: change(own.rate, 'rate', at) }),
  })),
})

/** A reading beside the same one of other cases; `rest` as above. */
export function compared(own: Reading, other: Reading, against: HeldAgainst, rest?: Reading): Reading {
  const difference = differenceBetween(rest ?? own, other)
  return {
    ...own,
    comparison: {
      ...against,
      ...numberOf(other),
      ...(rest && { rest: numberOf(rest) }),
      ...(difference && { difference }),
    },
  }
}

const numberOf = ({ value, n, interval }: Reading): Pick<Comparison, 'value' | 'n' | 'interval'> => ({
  value,
  n,
  ...(interval && { interval }),
})
