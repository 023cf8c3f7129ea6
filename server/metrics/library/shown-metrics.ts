import type { NamedMetricDraft, NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import { zonesInWords } from '#shared/lib/time-zone.ts'
import type { MetricReading, Reading } from '#shared/metrics/reading.ts'
import { segmentOfRules } from '#shared/metrics/segment.ts'
import type { ElementMetrics } from '#shared/model/shown-metrics.ts'
import type { Answers } from '../answers.ts'
import { compared, narrowedReading } from '../compare-readings.ts'
import type { ElementPlan, JourneyPlan } from '../journey-plan.ts'
import { narrowedTo, type Narrowing, narrowingWords, populationsOf } from '../narrowing.ts'
import type { MetricsDatasets, MetricsLogger, NamedMetricsFor, StoredSegment } from '../ports.ts'
import { quoted, rulesWords, titleWords } from '../rule-words.ts'
import type { Population } from '../sql/population.ts'
import { datasetsOf, readNamedMetric, type Restriction } from './read-named-metric.ts'

interface Needs {
  readonly answers: Pick<Answers, 'ask'>
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
  const bound = boundElements(plan)
  const asked = shown.flatMap((element) =>
    element.metrics.flatMap(({ metricId, isOwnCases }) => {
      const metric = known.get(metricId)
      return metric ? [{ element, metric, isOwnCases }] : []
    }),
  )
  const metrics = await Promise.all(
    asked.map(async ({ element, metric, isOwnCases }): Promise<MetricReading> => {
      const { id: metricId, name, direction, target, datasetId } = metric
      const of = { metricId, elementId: element.elementId, name, direction, target, datasetId }
      const only = isOwnCases ? restrictionTo(bound.get(element.elementId)) : []
      const { segmentId } = element
      const segment = segmentId ? segments.get(segmentId) : undefined
      if (segmentId && !segment) return { ...of, reading: none('the segment of this persona is gone') }
      // A persona's numbers are its own, whoever is looked at.
      const narrowing = segmentId === undefined ? needs.narrowing : narrowedTo(segment, needs.narrowing)
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
          population: { segment: { rule: segmentOfRules(bound.rules), side: 'in' } },
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
  if (segment && (rests.length !== 1 || rests[0] !== segment.datasetId))
    return none(`the segment ${quoted(segment.name)} is of another dataset`)
  const { own, others, against } = populationsOf(narrowing)
  // Said once at the end, and not of each of the metrics that it is made of.
  const readOf = (population: Population): Promise<Reading> =>
    readNamedMetric(
      { ...needs, only: [...only, ...rests.map((datasetId) => ({ datasetId, population, words: '' }))] },
      metric,
    )
  const tables = narrowing.range ? await Promise.all(rests.map((id) => needs.datasets.table(id))) : []
  const zone = zonesInWords(tables.flatMap((table) => table?.timeZone ?? []))
  const [alone, beside] = await Promise.all([readOf(own), others && readOf(others)])
  return narrowedReading(beside ? compared(alone, beside, against) : alone, narrowingWords(narrowing, zone))
}

/** No number, and why. */
export const none = (note: string): Reading => ({ value: null, unit: 'number', n: 0, definition: '', filter: '', note })
