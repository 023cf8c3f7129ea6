import type { JourneySnapshot } from '../snapshot.ts'

/**
 * The ids of the segments that the journey itself uses: what its personas stand for, and what a saved view holds numbers against. Whoever sees
 * its numbers may know of these, as its editors chose them to be seen; of any other segment of the workspace not.
 */
export const segmentsInUse = ({ personas, views }: Pick<JourneySnapshot, 'personas' | 'views'>): ReadonlySet<string> =>
  new Set([
    ...[...personas.values()].flatMap(({ segmentId }) => segmentId ?? []),
    ...[...views.values()].flatMap(({ against }) => (against?.kind === 'segment' ? against.id : [])),
  ])
