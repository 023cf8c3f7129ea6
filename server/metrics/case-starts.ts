import { measuredFeelingsOf } from '#shared/model/measured-feelings.ts'
import { shownMetricsOf } from '#shared/model/shown-metrics.ts'
import type { Answers } from './answers.ts'
import { boundPartOf } from './bound-part.ts'
import { journeyPlanOf } from './journey-plan.ts'
import { datasetsOfFeelings } from './library/measured-feelings.ts'
import { datasetsOfShown, knownFor } from './library/shown-metrics.ts'
import type { DatasetsFor, MetricsDatasets, MetricsRooms, NamedMetricsFor } from './ports.ts'

/** When the cases of a journey start. */
export interface CaseStarts {
  /** By days in UTC, ms since 1970, in order; days without any are left out. */
  readonly days: readonly { readonly day: number; readonly cases: number }[]
  /** The last event of all; `null`: there are none. */
  readonly lastEventAt: number | null
}

interface Deps {
  readonly answers: Pick<Answers, 'startsOf'>
  readonly datasets: Pick<MetricsDatasets, 'freshness'>
  readonly rooms: Pick<MetricsRooms, 'read'>
  readonly datasetsFor: DatasetsFor
  readonly namedFor: NamedMetricsFor
}

/** Of all datasets that the journey shows numbers of. Rejects with `EngineError`. */
export async function caseStarts(
  { answers, datasets, rooms, datasetsFor, namedFor }: Deps,
  journeyId: string,
): Promise<CaseStarts> {
  const { bound, shown, feelings } = await rooms.read(journeyId, (doc) => ({
    bound: journeyPlanOf(boundPartOf(doc)).map(({ datasetId }) => datasetId),
    shown: shownMetricsOf(doc),
    feelings: measuredFeelingsOf(doc),
  }))
  const known = await knownFor(namedFor, journeyId, [...shown, ...feelings])
  const ids = [...new Set([...bound, ...datasetsOfShown(shown, known), ...datasetsOfFeelings(feelings, known)])]
  const own = ids.length === 0 ? [] : [...(await datasetsFor(journeyId, ids))]
  const [starts, freshness] = await Promise.all([
    Promise.all(own.map((id) => answers.startsOf(id))),
    Promise.all(own.map((id) => datasets.freshness(id))),
  ])
  const casesByDay = new Map<number, number>()
  for (const { day, cases } of starts.flatMap((rows) => rows ?? []))
    casesByDay.set(day, (casesByDay.get(day) ?? 0) + cases)
  const ends = freshness.flatMap((one) => one?.lastEventAt ?? [])
  return {
    days: [...casesByDay].map(([day, cases]) => ({ day, cases })).toSorted((a, b) => a.day - b.day),
    lastEventAt: ends.length === 0 ? null : Math.max(...ends),
  }
}
