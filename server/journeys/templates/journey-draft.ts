import { laneKindOfCard } from '#shared/drawing/lane-kind-of-card.ts'
import { newId } from '#shared/lib/ids.ts'
import {
  JSON_FORM_NAME,
  JSON_FORM_VERSION,
  journeyJsonSchema,
  type JourneyJson,
  ordersFor,
} from '#shared/model/json-form.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { Card, CardId, CardKind } from '#shared/model/records/card.ts'
import type { ChannelKey } from '#shared/model/records/channel.ts'
import { LANE_TITLES, type LaneKind } from '#shared/model/records/lane.ts'
import type { Persona } from '#shared/model/records/persona.ts'

/** A journey as an author writes it down: nested, without ids. Keys name personas and cards for links and bindings. */
export interface JourneyDraft {
  readonly title: string
  readonly scenario: string
  readonly personas: readonly PersonaDraft[]
  readonly lanes: readonly LaneKind[]
  readonly stages: readonly { readonly title: string; readonly steps: readonly StepDraft[] }[]
  readonly links?: readonly LinkDraft[]
}

interface PersonaDraft extends Pick<Persona, 'name' | 'tagline' | 'story' | 'goals' | 'challenges'> {
  readonly key: string
  readonly color: number
  readonly preferredChannels: readonly ChannelKey[]
}

export interface StepDraft {
  readonly title: string
  readonly cards: readonly CardDraft[]
}

export interface CardDraft extends Partial<
  Pick<Card, 'details' | 'score' | 'severity' | 'impact' | 'effort' | 'status' | 'evidence' | 'marks'>
> {
  readonly kind: CardKind
  readonly title: string
  readonly key?: string
  readonly personas?: readonly string[]
  readonly channels?: readonly ChannelKey[]
  /** Names of the events that are this card's traces in the template's dataset. */
  readonly events?: readonly string[]
}

interface LinkDraft {
  readonly from: string
  readonly to: string
  readonly label?: string
  readonly windowHours?: number
}

/** Gives every element an id and an order, and turns keys into ids. Throws when a draft names a key that does not exist. */
export function journeyFromDraft(draft: JourneyDraft, datasetId: DatasetId | null): JourneyJson {
  const keys = new Map<string, string>()
  const idOf = (key: string): string => {
    const id = keys.get(key)
    if (id === undefined) throw new Error(`Impossible: the draft "${draft.title}" has no key "${key}"`)
    return id
  }

  const personas = listed(draft.personas).map(({ item: { key, ...persona }, order }) => {
    const id = newId<'persona'>()
    keys.set(key, id)
    return { ...persona, id, order, preferredChannels: [...persona.preferredChannels] }
  })
  const lanes = listed(draft.lanes).map(({ item: kind, order }) => ({
    id: newId<'lane'>(),
    kind,
    order,
    title: LANE_TITLES[kind],
  }))
  const laneIdOf = new Map(lanes.map((lane) => [lane.kind, lane.id]))

  const stages: object[] = []
  const steps: object[] = []
  const cards: object[] = []
  const bindings: object[] = []
  for (const { item: stage, order } of listed(draft.stages)) {
    const stageId = newId<'stage'>()
    stages.push({ id: stageId, order, title: stage.title })
    for (const { item: step, order: stepOrder } of listed(stage.steps)) {
      const stepId = newId<'step'>()
      steps.push({ id: stepId, place: { stageId, order: stepOrder }, title: step.title })
      for (const { item, order: cardOrder } of listed(step.cards)) {
        const { key, personas: about = [], events, ...card } = item
        const id: CardId = newId<'card'>()
        if (key !== undefined) keys.set(key, id)
        const place = { kind: 'cell', stepId, laneId: laneIdOf.get(laneKindOfCard(card.kind)), order: cardOrder }
        cards.push({ ...card, id, place, personaIds: about.map(idOf) })
        if (events && datasetId !== null) bindings.push({ elementId: id, datasetId, rule: { events: [...events] } })
      }
    }
  }
  const links = (draft.links ?? []).map(({ from, to, label = '', windowHours }) => ({
    id: newId<'link'>(),
    fromCardId: idOf(from),
    toCardId: idOf(to),
    label,
    ...(windowHours !== undefined && { windowHours }),
  }))
  return journeyJsonSchema.parse({
    format: JSON_FORM_NAME,
    version: JSON_FORM_VERSION,
    title: draft.title,
    scenario: draft.scenario,
    state: 'current',
    personas,
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
