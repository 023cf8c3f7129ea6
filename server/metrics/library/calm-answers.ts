import { SECOND_MS } from '#shared/lib/time.ts'
import type { Answers, NumberAnswers } from '../answers.ts'
import type { MetricsDatasets, MetricsLogger } from '../ports.ts'

/**
 * Answers for the library's metrics on open journeys. Each is about all rows, so that under a stream of live events they cannot all be
 * newest: those of a moment ago are given, and newer ones are computed one after another with rests between.
 */
export interface CalmAnswers {
  /** To ask during one computation of readings; whether any answer was older than the rows. */
  begin(): NumberAnswers & { readonly isBehind: () => boolean }
  close(): void
}

interface Needs {
  readonly answers: NumberAnswers & Pick<Answers, 'version'>
  readonly datasets: Pick<MetricsDatasets, 'table'>
  /** Told when there is a newer answer of a dataset than one that was given, or another try is due. */
  readonly onNewer: (datasetId: string) => void
  readonly logger: MetricsLogger
}

interface Question {
  readonly datasetId: string
  /** What `Answers` is asked. */
  readonly ask: () => Promise<unknown>
}

interface Known {
  readonly answer: unknown
  readonly version: number
  readonly epoch: number | undefined
}

/** Between two of them, so many times as long as the first took. */
const REST_PER_WORK = 3
const REST_MIN_MS = 500
const REST_MAX_MS = 5 * SECOND_MS
/** Answers kept at once; the longest unasked go first. */
const KEPT_MAX = 500

export function createCalmAnswers({ answers, datasets, onNewer, logger }: Needs): CalmAnswers {
  const known = new Map<string, Known>()
  const due = new Map<string, Question>()
  let isRunning = false
  let restTimer: NodeJS.Timeout | null = null
  let isClosed = false

  async function compute(key: string, { datasetId, ask }: Question): Promise<unknown> {
    // Both before the rows are read: what comes meanwhile makes the answer old, never new.
    const version = answers.version(datasetId)
    const epoch = (await datasets.table(datasetId))?.epoch
    const answer = await ask()
    known.delete(key)
    known.set(key, { answer, version, epoch })
    for (const oldest of known.keys()) {
      if (known.size <= KEPT_MAX) break
      known.delete(oldest)
    }
    return answer
  }

  function proceed(): void {
    const [next] = due
    if (!next || isRunning || restTimer || isClosed) return
    const [key, question] = next
    due.delete(key)
    isRunning = true
    const began = Date.now()
    void compute(key, question)
      .catch((error: unknown) => logger.error({ err: error }, 'a metric of the library could not be computed anew'))
      .then(() => {
        isRunning = false
        if (isClosed) return
        const restMs = Math.min(Math.max(REST_PER_WORK * (Date.now() - began), REST_MIN_MS), REST_MAX_MS)
        restTimer = setTimeout(() => {
          restTimer = null
          proceed()
        }, restMs)
        onNewer(question.datasetId)
      })
  }

  return {
    begin() {
      let isBehind = false
      return {
        isBehind: () => isBehind,
        ask: (datasetId, metric, only = []) =>
          given(datasetId, { metric, only }, () => answers.ask(datasetId, metric, only)),
        numbersOfSides: (datasetId, { question, show }, sides, only) =>
          given(datasetId, { question, show, sides, only }, () =>
            answers.numbersOfSides(datasetId, { question, show }, sides, only),
          ),
      }

      async function given<Answer>(datasetId: string, asked: object, ask: () => Promise<Answer>): Promise<Answer> {
        const key = JSON.stringify([datasetId, asked])
        const last = known.get(key)
        if (last?.version === answers.version(datasetId)) return last.answer as Answer
        const epoch = last?.epoch === undefined ? undefined : (await datasets.table(datasetId))?.epoch
        // Rows that went, or rules that changed, are not to be seen any longer.
        if (!last || epoch === undefined || epoch !== last.epoch)
          return (await compute(key, { datasetId, ask })) as Answer
        isBehind = true
        due.set(key, { datasetId, ask })
        proceed()
        return last.answer as Answer
      }
    },
    close() {
      isClosed = true
      if (restTimer) clearTimeout(restTimer)
    },
  }
}
