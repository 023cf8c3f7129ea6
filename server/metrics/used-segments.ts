import { segmentsInUse } from '#shared/model/selectors/segments-in-use.ts'
import { personasAndViewsOf } from './bound-part.ts'
import type { MetricsRooms, SegmentFor, StoredSegment } from './ports.ts'

interface Deps {
  readonly rooms: Pick<MetricsRooms, 'read'>
  readonly segmentFor: SegmentFor
}

/** The segments that a journey itself uses, by name; one that is gone, or belongs elsewhere, is none. */
export async function usedSegments({ rooms, segmentFor }: Deps, journeyId: string): Promise<readonly StoredSegment[]> {
  const ids = await rooms.read(journeyId, (doc) => segmentsInUse(personasAndViewsOf(doc)))
  const found = await Promise.all([...ids].map((id) => segmentFor(journeyId, id)))
  return found
    .filter((segment) => segment !== undefined)
    .sort((a, b) => a.name.localeCompare(b.name) || (a.id < b.id ? -1 : 1))
}
