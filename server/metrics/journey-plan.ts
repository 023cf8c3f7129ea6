import { byOrder } from '#shared/lib/fractional-order.ts'
import { type EventRule, isBindableCardKind } from '#shared/model/records/binding.ts'
import type { Card } from '#shared/model/records/card.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { collectPlans } from './collect-plans.ts'
import type { JourneyQuestion } from './sql/journey-numbers.ts'

/** What a journey asks of its datasets, and whose answer is whose. */
export type JourneyPlan = readonly DatasetPlan[]

export interface DatasetPlan {
  readonly datasetId: string
  readonly question: JourneyQuestion
  readonly elements: readonly ElementPlan[]
  readonly links: readonly LinkPlan[]
}

/** An element that stands for events. */
export interface BoundTo {
  readonly elementId: string
  readonly title: string
  readonly rules: readonly EventRule[]
}

export interface ElementPlan extends BoundTo {
  readonly set: number
  readonly next?: BoundTo & { readonly pair: number }
}

export interface LinkPlan {
  readonly linkId: string
  readonly from: BoundTo & { readonly set: number }
  readonly to: BoundTo
  readonly measure:
    | { readonly kind: 'flow'; readonly number: number }
    | { readonly kind: 'window'; readonly number: number; readonly hours: number }
}

/** An element with the events that it stands for by its own binding, or by the bindings of what is in it. */
export interface Bound extends BoundTo {
  readonly datasetId: string
}

/** Plans the readings of every stage, step, touchpoint and metric that has events, and of every link between two bound touchpoints. */
export function journeyPlanOf(snapshot: JourneySnapshot): JourneyPlan {
  const cards = boundCards(snapshot)
  const cardsOfStep = new Map<StepId, (Bound & { readonly card: Card })[]>()
  for (const bound of cards) {
    if (bound.card.place.kind !== 'cell') continue
    const { stepId } = bound.card.place
    cardsOfStep.set(stepId, [...(cardsOfStep.get(stepId) ?? []), bound])
  }
  const stages = stagesInOrder(snapshot).map(({ id, title }) => {
    const steps = stepsOfStage(snapshot, id).map((step) => ({
      stepId: step.id,
      bound: effective(snapshot, step.id, step.title, (cardsOfStep.get(step.id) ?? []).filter(isTouchpoint)),
    }))
    const boundSteps = steps.flatMap(({ bound }) => (bound ? [bound] : []))
    return { steps, bound: effective(snapshot, id, title, boundSteps) }
  })

  const plans = collectPlans()
  const steps = stages.flatMap(({ steps }) => steps)
  stages.forEach(({ bound }, index) => {
    if (bound) plans.addElement(bound, firstOn(stages.slice(index + 1), bound.datasetId))
  })
  steps.forEach(({ stepId, bound }, index) => {
    const later = steps.slice(index + 1)
    if (bound) plans.addElement(bound, firstOn(later, bound.datasetId))
    for (const card of cardsOfStep.get(stepId) ?? []) plans.addElement(card, firstOn(later, card.datasetId))
  })
  const drawn = new Set(steps.map(({ stepId }) => stepId))
  for (const bound of cards) {
    const { place } = bound.card
    if (place.kind === 'free' || !drawn.has(place.stepId)) plans.addElement(bound, undefined)
  }

  const cardById = new Map(cards.filter(isTouchpoint).map((bound) => [bound.elementId, bound]))
  for (const link of [...snapshot.links.values()].sort((a, b) => (a.id < b.id ? -1 : 1))) {
    const from = cardById.get(link.fromCardId)
    const to = cardById.get(link.toCardId)
    if (from && to && from.datasetId === to.datasetId) plans.addLink(link.id, from, to, link.windowHours)
  }
  return plans.all()
}

/** Only touchpoints stand for a step, and have flows between them: a metric counts what others stand for. */
const isTouchpoint = ({ card }: { readonly card: Card }): boolean => card.kind === 'touchpoint'

function boundCards(snapshot: JourneySnapshot): (Bound & { readonly card: Card })[] {
  const cards = [...snapshot.bindings.values()].flatMap(({ elementId, datasetId, rule }) => {
    const card = snapshot.cards.get(elementId as Card['id'])
    return card && isBindableCardKind(card.kind)
      ? [{ elementId, title: card.title, datasetId, rules: [rule], card }]
      : []
  })
  const orderOf = ({ card }: { card: Card }): { id: string; order: string } => ({
    id: card.id,
    order: card.place.kind === 'cell' ? card.place.order : '',
  })
  return cards.sort((a, b) => byOrder(orderOf(a), orderOf(b)))
}

/**
 * Its own binding, else the union of its parts' rules; when the parts lie in several datasets, those of the dataset that most
 * parts are in (of equals the first): cases of different datasets cannot be added up.
 */
function effective(
  snapshot: JourneySnapshot,
  elementId: string,
  title: string,
  parts: readonly Bound[],
): Bound | undefined {
  const own = snapshot.bindings.get(elementId)
  if (own) return { elementId, title, datasetId: own.datasetId, rules: [own.rule] }
  const counts = new Map<string, number>()
  for (const { datasetId } of parts) counts.set(datasetId, (counts.get(datasetId) ?? 0) + 1)
  const [datasetId] = [...counts].reduce((best, one) => (one[1] > best[1] ? one : best), ['', 0])
  if (datasetId === '') return undefined
  return {
    elementId,
    title,
    datasetId,
    rules: parts.filter((part) => part.datasetId === datasetId).flatMap(({ rules }) => rules),
  }
}

const firstOn = (later: readonly { readonly bound: Bound | undefined }[], datasetId: string): Bound | undefined =>
  later.find(({ bound }) => bound?.datasetId === datasetId)?.bound
