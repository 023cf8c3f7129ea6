import type { JourneyReadings } from '#shared/metrics/reading.ts'
import { segmentWords } from '#shared/metrics/segment-words.ts'
import type { Answers } from './answers.ts'
import { compareReadings } from './compare-readings.ts'
import type { DatasetPlan, JourneyPlan } from './journey-plan.ts'
import type { MetricsLogger, StoredSegment } from './ports.ts'
import { type DatasetAnswer, presentReadings } from './present-readings.ts'
import { quoted } from './rule-words.ts'

export interface ComputedReadings {
  readonly readings: JourneyReadings
  /** A dataset could not answer; asking again later may help. */
  readonly isIncomplete: boolean
}

interface Needs {
  readonly answers: Answers
  readonly plan: JourneyPlan
  /** The datasets that may be asked: any other is, for this journey, not there. */
  readonly own: ReadonlySet<string>
  /** Only of its cases, compared with everybody else; absent: of everybody. */
  readonly segment?: StoredSegment
  readonly logger: MetricsLogger
}

/** All readings of a plan. Never rejects: a dataset that fails leaves its readings without a value and with a note why. */
export async function computeReadings({ answers, plan, own, segment, logger }: Needs): Promise<ComputedReadings> {
  let isIncomplete = false
  const parts = await Promise.all(
    plan.map(async (dataset) => {
      const { datasetId, question } = dataset
      try {
        if (!own.has(datasetId)) return presentReadings(dataset, GONE)
        if (segment) return await ofSegment(answers, dataset, segment)
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

/** Those of the cases in a segment beside those of everybody else. */
async function ofSegment(answers: Answers, dataset: DatasetPlan, { datasetId, name, rule }: StoredSegment) {
  if (datasetId !== dataset.datasetId)
    return presentReadings(dataset, { kind: 'none', note: `the segment ${quoted(name)} is of another dataset` })
  const [own, rest] = await Promise.all([
    answers.askForJourney(datasetId, dataset.question, { segment: rule, side: 'in' }),
    answers.askForJourney(datasetId, dataset.question, { segment: rule, side: 'rest' }),
  ])
  if (!own || !rest) return presentReadings(dataset, GONE)
  const compared = compareReadings(
    presentReadings(dataset, { kind: 'numbers', ...own }),
    presentReadings(dataset, { kind: 'numbers', ...rest }),
    `only cases of ${quoted(name)}: ${segmentWords(rule)}`,
  )
  return { ...compared, freshness: own.freshness }
}
