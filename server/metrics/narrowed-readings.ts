import { done, refused, type Result } from '#shared/lib/result.ts'
import type { OtherCustomers } from '#shared/metrics/held-against.ts'
import type { HeldSegment, JourneyReadings, ReadSegment } from '#shared/metrics/reading.ts'
import { segmentWords } from '#shared/metrics/segment-words.ts'
import { type LastDays, periodBefore, type TimeRange } from '#shared/metrics/time-range.ts'
import { boundPersonaOf } from '#shared/model/bound-persona.ts'
import { measuredFeelingsOf } from '#shared/model/measured-feelings.ts'
import { shownMetricsOf } from '#shared/model/shown-metrics.ts'
import type { Answers } from './answers.ts'
import { boundPartOf } from './bound-part.ts'
import { askedDays } from './case-starts.ts'
import { computeReadings } from './journey-readings.ts'
import { type JourneyPlan, journeyPlanOf } from './journey-plan.ts'
import { datasetsOfFeelings, segmentsOfPersonas } from './library/measured-feelings.ts'
import { knownFor } from './library/shown-metrics.ts'
import { type AgainstSegment, type Narrowing, populationsOf } from './narrowing.ts'
import type {
  DatasetsFor,
  MetricsDatasets,
  MetricsLogger,
  MetricsRooms,
  NamedMetricsFor,
  SegmentFor,
  StoredSegment,
} from './ports.ts'

/** What asking for some of a journey's cases needs. */
export interface NarrowDeps {
  readonly answers: Answers
  readonly datasets: Pick<MetricsDatasets, 'table' | 'freshness'>
  readonly rooms: Pick<MetricsRooms, 'read'>
  readonly datasetsFor: DatasetsFor
  readonly segmentFor: SegmentFor
  readonly namedFor: NamedMetricsFor
  readonly logger: MetricsLogger
}

/** Which of a journey's cases somebody wants to see the numbers of. */
export interface AskedCases {
  /** The persona whose segment they are in; `null`: everybody's. */
  readonly personaId: string | null
  /** When they start; `null`: at any time. */
  readonly range: TimeRange | LastDays | null
  /** Each number beside that of the period before, where there is a range. */
  readonly isBesideBefore: boolean
  /** Each number beside that of those who are in their segment and not in the persona's; `null`: not. */
  readonly against: OtherCustomers | null
}

/**
 * The readings of some of a journey's cases. They are asked for by who looks at a persona or a stretch of time and never pushed, so
 * that it changes nothing for the others in the journey; the answers are kept, so that ten who look at the same cost as much as one.
 * `segment-not-found`: the persona has none, or it is gone, or so is what they are to be held against. Rejects with `EngineError` only
 * where last days are asked for.
 */
export async function narrowReadings(
  deps: NarrowDeps,
  journeyId: string,
  { personaId, range: askedFor, isBesideBefore, against: others }: AskedCases,
): Promise<Result<JourneyReadings, 'segment-not-found'>> {
  const { answers, datasets, namedFor, segmentFor, logger } = deps
  const found = await planOfAsked(deps, journeyId, personaId)
  if (!found) return refused('segment-not-found')
  const { plan, shown, feelings, segment } = found
  const against = others === null ? undefined : await againstOf(deps, journeyId, others)
  if (others !== null && !against)
    return refused('segment-not-found', 'What to hold the numbers against has no segment.')
  const range = await askedDays(deps, journeyId, askedFor)
  const [known, segments] = await Promise.all([
    knownFor(namedFor, journeyId, [...shown, ...feelings]),
    segmentsOfPersonas(segmentFor, journeyId, feelings, shown),
  ])
  const measured = datasetsOfFeelings(feelings, known)
  const own = new Set([...found.own, ...(measured.length > 0 ? await deps.datasetsFor(journeyId, measured) : [])])
  const narrowing = {
    ...(segment && { segment }),
    ...(range && { range }),
    isBesideBefore,
    ...(against && { against }),
  }
  const [{ readings }, readSegment, held] = await Promise.all([
    computeReadings({ answers, datasets, plan, shown, known, feelings, segments, own, narrowing, logger }),
    personaId !== null && segment ? readSegmentOf(answers, plan, personaId, segment, narrowing) : undefined,
    others && against && heldSegmentOf(answers, others, against, narrowing),
  ])
  return done({
    ...readings,
    ...(readSegment && { segment: readSegment }),
    ...(held && { held }),
    ...(range && { range: { ...range, ...(isBesideBefore && { before: periodBefore(range) }) } }),
  })
}

/**
 * What the journey asks, which metrics of the library it shows, which feelings it measures, which datasets of its plan it may ask, and the persona's segment. `undefined`: that
 * is gone, or there is none.
 */
export async function planOfAsked(
  { rooms, datasetsFor, segmentFor }: Pick<NarrowDeps, 'rooms' | 'datasetsFor' | 'segmentFor'>,
  journeyId: string,
  personaId: string | null,
) {
  const { plan, shown, feelings, segmentId } = await rooms.read(journeyId, (doc) => ({
    plan: journeyPlanOf(boundPartOf(doc)),
    shown: shownMetricsOf(doc),
    feelings: measuredFeelingsOf(doc),
    segmentId: personaId === null ? null : (boundPersonaOf(doc, personaId)?.segmentId ?? null),
  }))
  const segment = segmentId === null ? undefined : await segmentFor(journeyId, segmentId)
  if (personaId !== null && !segment) return undefined
  const datasetIds = plan.map(({ datasetId }) => datasetId)
  const own: ReadonlySet<string> = datasetIds.length === 0 ? new Set() : await datasetsFor(journeyId, datasetIds)
  return { plan, shown, feelings, own, segment }
}

async function readSegmentOf(
  answers: Answers,
  plan: JourneyPlan,
  personaId: string,
  { id, name, datasetId, rule }: StoredSegment,
  narrowing: Narrowing,
): Promise<ReadSegment> {
  // Its readings say that they cannot be told, when the engine cannot tell this either.
  const count = await countOf(answers, plan, datasetId, narrowing).catch(() => undefined)
  const { cases, of } = count ?? { cases: null, of: 0 }
  return { personaId, segmentId: id, name, words: segmentWords(rule), datasetId, cases, of }
}

/** Where the readings count the segment and everybody else, together all there are, nothing is counted again. */
async function countOf(answers: Answers, plan: JourneyPlan, datasetId: string, narrowing: Narrowing) {
  const { own, others, against } = populationsOf(narrowing, [datasetId])
  const asked = plan.find((dataset) => dataset.datasetId === datasetId)
  if (!asked || !others || against.against !== 'everybody-else') return answers.count(datasetId, own)
  const both = await answers.askForSides(datasetId, asked.question, { own, others })
  return both && { cases: both.own.all, of: both.own.all + both.others.all }
}

/** The segment that somebody chose to hold numbers against; `undefined`: there is none, or it belongs elsewhere. */
async function againstOf(
  { rooms, segmentFor }: Pick<NarrowDeps, 'rooms' | 'segmentFor'>,
  journeyId: string,
  { kind, id }: OtherCustomers,
): Promise<AgainstSegment | undefined> {
  const { segmentId, name } =
    kind === 'segment'
      ? { segmentId: id, name: '' }
      : ((await rooms.read(journeyId, (doc) => boundPersonaOf(doc, id))) ?? { segmentId: null, name: '' })
  const segment = segmentId === null ? undefined : await segmentFor(journeyId, segmentId)
  return segment && { segment, name: name || segment.name }
}

async function heldSegmentOf(
  answers: Answers,
  chosen: OtherCustomers,
  { segment: { id: segmentId, datasetId, rule }, name }: AgainstSegment,
  { segment, range }: Narrowing,
): Promise<HeldSegment> {
  const asked = { within: rule, ...(range && { startedIn: range }) }
  // Where that cannot be told, the readings say so, too.
  const counted = (population: Parameters<Answers['count']>[1]) =>
    answers.count(datasetId, population).catch(() => undefined)
  const isSameData = segment?.datasetId === datasetId
  const [all, only] = await Promise.all([
    counted(asked),
    isSameData ? counted({ ...asked, outside: segment.rule }) : undefined,
  ])
  const { cases = null, of = 0 } = all ?? {}
  // Of everybody's numbers they are a part.
  const both = segment ? (cases === null || !only ? null : cases - only.cases) : cases
  return { chosen, segmentId, name, words: segmentWords(rule), datasetId, cases, of, both }
}
