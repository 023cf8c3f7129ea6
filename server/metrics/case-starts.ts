import { calendarOf } from '#shared/lib/time-zone.ts'
import { type LastDays, lastDaysTo, type TimeRange } from '#shared/metrics/time-range.ts'
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
  /** By dates of each dataset's time zone (when they begin in UTC, ms since 1970), in order; those without any are left out. */
  readonly days: readonly { readonly day: number; readonly cases: number }[]
  /** The last event of all; `null`: there are none. */
  readonly lastEventAt: number | null
  /** The date of the last event, as above. */
  readonly lastDay: number | null
  /** Those of the datasets, each once. */
  readonly timeZones: readonly string[]
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
  const told = freshness.filter((one) => one !== undefined)
  const ends = told.flatMap(({ lastEventAt, timeZone }) => (lastEventAt === null ? [] : [{ lastEventAt, timeZone }]))
  return {
    days: [...casesByDay].map(([day, cases]) => ({ day, cases })).toSorted((a, b) => a.day - b.day),
    lastEventAt: largest(ends.map(({ lastEventAt }) => lastEventAt)),
    lastDay: largest(ends.map(({ lastEventAt, timeZone }) => calendarOf(timeZone).dateOf(lastEventAt))),
    timeZones: [...new Set(told.map(({ timeZone }) => timeZone))],
  }
}

/** The days that are asked for; of the last ones, by the newest event of the datasets that the journey shows. `null`: there is none. */
export async function askedDays(
  deps: Deps,
  journeyId: string,
  range: TimeRange | LastDays | null,
): Promise<TimeRange | null> {
  if (range === null || !('last' in range)) return range
  const { lastDay } = await caseStarts(deps, journeyId)
  return lastDay === null ? null : lastDaysTo(lastDay, range)
}

const largest = (values: readonly number[]): number | null => (values.length === 0 ? null : Math.max(...values))
