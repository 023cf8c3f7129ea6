import type { Engine } from '#server/duckdb/engine.ts'
import { newId } from '#shared/lib/ids.ts'
import {
  JSON_FORM_NAME,
  JSON_FORM_VERSION,
  type JourneyJson,
  journeyJsonSchema,
  ordersFor,
} from '#shared/model/json-form.ts'
import { LANE_TITLES, type LaneKind } from '#shared/model/records/lane.ts'
import type { EventsTable } from '../ports.ts'
import {
  type NamePlaceRow,
  namePlacesQuery,
  type TransitionRow,
  transitionsQuery,
} from '../sql/event-order-in-cases.ts'
import { cutStages } from './cut-stages.ts'
import { strongestTransitions } from './strongest-transitions.ts'
import { channelOfValue, titleOfName } from './words-of-names.ts'

/** Names in fewer cases are noise on a first picture. */
const MIN_CASE_SHARE = 0.01
const NAMES_MAX = 40
const LANES: readonly LaneKind[] = ['touchpoint', 'action', 'thought', 'emotion', 'pain-point', 'opportunity']

/**
 * A journey as the events tell it: one step and one bound touchpoint per event name, in the order in which cases come to it, cut
 * into stages. `undefined` when the dataset has no events. Rejects with `EngineError`.
 */
export async function draftJourney(
  engine: Engine,
  table: EventsTable,
  title: string | null,
): Promise<JourneyJson | undefined> {
  const places = namePlacesQuery(table, MIN_CASE_SHARE, NAMES_MAX)
  const found = await engine.query<NamePlaceRow>(places.sql, places.parameters)
  if (found.length === 0) return undefined
  const names = found.sort(
    (a, b) => a.place - b.place || a.meanPlace - b.meanPlace || b.cases - a.cases || (a.event < b.event ? -1 : 1),
  )
  const next = transitionsQuery(
    table,
    names.map(({ event }) => event),
  )
  const transitions = await engine.query<TransitionRow>(next.sql, next.parameters)
  return journeyOf(table, title ?? table.name, names, transitions)
}

function journeyOf(
  { datasetId, name: datasetName }: EventsTable,
  title: string,
  names: readonly NamePlaceRow[],
  transitions: readonly TransitionRow[],
): JourneyJson {
  const position = new Map(names.map(({ event }, index) => [event, index]))
  const lengths = cutStages(
    names.length,
    transitions.map(({ from, to, count }) => ({ from: position.get(from) ?? 0, to: position.get(to) ?? 0, count })),
  )
  const lanes = listed(LANES).map(({ item: kind, order }) => ({ id: newId(), kind, order, title: LANE_TITLES[kind] }))
  const touchpointLane = lanes[0]?.id
  const [cardOrder] = ordersFor(1)
  const cardIds = new Map<string, string>()
  const stages: object[] = []
  const steps: object[] = []
  const cards: object[] = []
  const bindings: object[] = []

  let begin = 0
  for (const { item: length, order } of listed(lengths)) {
    const members = names.slice(begin, begin + length)
    begin += length
    const commonest = members.reduce((best, one) => (one.cases > best.cases ? one : best))
    const stageId = newId()
    stages.push({ id: stageId, order, title: titleOfName(commonest.event) })
    for (const { item: name, order: stepOrder } of listed(members)) {
      const [stepId, cardId] = [newId(), newId()]
      const channel = channelOfValue(name.channel)
      steps.push({ id: stepId, place: { stageId, order: stepOrder }, title: titleOfName(name.event) })
      cards.push({
        id: cardId,
        kind: 'touchpoint',
        place: { kind: 'cell', stepId, laneId: touchpointLane, order: cardOrder },
        title: titleOfName(name.event),
        channels: channel === null ? [] : [channel],
        evidence: 'data-proved',
      })
      bindings.push({ elementId: cardId, datasetId, rule: { events: [name.event] } })
      cardIds.set(name.event, cardId)
    }
  }
  const links = strongestTransitions(transitions).map(({ from, to }) => ({
    id: newId(),
    fromCardId: cardIds.get(from),
    toCardId: cardIds.get(to),
  }))
  return journeyJsonSchema.parse({
    format: JSON_FORM_NAME,
    version: JSON_FORM_VERSION,
    title,
    scenario: `Drafted from the events of “${datasetName}”: the steps are in the order in which cases come to them. Rename, move and add what the data cannot know.`,
    state: 'current',
    personas: [],
    stages,
    steps,
    lanes,
    cards,
    links,
    bindings,
  })
}

function listed<Item>(items: readonly Item[]): readonly { readonly item: Item; readonly order: string }[] {
  const orders = ordersFor(items.length)
  return items.map((item, index) => ({ item, order: orders[index] ?? '' }))
}
