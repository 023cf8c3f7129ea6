import { comparableName } from '#shared/model/commands/bind-matching-names.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { FeelingSource } from '#shared/model/records/feeling-source.ts'

/** The answers of a survey; to the question that is called like the step, where there is one, else to all. */
export function answersSource(datasetId: string, eventNames: readonly string[], stepTitle: string): FeelingSource {
  const wanted = comparableName(stepTitle)
  const events = wanted === '' ? [] : eventNames.filter((name) => comparableName(name) === wanted)
  return {
    of: {
      kind: 'answers',
      datasetId: datasetId as DatasetId,
      rule: { events, channels: [], where: [] },
      scale: { kind: 'nps' },
      answers: 'all',
    },
    source: events.length > 0 ? 'matched-name' : 'manual',
  }
}
