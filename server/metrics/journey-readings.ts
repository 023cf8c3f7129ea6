import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { segmentWords } from '#shared/metrics/segment-words.ts'
import { periodBefore, rangeWords, type TimeRange } from '#shared/metrics/time-range.ts'
import type { Answers } from './answers.ts'
import { compareReadings, narrowedReadings } from './compare-readings.ts'
import type { DatasetPlan, JourneyPlan } from './journey-plan.ts'
import type { MetricsLogger, StoredSegment } from './ports.ts'
import { type DatasetAnswer, presentReadings } from './present-readings.ts'
import { quoted } from './rule-words.ts'
import type { Population } from './sql/matched-events.ts'

export interface ComputedReadings {
  readonly readings: JourneyReadings
  /** A dataset could not answer; asking again later may help. */
  readonly isIncomplete: boolean
}

/** Which cases readings are of, and what they are held against. */
export interface Narrowing {
  /** Only of its cases, compared with everybody else. */
  readonly segment?: StoredSegment
  /** Only of the cases that start within. */
  readonly range?: TimeRange
  /** Compared with the period before instead. */
  readonly isBesideBefore?: boolean
}

interface Needs {
  readonly answers: Answers
  readonly plan: JourneyPlan
  /** The datasets that may be asked: any other is, for this journey, not there. */
  readonly own: ReadonlySet<string>
  /** Absent: of everybody, of all time. */
  readonly narrowing?: Narrowing
  readonly logger: MetricsLogger
}

/** All readings of a plan. Never rejects: a dataset that fails leaves its readings without a value and with a note why. */
export async function computeReadings({ answers, plan, own, narrowing, logger }: Needs): Promise<ComputedReadings> {
  let isIncomplete = false
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
  return {
    readings: {
      computedAt: Date.now(),
      elements: parts.flatMap(({ elements }) => elements),
      links: parts.flatMap(({ links }) => links),
      datasets: parts.flatMap((part) => ('freshness' in part ? [part.freshness] : [])),
    },
    isIncomplete,
  }
}

const GONE: DatasetAnswer = { kind: 'none', note: 'the dataset has no events yet, or is gone' }

/** Those of some cases only, beside those of the cases that they are held against. */
async function narrowedAnswer(answers: Answers, dataset: DatasetPlan, narrowing: Narrowing) {
  const { datasetId, question } = dataset
  const { segment } = narrowing
  if (segment && segment.datasetId !== datasetId)
    return presentReadings(dataset, { kind: 'none', note: `the segment ${quoted(segment.name)} is of another dataset` })
  const { own: wanted, others: held, against } = populationsOf(narrowing)
  const [own, others] = await Promise.all([
    answers.askForJourney(datasetId, question, wanted),
    held && answers.askForJourney(datasetId, question, held),
  ])
  if (!own || (held && !others)) return presentReadings(dataset, GONE)
  const alone = presentReadings(dataset, { kind: 'numbers', ...own })
  const beside = others
    ? compareReadings(alone, presentReadings(dataset, { kind: 'numbers', ...others }), against)
    : alone
  return { ...narrowedReadings(beside, narrowingWords(narrowing)), freshness: own.freshness }
}

function populationsOf({ segment, range, isBesideBefore = false }: Narrowing) {
  const inSegment: Population = segment ? { segment: { rule: segment.rule, side: 'in' } } : {}
  const startedIn: Population = range ? { startedIn: range } : {}
  const own: Population = { ...inSegment, ...startedIn }
  if (isBesideBefore && range)
    return { own, others: { ...inSegment, startedIn: periodBefore(range) }, against: 'period-before' } as const
  const rest: Population | null = segment ? { segment: { rule: segment.rule, side: 'rest' }, ...startedIn } : null
  return { own, others: rest, against: 'everybody-else' } as const
}

const narrowingWords = ({ segment, range }: Narrowing): string =>
  [
    ...(segment ? [`only cases of ${quoted(segment.name)}: ${segmentWords(segment.rule)}`] : []),
    ...(range ? [`only cases whose first event is of ${rangeWords(range)}`] : []),
  ].join('; ')
