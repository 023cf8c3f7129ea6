import type { ElementReadings, JourneyReadings, LinkReadings, Reading } from '#shared/metrics/reading.ts'
import type { Excerpt } from '#shared/model/excerpt/excerpt-of.ts'
import type { ShownPart } from '#shared/model/excerpt/shown-part.ts'
import type { Link } from '#shared/model/records/link.ts'
import { journeyPlanOf } from './journey-plan.ts'
import { presentReadings } from './present-readings.ts'

/**
 * Of a journey's readings, those that the shown part alone would give as well. A number that rests on something hidden (a step's on a
 * touchpoint in a hidden lane) is left out, not computed anew: one element has one number. What is told is compared by its words, so that
 * no definition that names something hidden gets through, whenever it was computed.
 */
export function readingsShown(
  readings: JourneyReadings,
  { shown, bindings }: Excerpt,
  part: ShownPart,
): JourneyReadings {
  const showsNumber = (id: string): boolean => part.numberIds === null || part.numberIds.includes(id)
  const expected = journeyPlanOf({ ...shown, bindings }).map((dataset) =>
    presentReadings(dataset, { kind: 'none', note: '' }),
  )
  const elementsById = new Map(expected.flatMap(({ elements }) => elements.map((one) => [one.elementId, one] as const)))
  const linksById = new Map(expected.flatMap(({ links }) => links.map((one) => [one.linkId, one] as const)))

  const elements = readings.elements.flatMap((element): ElementReadings[] => {
    const own = elementsById.get(element.elementId)
    if (
      !showsNumber(element.elementId) ||
      own?.datasetId !== element.datasetId ||
      !saysTheSame(own.cases, element.cases)
    ) {
      return []
    }
    const { kind, elementId, datasetId, cases } = element
    const { nextElementId: next } = element
    const hasSameNext =
      own.nextElementId === next &&
      saysTheSame(own.conversion, element.conversion) &&
      (next === undefined || showsNumber(next))
    return [hasSameNext ? element : { kind, elementId, datasetId, cases }]
  })
  const links = readings.links.filter((link: LinkReadings) => {
    const own = linksById.get(link.linkId)
    const ends = shown.links.get(link.linkId as Link['id'])
    if (!ends || !showsNumber(ends.fromCardId) || !showsNumber(ends.toCardId)) return false
    return own?.datasetId === link.datasetId && saysTheSame(own.flow, link.flow) && saysTheSame(own.rate, link.rate)
  })
  const datasetIds = new Set([...elements, ...links].map(({ datasetId }) => datasetId))
  return {
    computedAt: readings.computedAt,
    elements,
    links,
    datasets: readings.datasets.filter(({ datasetId }) => datasetIds.has(datasetId)),
  }
}

const saysTheSame = (a: Reading | undefined, b: Reading | undefined): boolean =>
  a?.definition === b?.definition && a?.filter === b?.filter
