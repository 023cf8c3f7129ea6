import type { UsedSegment } from '#shared/contract/rest/segments.ts'
import { type OtherCustomers, otherCustomersText } from '#shared/metrics/held-against.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

interface Looked {
  readonly snapshot: JourneySnapshot
  /** Those that the server tells of this journey. */
  readonly segments: readonly UsedSegment[]
  /** That of the persona whose numbers are shown; `null`: everybody's are. */
  readonly ownSegmentId: string | null
  /** The datasets of everybody's numbers. */
  readonly datasetIds: readonly string[]
}

export interface AgainstChoice {
  /** As addresses say it. */
  readonly value: string
  readonly name: string
}

/**
 * Whom the numbers can be held against: the journey's personas and the segments that it uses, of the same data as the numbers and others
 * than whose they are. A segment that a persona stands for is there as that persona.
 */
export function againstChoices({ snapshot, segments, ownSegmentId, datasetIds }: Looked): readonly AgainstChoice[] {
  const datasetOf = new Map(segments.map(({ id, datasetId }) => [id, datasetId]))
  const own = ownSegmentId === null ? datasetIds : [datasetOf.get(ownSegmentId) ?? '']
  const isOther = (id: string): boolean => id !== ownSegmentId && own.includes(datasetOf.get(id) ?? '')
  const personas = personasInOrder(snapshot).flatMap(({ id, name, segmentId }) =>
    segmentId !== undefined && isOther(segmentId) ? [{ id, name: name || 'Unnamed persona', segmentId }] : [],
  )
  const rest = segments.filter(({ id }) => isOther(id) && !personas.some(({ segmentId }) => segmentId === id))
  return [
    ...personas.map(({ id, name }) => ({ value: otherCustomersText({ kind: 'persona', id }), name })),
    ...rest.map(({ id, name }) => ({ value: otherCustomersText({ kind: 'segment', id }), name: `“${name}”` })),
  ]
}

/** Of what was chosen, that which means something here; what does not is kept for where it does. */
export function againstAmong(
  choices: readonly AgainstChoice[],
  against: OtherCustomers | null,
  { personas }: Pick<JourneySnapshot, 'personas'>,
): AgainstChoice | null {
  if (against === null) return null
  const text = otherCustomersText(against)
  const exact = choices.find(({ value }) => value === text)
  if (exact || against.kind === 'persona') return exact ?? null
  const ofSame = [...personas.values()].filter(({ segmentId }) => segmentId === against.id)
  const texts = new Set(ofSame.map(({ id }) => otherCustomersText({ kind: 'persona', id })))
  return choices.find(({ value }) => texts.has(value)) ?? null
}
