import type { NamedMetricDraft, NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { assert } from '#shared/lib/assert.ts'
import { zonesInWords } from '#shared/lib/time-zone.ts'
import type { MetricReading, Reading } from '#shared/metrics/reading.ts'
import { segmentOfRules } from '#shared/metrics/segment.ts'
import type { ElementMetrics } from '#shared/model/shown-metrics.ts'
import type { NumberAnswers } from '../answers.ts'
import { compared, narrowedReading } from '../compare-readings.ts'
import type { ElementPlan, JourneyPlan } from '../journey-plan.ts'
import { narrowedTo, type Narrowing, narrowingWords, populationsOf } from '../narrowing.ts'
import type { MetricsDatasets, MetricsLogger, NamedMetricsFor, StoredSegment } from '../ports.ts'
import { quoted, rulesWords, titleWords } from '../rule-words.ts'
import type { Sides } from '../sql/population.ts'
import { datasetsOf, readNamedMetric, type Restriction } from './read-named-metric.ts'

interface Needs {
  readonly answers: NumberAnswers
  readonly datasets: Pick<MetricsDatasets, 'table'>
  /** All metrics of the journey's workspace. */
  readonly known: ReadonlyMap<string, NamedMetricItem>
  readonly shown: readonly ElementMetrics[]
  /** Which events the elements stand for. */
  readonly plan: JourneyPlan
  /** Of personas that show metrics, by id. */
  readonly segments: ReadonlyMap<string, StoredSegment>
  /** Which cases they are of; absent: of everybody, of all time. */
  readonly narrowing?: Narrowing | undefined
  readonly logger: MetricsLogger
}

export interface ShownReadings {
  readonly metrics: readonly MetricReading[]
  /** A dataset could not answer; asking again later may help. */
  readonly isIncomplete: boolean
}

/** What the metrics that a journey shows say. One that is gone, or of another workspace, is left out. Never rejects. */
export async function readShownMetrics({
  known,
  shown,
  plan,
  segments,
  logger,
  ...needs
}: Needs): Promise<ShownReadings> {
  let isIncomplete = false
  const asked = askedMetrics({ known, shown, plan, segments, narrowing: needs.narrowing })
  const metrics = await Promise.all(
    asked.map(async ({ elementId, metric, only, isPersonaGone, narrowing }): Promise<MetricReading> => {
      const { id: metricId, name, direction, target, datasetId } = metric
      const of = { metricId, elementId, name, direction, target, datasetId }
      if (isPersonaGone) return { ...of, reading: none(PERSONA_GONE) }
      try {
        return { ...of, reading: await readNarrowed({ ...needs, known, narrowing }, metric, only) }
      } catch (error) {
        isIncomplete = true
        logger.error({ metricId, err: error }, 'a metric of the library could not be computed')
        return { ...of, reading: none('could not be computed just now') }
      }
    }),
  )
  return { metrics, isIncomplete }
}

export const PERSONA_GONE = 'the segment of this persona is gone'

/** A metric where it is shown, and of which cases it is. */
export interface AskedMetric {
  readonly elementId: string
  readonly metric: NamedMetricItem
  readonly only: readonly Restriction[]
  readonly narrowing: Narrowing | undefined
  /** It is of a persona's segment that is gone: there is no number. */
  readonly isPersonaGone: boolean
}

/** The metrics that a journey shows; one that is gone, or of another workspace, is left out. */
export function askedMetrics({
  known,
  shown,
  plan,
  segments,
  narrowing,
}: Pick<Needs, 'known' | 'shown' | 'plan' | 'segments' | 'narrowing'>): readonly AskedMetric[] {
  const bound = boundElements(plan)
  return shown.flatMap(({ elementId, segmentId, metrics }) =>
    metrics.flatMap(({ metricId, isOwnCases }): readonly AskedMetric[] => {
      const metric = known.get(metricId)
      if (!metric) return []
      const segment = segmentId ? segments.get(segmentId) : undefined
      return [
        {
          elementId,
          metric,
          only: isOwnCases ? restrictionTo(bound.get(elementId)) : [],
          // A persona's numbers are its own, whoever is looked at.
          narrowing: segmentId === undefined ? narrowing : narrowedTo(segment, narrowing),
          isPersonaGone: Boolean(segmentId) && !segment,
        },
      ]
    }),
  )
}

/** All metrics of the journey's workspace, by id; none are looked for where none is shown. */
export async function knownFor(
  namedFor: NamedMetricsFor,
  journeyId: string,
  shown: readonly unknown[],
): Promise<ReadonlyMap<string, NamedMetricItem>> {
  return new Map(shown.length === 0 ? [] : (await namedFor(journeyId)).map((one) => [one.id, one] as const))
}

/** The datasets that the shown metrics rest on. */
export const datasetsOfShown = (
  shown: readonly ElementMetrics[],
  known: ReadonlyMap<string, NamedMetricItem>,
): readonly string[] => [
  ...new Set(
    shown
      .flatMap(({ metrics }) => metrics)
      .flatMap(({ metricId }) => {
        const metric = known.get(metricId)
        return metric ? datasetsOf(metric, known) : []
      }),
  ),
]

type Bound = ElementPlan & { readonly datasetId: string }

const boundElements = (plan: JourneyPlan): ReadonlyMap<string, Bound> =>
  new Map(
    plan.flatMap(({ datasetId, elements }) =>
      elements.map((element) => [element.elementId, { ...element, datasetId }] as const),
    ),
  )

const restrictionTo = (bound: Bound | undefined): readonly Restriction[] =>
  bound
    ? [
        {
          datasetId: bound.datasetId,
          population: { within: segmentOfRules(bound.rules) },
          words: `only cases with ${titleWords(bound)}: ${rulesWords(bound.rules)}`,
        },
      ]
    : []

export type ReadNeeds = Pick<Needs, 'answers' | 'datasets' | 'known' | 'narrowing'>

/** A metric of the asked cases, beside those that they are held against. Rejects with `EngineError`. */
export async function readNarrowed(
  { narrowing, ...needs }: ReadNeeds,
  metric: NamedMetricDraft,
  only: readonly Restriction[],
): Promise<Reading> {
  if (!narrowing) return readNamedMetric({ ...needs, only }, metric)
  const { segment } = narrowing
  const rests = datasetsOf(metric, needs.known)
  if (isOfAnother(segment, rests)) return none(ofAnotherWords(segment))
  const { own, others, rest, against } = populationsOf(narrowing, rests)
  const isEverybody = Object.keys(own).length === 0
  // Said once at the end, and not of each of the metrics that it is made of.
  const narrowed = isEverybody ? [] : rests.map((datasetId) => ({ datasetId, population: own, words: '' }))
  const readAlone = () => readNamedMetric({ ...needs, only: [...only, ...narrowed] }, metric)
  const readOf = async (of: keyof Sides): Promise<Reading | undefined> =>
    others ? readNamedMetric({ ...needs, only, side: { of, sides: { own: rest ?? own, others } } }, metric) : undefined
  const tables = narrowing.range ? await Promise.all(rests.map((id) => needs.datasets.table(id))) : []
  const zone = zonesInWords(tables.flatMap((table) => table?.timeZone ?? []))
  const [ownSide, beside, whole] = await Promise.all([
    readOf('own'),
    readOf('others'),
    others && !rest ? undefined : readAlone(),
  ])
  const alone = whole ?? ownSide
  assert(alone, 'either of one side or of all')
  const reading = beside ? compared(alone, beside, against, rest && ownSide) : alone
  return narrowedReading(reading, narrowingWords(narrowing, zone))
}

/** Whether a segment says nothing of a metric, which rests on these datasets. */
export const isOfAnother = (segment: StoredSegment | undefined, rests: readonly string[]): segment is StoredSegment =>
  segment !== undefined && (rests.length !== 1 || rests[0] !== segment.datasetId)

export const ofAnotherWords = ({ name }: StoredSegment): string => `the segment ${quoted(name)} is of another dataset`

/** No number, and why. */
export const none = (note: string): Reading => ({ value: null, unit: 'number', n: 0, definition: '', filter: '', note })
