import type { NamedMetricItem } from '#shared/contract/rest/named-metrics.ts'
import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { MeasuredFeeling } from '#shared/model/measured-feelings.ts'
import type { ElementMetrics } from '#shared/model/shown-metrics.ts'
import type { Answers, NumberAnswers } from './answers.ts'
import { compareReadings, narrowedReadings } from './compare-readings.ts'
import type { JourneyNumbers } from './journey-numbers.ts'
import type { DatasetPlan, JourneyPlan } from './journey-plan.ts'
import { datasetsOfFeelings, readMeasuredFeelings } from './library/measured-feelings.ts'
import { datasetsOfShown, readShownMetrics } from './library/shown-metrics.ts'
import { type Narrowing, narrowingWords, populationsOf } from './narrowing.ts'
import type { MetricsDatasets, MetricsLogger, StoredSegment } from './ports.ts'
import { type DatasetAnswer, presentReadings } from './present-readings.ts'
import { quoted } from './rule-words.ts'

export interface ComputedReadings {
  readonly readings: JourneyReadings
  /** A dataset could not answer; asking again later may help. */
  readonly isIncomplete: boolean
}

interface Needs {
  readonly answers: Answers
  /** Who answers for metrics of the library and for feelings; absent: `answers`. */
  readonly library?: NumberAnswers
  readonly plan: JourneyPlan
  /** Metrics of the library that the journey shows, and all that there are. */
  readonly shown?: readonly ElementMetrics[]
  readonly known?: ReadonlyMap<string, NamedMetricItem>
  /** Emotions that are measured, and the segments of personas that some of them, or shown metrics, are of. */
  readonly feelings?: readonly MeasuredFeeling[]
  readonly segments?: ReadonlyMap<string, StoredSegment>
  readonly datasets: Pick<MetricsDatasets, 'table' | 'freshness'>
  /** The datasets that may be asked: any other is, for this journey, not there. */
  readonly own: ReadonlySet<string>
  /** Absent: of everybody, of all time. */
  readonly narrowing?: Narrowing
  readonly logger: MetricsLogger
}

/** All readings of a plan. Never rejects: a dataset that fails leaves its readings without a value and with a note why. */
export async function computeReadings({
  answers,
  library = answers,
  plan,
  shown = [],
  known = new Map(),
  feelings = [],
  segments = new Map(),
  datasets,
  own,
  narrowing,
  logger,
}: Needs): Promise<ComputedReadings> {
  let isIncomplete = false
  const showing = readShownMetrics({ answers: library, datasets, known, shown, plan, segments, narrowing, logger })
  const measuring = readMeasuredFeelings({
    answers: library,
    datasets,
    known,
    feelings,
    segments,
    own,
    narrowing,
    logger,
  })
  const parts = await Promise.all(
    plan.map(async (dataset) => {
      const { datasetId, question } = dataset
      try {
        if (!own.has(datasetId)) return presentReadings(dataset, GONE)
        if (narrowing) return await narrowedAnswer(answers, dataset, narrowing)
        const answer = await answers.askForJourney(datasetId, question)
        if (!answer) return presentReadings(dataset, GONE)
        return { ...presentReadings(dataset, { kind: 'numbers', ...answer }), freshness: answer.freshness }
      } catch (error) {
        isIncomplete = true
        logger.error({ datasetId, err: error }, 'the readings of a dataset could not be computed')
        return presentReadings(dataset, { kind: 'none', note: 'could not be computed just now' })
      }
    }),
  )
  const [named, measured] = await Promise.all([showing, measuring])
  const freshness = parts.flatMap((part) => ('freshness' in part ? [part.freshness] : []))
  const rests = new Set([
    ...datasetsOfShown(shown, known),
    ...datasetsOfFeelings(feelings, known).filter((id) => own.has(id)),
  ])
  const further = [...rests].filter((id) => !freshness.some(({ datasetId }) => datasetId === id))
  const fresh = await Promise.all(further.map((datasetId) => datasets.freshness(datasetId)))
  return {
    readings: {
      computedAt: Date.now(),
      elements: parts.flatMap(({ elements }) => elements),
      links: parts.flatMap(({ links }) => links),
      ...(named.metrics.length > 0 && { metrics: named.metrics }),
      ...(measured.feelings.length > 0 && { feelings: measured.feelings }),
      datasets: [...freshness, ...fresh.filter((one) => one !== undefined)],
    },
    isIncomplete: isIncomplete || named.isIncomplete || measured.isIncomplete,
  }
}

const GONE: DatasetAnswer = { kind: 'none', note: 'the dataset has no events yet, or is gone' }

/** Those of some cases only, beside those of the cases that they are held against. */
async function narrowedAnswer(answers: Answers, dataset: DatasetPlan, narrowing: Narrowing) {
  const { datasetId, question } = dataset
  const { segment } = narrowing
  if (segment && segment.datasetId !== datasetId)
    return presentReadings(dataset, { kind: 'none', note: `the segment ${quoted(segment.name)} is of another dataset` })
  const { own: wanted, others: held, rest, against } = populationsOf(narrowing, [datasetId])
  // Of everybody of all time: the numbers that are kept for all.
  const askWhole = () =>
    answers.askForJourney(datasetId, question, Object.keys(wanted).length === 0 ? undefined : wanted)
  if (!held) {
    const alone = await askWhole()
    if (!alone) return presentReadings(dataset, GONE)
    const readings = presentReadings(dataset, { kind: 'numbers', ...alone })
    return {
      ...narrowedReadings(readings, narrowingWords(narrowing, alone.freshness.timeZone)),
      freshness: alone.freshness,
    }
  }
  const [both, whole] = await Promise.all([
    answers.askForSides(datasetId, question, { own: rest ?? wanted, others: held }),
    rest && askWhole(),
  ])
  if (!both || (rest && !whole)) return presentReadings(dataset, GONE)
  const { own, others, fields, freshness } = both
  const present = (numbers: JourneyNumbers) => presentReadings(dataset, { kind: 'numbers', numbers, fields })
  const readings = whole
    ? compareReadings(presentReadings(dataset, { kind: 'numbers', ...whole }), present(others), against, present(own))
    : compareReadings(present(own), present(others), against)
  return { ...narrowedReadings(readings, narrowingWords(narrowing, freshness.timeZone)), freshness }
}
