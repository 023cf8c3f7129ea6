import { doubtAbout } from '#shared/metrics/measures.ts'
import type { ElementReadings, JourneyReadings, Reading } from '#shared/metrics/reading.ts'
import type { NamesById } from '#shared/metrics/readings-csv.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { Answers } from './answers.ts'
import { boundPartOf } from './bound-part.ts'
import { collectPlans } from './collect-plans.ts'
import { type JourneyPlan, journeyPlanOf } from './journey-plan.ts'
import { computeReadings } from './journey-readings.ts'
import type { DatasetsFor, MetricsDatasets, MetricsLogger, MetricsRooms } from './ports.ts'

/** A stage (or, where no stages are bound, a step) with its numbers. */
export interface NamedReadings {
  readonly name: string
  readonly readings: ElementReadings
}

/** A journey's numbers at one look. */
export interface JourneyOverview {
  /** In the order of the journey, of the dataset that most of them are in. */
  readonly along: readonly NamedReadings[]
  /** Cases of the first of them. */
  readonly cases: Reading | null
  /** Share of those that later reach the last of them; `null` when there is only one. */
  readonly endToEnd: Reading | null
  /** Where most are lost, among numbers that rest on enough cases. */
  readonly dropOff: NamedReadings | null
  readonly readings: JourneyReadings
  readonly names: NamesById
}

interface Needs {
  readonly answers: Answers
  readonly rooms: Pick<MetricsRooms, 'read'>
  readonly datasetsFor: DatasetsFor
  readonly datasets: Pick<MetricsDatasets, 'table' | 'freshness'>
  readonly readingsOf: (journeyId: string) => Promise<JourneyReadings>
  readonly logger: MetricsLogger
}

/** Overviews kept; the oldest go first. */
const KEPT_MAX = 1_000

/** Overviews of journeys, each computed once until its bindings, its names or its data change. */
export function createOverviews({ answers, rooms, datasetsFor, datasets, readingsOf, logger }: Needs) {
  const kept = new Map<string, { readonly key: string; readonly overview: JourneyOverview }>()

  return async function overviewOf(journeyId: string): Promise<JourneyOverview> {
    const { plan, along, names } = await rooms.read(journeyId, (doc) => outlineOf(boundPartOf(doc)))
    const datasetIds = plan.map(({ datasetId }) => datasetId)
    const own = datasetIds.length === 0 ? new Set<string>() : await datasetsFor(journeyId, datasetIds)
    const key = JSON.stringify([datasetIds.map((id) => answers.version(id)), [...own], plan, [...names]])
    const known = kept.get(journeyId)
    // The same object as long as nothing that is read changed, metrics of the library included.
    const readings = await readingsOf(journeyId)
    if (known?.key === key && known.overview.readings === readings) return known.overview
    const ends = await computeReadings({ answers, datasets, plan: endsPlan(plan, along), own, logger })
    const overview = overviewFrom(along, names, readings, ends.readings.elements[0]?.conversion ?? null)
    // What could not be told just now is asked again the next time.
    if (!ends.isIncomplete && readings.datasets.length === own.size) {
      kept.set(journeyId, { key, overview })
      for (const oldest of kept.keys()) {
        if (kept.size <= KEPT_MAX) break
        kept.delete(oldest)
      }
    }
    return overview
  }
}

interface Part {
  readonly id: string
  readonly name: string
}

interface Outline {
  readonly plan: JourneyPlan
  readonly along: readonly Part[]
  readonly names: NamesById
}

const named = (title: string): string => title.trim() || 'Untitled'

/** What of a document this rests on. */
function outlineOf(snapshot: JourneySnapshot): Outline {
  const plan = journeyPlanOf(snapshot)
  const parts = (all: readonly { readonly id: string; readonly title: string }[]): Part[] =>
    all.map(({ id, title }) => ({ id, name: named(title) }))
  const [stages, steps] = [parts(stagesInOrder(snapshot)), parts(stepsInOrder(snapshot))]
  const cards = parts([...snapshot.cards.values()])
  const nameOfCard = new Map(cards.map(({ id, name }) => [id, name]))
  const links = [...snapshot.links.values()].map(({ id, fromCardId, toCardId }) => ({
    id,
    name: `${nameOfCard.get(fromCardId) ?? ''} → ${nameOfCard.get(toCardId) ?? ''}`,
  }))
  const byKind = { stage: stages, step: steps, touchpoint: cards, link: links }
  const [boundStages, boundSteps] = [boundAlong(plan, stages), boundAlong(plan, steps)]
  return {
    plan,
    // The steps of a stage may be ways of the same moment; stages follow each other.
    along: boundStages.length > 1 || boundSteps.length < 2 ? boundStages : boundSteps,
    names: new Map(
      Object.entries(byKind).flatMap(([kind, all]) => all.map(({ id, name }) => [id, { kind, name }] as const)),
    ),
  }
}

/** Those that have events, of the dataset that has most of them: cases of different datasets are different cases. */
function boundAlong(plan: JourneyPlan, parts: readonly Part[]): readonly Part[] {
  let most: readonly Part[] = []
  for (const { elements } of plan) {
    const ids = new Set(elements.map(({ elementId }) => elementId))
    const found = parts.filter(({ id }) => ids.has(id))
    if (found.length > most.length) most = found
  }
  return most
}

/** Asks how many get from the first to the last, as a stage asks how many get to the next. */
function endsPlan(plan: JourneyPlan, along: readonly Part[]): JourneyPlan {
  const plans = collectPlans()
  for (const { datasetId, elements } of plan) {
    const [from, to] = [along[0], along.at(-1)].map((part) => elements.find(({ elementId }) => elementId === part?.id))
    if (from && to && from !== to) plans.addElement({ ...from, datasetId }, { ...to, datasetId })
  }
  return plans.all()
}

function overviewFrom(
  parts: readonly Part[],
  names: NamesById,
  readings: JourneyReadings,
  endToEnd: Reading | null,
): JourneyOverview {
  const byId = new Map(readings.elements.map((element) => [element.elementId, element]))
  const along = parts.flatMap(({ id, name }) => {
    const found = byId.get(id)
    return found ? [{ name, readings: found }] : []
  })
  let worst: NamedReadings | null = null
  for (const one of along) {
    const lost = one.readings.dropOff
    if (!lost || lost.value === null || lost.value <= 0 || doubtAbout(lost) !== null) continue
    if (lost.value > (worst?.readings.dropOff?.value ?? 0)) worst = one
  }
  return { along, cases: along[0]?.readings.cases ?? null, endToEnd, dropOff: worst, readings, names }
}
