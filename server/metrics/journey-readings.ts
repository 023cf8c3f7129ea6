import type { JourneyReadings } from '#shared/metrics/reading.ts'
import type { Answers } from './answers.ts'
import type { JourneyPlan } from './journey-plan.ts'
import type { MetricsLogger } from './ports.ts'
import { presentReadings } from './present-readings.ts'

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
  readonly logger: MetricsLogger
}

/** All readings of a plan. Never rejects: a dataset that fails leaves its readings without a value and with a note why. */
export async function computeReadings({ answers, plan, own, logger }: Needs): Promise<ComputedReadings> {
  let isIncomplete = false
  const parts = await Promise.all(
    plan.map(async (dataset) => {
      const { datasetId, question } = dataset
      try {
        const answer = own.has(datasetId) ? await answers.askForJourney(datasetId, question) : undefined
        if (!answer)
          return presentReadings(dataset, { kind: 'none', note: 'the dataset has no events yet, or is gone' })
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
