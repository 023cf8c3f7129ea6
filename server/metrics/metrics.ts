import type { Engine } from '#server/duckdb/engine.ts'
import type { CasesBehind } from '#shared/contract/rest/cases-behind.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { Metric } from '#shared/metrics/metric.ts'
import type { JourneyTrends } from '#shared/metrics/trend.ts'
import type { Verbatims } from '#shared/metrics/verbatims.ts'
import type { NamedMetricDraft, NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { DatasetFreshness, JourneyReadings, Reading } from '#shared/metrics/reading.ts'
import type { JourneyJson } from '#shared/model/json-form.ts'
import { createAnswers } from './answers.ts'
import type { MetricAnswer } from './ask.ts'
import { type CaseStarts, caseStarts } from './case-starts.ts'
import { type AskedList, casesBehind } from './cases-behind.ts'
import { draftJourney } from './draft/draft-journey.ts'
import { journeyTrends } from './journey-trends.ts'
import { datasetsOf, readNamedMetric } from './library/read-named-metric.ts'
import { createOverviews, type JourneyOverview } from './journey-overview.ts'
import { createLiveReadings } from './live-readings.ts'
import { type AskedCases, narrowReadings } from './narrowed-readings.ts'
import { type AskedVerbatims, verbatims } from './verbatims.ts'
import { usedSegments } from './used-segments.ts'
import type {
  DatasetsFor,
  MetricsDatasets,
  MetricsLogger,
  MetricsRooms,
  NamedMetricsFor,
  SegmentFor,
  StoredSegment,
} from './ports.ts'

/** Definitions in, numbers out (`docs/metrics.md`). Everything that asks the engine rejects with `EngineError` when it cannot. */
export interface Metrics {
  /** `not-ready`: no such dataset, or nothing was imported into it yet. */
  ask(datasetId: string, metric: Metric): Promise<Result<MetricAnswer, 'not-ready'>>
  /** All readings of a journey. At once when neither its bindings nor their data changed since the last time. */
  readingsOf(journeyId: string): Promise<JourneyReadings>
  /** The readings of a persona's segment, or of the cases that start in a stretch of time. */
  narrowedReadingsOf(journeyId: string, asked: AskedCases): Promise<Result<JourneyReadings, 'segment-not-found'>>
  /** How the numbers of a journey's elements went. */
  trendsOf(
    journeyId: string,
    asked: Pick<AskedCases, 'personaId' | 'range'>,
  ): Promise<Result<JourneyTrends, 'segment-not-found'>>
  /** The segments that a journey itself uses, by name. */
  usedSegmentsOf(journeyId: string): Promise<readonly StoredSegment[]>
  /** When the cases of a journey's datasets start. */
  caseStartsOf(journeyId: string): Promise<CaseStarts>
  /** What a metric of a library says. `known`: all of its workspace. */
  readNamed(
    metric: NamedMetricDraft,
    known: ReadonlyMap<string, NamedMetricItem>,
  ): Promise<{ readonly reading: Reading; readonly datasets: readonly DatasetFreshness[] }>
  /** The cases behind a number, which add up to it. `not-found`: the journey has no such number. */
  casesBehind(journeyId: string, asked: AskedList): Promise<Result<CasesBehind, 'not-found'>>
  /** What customers wrote behind a number. `not-found`: the journey has no such number, or it is not about what they said. */
  verbatims(journeyId: string, asked: AskedVerbatims): Promise<Result<Verbatims, 'not-found'>>
  /** Its numbers at one look. At once when nothing changed since the last time. */
  overviewOf(journeyId: string): Promise<JourneyOverview>
  /** A metric of a library was changed or deleted: journeys that show any are computed anew. */
  namedChanged(): void
  /** An ordinary, editable journey made from the events of a dataset, every step bound to its event. */
  draftJourney(datasetId: string, title: string | null): Promise<Result<JourneyJson, 'not-ready'>>
  /** What it showed may not be shown there any more: computes it anew. */
  forget(journeyId: string): void
  /** Looks at every open journey: nobody pushed its readings before this was made. */
  catchUp(): void
  /** Ends the live pushing; resolves when nothing is under way. */
  close(): Promise<void>
}

interface Deps {
  readonly engine: Engine
  /** `false` only when the journey showed no numbers a moment ago: then it need not be read when somebody opens it. */
  readonly mayHaveBindings?: (journeyId: string) => Promise<boolean>
  /** Which of these datasets the journey may show numbers of; absent: all of them. */
  readonly datasetsFor?: DatasetsFor
  /** Absent: there is no library. */
  readonly namedFor?: NamedMetricsFor
  /** Absent: journeys have no segments. */
  readonly segmentFor?: SegmentFor
  readonly datasets: MetricsDatasets
  readonly rooms: MetricsRooms
  readonly logger: MetricsLogger
}

/** Answers questions about datasets, and from now on keeps the readings of every open journey true by pushing them. */
export function createMetrics({
  engine,
  datasets,
  rooms,
  logger,
  mayHaveBindings,
  datasetsFor,
  namedFor = () => Promise.resolve([]),
  segmentFor = () => Promise.resolve(undefined),
}: Deps): Metrics {
  // First, so that its versions have risen when the live readings hear of a change.
  const answers = createAnswers({ engine, datasets })
  const own: DatasetsFor = datasetsFor ?? ((_journeyId, datasetIds) => Promise.resolve(new Set(datasetIds)))
  const live = createLiveReadings({
    answers,
    datasets,
    rooms,
    logger,
    mayHaveBindings: mayHaveBindings ?? (() => Promise.resolve(true)),
    datasetsFor: own,
    namedFor,
    segmentFor,
  })
  const narrowing = {
    answers,
    datasets,
    rooms,
    logger,
    datasetsFor: own,
    namedFor,
    segmentFor,
  }
  const overviewOf = createOverviews({
    answers,
    datasets,
    rooms,
    datasetsFor: own,
    readingsOf: (journeyId) => live.readingsOf(journeyId),
    logger,
  })
  return {
    overviewOf,
    async ask(datasetId, metric) {
      const answer = await answers.ask(datasetId, metric)
      return answer === undefined ? refused('not-ready') : done(answer)
    },
    readingsOf: (journeyId) => live.readingsOf(journeyId),
    forget: (journeyId) => live.forget(journeyId),
    narrowedReadingsOf: (journeyId, asked) => narrowReadings(narrowing, journeyId, asked),
    trendsOf: (journeyId, asked) => journeyTrends(narrowing, journeyId, asked),
    usedSegmentsOf: (journeyId) => usedSegments(narrowing, journeyId),
    caseStartsOf: (journeyId) => caseStarts(narrowing, journeyId),
    async readNamed(metric, known) {
      const [reading, freshness] = await Promise.all([
        readNamedMetric({ answers, datasets, known }, metric),
        Promise.all(datasetsOf(metric, known).map((datasetId) => datasets.freshness(datasetId))),
      ])
      return { reading, datasets: freshness.filter((one) => one !== undefined) }
    },
    casesBehind: (journeyId, asked) => casesBehind({ ...narrowing, engine, datasets }, journeyId, asked),
    verbatims: (journeyId, asked) => verbatims({ ...narrowing, engine }, journeyId, asked),
    namedChanged: () => live.namedChanged(),
    catchUp: () => live.catchUp(),
    async draftJourney(datasetId, title) {
      const table = await datasets.table(datasetId)
      const journey = table && (await draftJourney(engine, table, title))
      return journey ? done(journey) : refused('not-ready', 'Nothing was imported into this dataset yet.')
    },
    async close() {
      answers.close()
      await live.close()
    },
  }
}
