import { done, refused, type Result } from '#shared/lib/result.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { segmentWords } from '#shared/metrics/segment-words.ts'
import type { Answers } from './answers.ts'
import { boundPartOf } from './bound-part.ts'
import { computeReadings } from './journey-readings.ts'
import { journeyPlanOf } from './journey-plan.ts'
import type { DatasetsFor, JourneyDocument, MetricsLogger, MetricsRooms, SegmentFor } from './ports.ts'

interface Deps {
  readonly answers: Answers
  readonly rooms: Pick<MetricsRooms, 'read'>
  readonly datasetsFor: DatasetsFor
  readonly segmentFor: SegmentFor
  readonly logger: MetricsLogger
}

/**
 * The readings of the cases in a persona's segment, each beside everybody else's. They are asked for by who looks at that persona
 * and never pushed, so that it changes nothing for the others in the journey; the answers are kept, so that ten who look at the same
 * persona cost as much as one. `segment-not-found`: the persona has none, or it is gone.
 */
export async function segmentReadings(
  { answers, rooms, datasetsFor, segmentFor, logger }: Deps,
  journeyId: string,
  personaId: string,
): Promise<Result<JourneyReadings, 'segment-not-found'>> {
  const { plan, segmentId } = await rooms.read(journeyId, (doc) => ({
    plan: journeyPlanOf(boundPartOf(doc)),
    segmentId: segmentIdOf(doc, personaId),
  }))
  const segment = segmentId === null ? undefined : await segmentFor(journeyId, segmentId)
  if (!segment) return refused('segment-not-found')
  const datasetIds = plan.map(({ datasetId }) => datasetId)
  const own = datasetIds.length === 0 ? new Set<string>() : await datasetsFor(journeyId, datasetIds)
  const [{ readings }, count] = await Promise.all([
    computeReadings({ answers, plan, own, segment, logger }),
    // Its readings say that they cannot be told, when the engine cannot tell this either.
    answers.ask(segment.datasetId, { kind: 'segment', rule: segment.rule }).catch(() => undefined),
  ])
  const { cases, of } = count && 'of' in count ? count : { cases: null, of: 0 }
  const { id, name, datasetId, rule } = segment
  return done({
    ...readings,
    segment: { personaId, segmentId: id, name, words: segmentWords(rule), datasetId, cases, of },
  })
}

function segmentIdOf(doc: JourneyDocument, personaId: string): string | null {
  const persona = doc.getMap('personas').get(personaId)
  if (typeof persona !== 'object' || persona === null || !('get' in persona) || typeof persona.get !== 'function')
    return null
  const segmentId: unknown = persona.get('deletedAt') === undefined ? persona.get('segmentId') : null
  return typeof segmentId === 'string' ? segmentId : null
}
