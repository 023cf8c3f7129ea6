import type { NamedMetricDraft, NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { endsOfDefinition, feelingLevelOf } from '#shared/metrics/feeling-level.ts'
import type { FeelingReading, Reading } from '#shared/metrics/reading.ts'
import type { MeasuredFeeling } from '#shared/model/measured-feelings.ts'
import type { ElementMetrics } from '#shared/model/shown-metrics.ts'
import type { AnswersSource } from '#shared/model/records/feeling-source.ts'
import { narrowedTo, type Narrowing } from '../narrowing.ts'
import type { MetricsLogger, SegmentFor, StoredSegment } from '../ports.ts'
import { quoted } from '../rule-words.ts'
import { datasetsOf } from './read-named-metric.ts'
import { none, readNarrowed, type ReadNeeds } from './shown-metrics.ts'

interface Needs extends ReadNeeds {
  readonly feelings: readonly MeasuredFeeling[]
  /** The datasets that may be asked: any other is, for this journey, not there. */
  readonly own: ReadonlySet<string>
  /** Of the personas that a single emotion is about, by id. */
  readonly segments: ReadonlyMap<string, StoredSegment>
  readonly logger: MetricsLogger
}

export interface MeasuredReadings {
  readonly feelings: readonly FeelingReading[]
  /** A dataset could not answer; asking again later may help. */
  readonly isIncomplete: boolean
}

/**
 * What the measured emotions of a journey are measured at. One that is about a single persona is of that persona's segment, whoever is
 * looked at, since its assumed feeling is that persona's as well; any other is of the cases that are asked for. Never rejects.
 */
export async function readMeasuredFeelings({
  feelings,
  own,
  segments,
  logger,
  ...needs
}: Needs): Promise<MeasuredReadings> {
  let isIncomplete = false
  const told = await Promise.all(
    feelings.map(async ({ cardId, source, persona }): Promise<FeelingReading> => {
      const metric = metricOf(source.of, needs.known, own)
      if (!metric)
        return untold(cardId, 'Score', source.of.kind === 'metric' ? 'the metric is gone' : 'the dataset is gone')
      const { name, datasetId } = metric
      const of = { elementId: cardId, name, datasetId, ...(persona && { personaId: persona.id }) }
      const segment = persona?.segmentId ? segments.get(persona.segmentId) : undefined
      if (persona?.segmentId && !segment)
        return { ...untold(cardId, name, `the segment of ${quoted(persona.name || 'Unnamed')} is gone`), ...of }
      const ends = source.ends ?? endsOfDefinition(metric.definition, metric.direction)
      const narrowing = persona ? narrowedTo(segment, needs.narrowing) : needs.narrowing
      try {
        const reading = await readNarrowed({ ...needs, narrowing }, metric, [])
        return { ...of, reading, ends, ...feelingLevelOf(reading, ends) }
      } catch (error) {
        isIncomplete = true
        logger.error({ cardId, err: error }, 'a measured feeling could not be computed')
        return { ...untold(cardId, name, 'could not be computed just now'), ...of }
      }
    }),
  )
  return { feelings: told, isIncomplete }
}

/** The datasets that measured emotions rest on. */
export const datasetsOfFeelings = (
  feelings: readonly MeasuredFeeling[],
  known: ReadonlyMap<string, NamedMetricItem>,
): readonly string[] => [
  ...new Set(
    feelings.flatMap(({ source: { of } }) => {
      if (of.kind === 'answers') return [of.datasetId]
      const metric = known.get(of.metricId)
      return metric ? datasetsOf(metric, known) : []
    }),
  ),
]

/** The segments of personas that single emotions are about, or that show metrics, by id; one that is gone is left out. */
export async function segmentsOfPersonas(
  segmentFor: SegmentFor,
  journeyId: string,
  feelings: readonly MeasuredFeeling[],
  shown: readonly ElementMetrics[],
): Promise<ReadonlyMap<string, StoredSegment>> {
  const ids = new Set([
    ...feelings.flatMap(({ persona }) => persona?.segmentId ?? []),
    ...shown.flatMap(({ segmentId }) => segmentId ?? []),
  ])
  const found = await Promise.all([...ids].map((id) => segmentFor(journeyId, id)))
  return new Map(found.flatMap((segment) => (segment ? [[segment.id, segment] as const] : [])))
}

function metricOf(
  of: MeasuredFeeling['source']['of'],
  known: ReadonlyMap<string, NamedMetricItem>,
  own: ReadonlySet<string>,
): NamedMetricDraft | undefined {
  if (of.kind === 'metric') return known.get(of.metricId)
  return own.has(of.datasetId) ? metricOfAnswers(of) : undefined
}

/** What one is measured by, and of which cases; `undefined`: that is gone. */
export function askedFeeling(
  { source, persona }: MeasuredFeeling,
  { known, own, segments, narrowing }: Pick<Needs, 'known' | 'own' | 'segments' | 'narrowing'>,
): { readonly metric: NamedMetricDraft; readonly narrowing: Narrowing | undefined } | undefined {
  const metric = metricOf(source.of, known, own)
  const segment = persona?.segmentId ? segments.get(persona.segmentId) : undefined
  if (!metric || (persona?.segmentId && !segment)) return undefined
  return { metric, narrowing: persona ? narrowedTo(segment, narrowing) : narrowing }
}

/** A survey's question as what the library would keep it as. */
function metricOfAnswers({ datasetId, rule, field, scale, answers }: Omit<AnswersSource, 'kind'>): NamedMetricDraft {
  const question = { kind: 'score' as const, rule, scale, answers, ...(field !== undefined && { field }) }
  return {
    name: scale.kind.toUpperCase(),
    description: '',
    datasetId,
    definition: { kind: 'question', question, show: 'score' },
    unit: 'number',
    currency: null,
    decimals: null,
    direction: 'up',
    target: null,
  }
}

function untold(elementId: string, name: string, note: string): FeelingReading {
  const reading: Reading = none(note)
  return { elementId, name, datasetId: null, reading, ends: null, level: null }
}
