import { newId } from '#shared/lib/ids.ts'
import { type JourneyJson, documentFromJson, ordersFor, parseJourneyJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { type CardKind, CARD_KINDS_OF_LANE } from '#shared/model/records/card.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** How a grid to test with looks; `cards` tells what stands in each cell. */
export interface GridPlan {
  /** Steps by stage. */
  readonly stages: readonly number[]
  readonly lanes: readonly LaneKind[]
  readonly cards: (step: number, lane: number) => readonly Partial<JourneyJson['cards'][number]>[]
  readonly personas?: number
  readonly stepWidth?: (step: number) => number
}

/** A journey in the JSON form by plan; ids are short and tell what they are: `stage0`, `step3`, `lane1`, `card12`, `persona0`. */
export function gridJson(plan: GridPlan): JourneyJson {
  const stageOrders = ordersFor(plan.stages.length)
  const laneOrders = ordersFor(plan.lanes.length)
  const steps = plan.stages.flatMap((count, stage) =>
    ordersFor(count).map((order) => ({ stageId: `stage${stage}`, order })),
  )
  const cards = steps.flatMap((_, step) =>
    plan.lanes.flatMap((kind, lane) => {
      const wanted = plan.cards(step, lane)
      const orders = ordersFor(wanted.length)
      const usual = (index: number) => ({
        kind: CARD_KINDS_OF_LANE[kind][0] as CardKind,
        place: { kind: 'cell', stepId: `step${step}`, laneId: `lane${lane}`, order: orders[index] },
      })
      return wanted.map((card, index) => Object.assign(usual(index), card))
    }),
  )
  const parsed = parseJourneyJson({
    format: 'waymark-journey',
    version: 1,
    title: 'A journey to test with',
    personas: ordersFor(plan.personas ?? 0).map((order, index) => ({
      id: `persona${index}`,
      order,
      name: `Persona ${index}`,
      color: index,
    })),
    stages: stageOrders.map((order, index) => ({ id: `stage${index}`, order, title: `Stage ${index}` })),
    steps: steps.map((place, index) => ({
      id: `step${index}`,
      place,
      title: `Step ${index}`,
      width: plan.stepWidth?.(index),
    })),
    lanes: plan.lanes.map((kind, index) => ({ id: `lane${index}`, order: laneOrders[index], kind, title: kind })),
    cards: cards.map((card, index) => Object.assign({ id: `card${index}` }, card)),
  })
  if (!parsed.ok) throw new Error(`the plan is no journey: ${parsed.detail}`)
  return parsed.value
}

export const gridSnapshot = (plan: GridPlan): JourneySnapshot => snapshotOf(documentFromJson(gridJson(plan)))

/** The snapshot with one card replaced, as an edit would leave it: every other record keeps its identity. */
export function withCard(
  snapshot: JourneySnapshot,
  id: string,
  patch: Partial<JourneyJson['cards'][number]>,
): JourneySnapshot {
  const cards = new Map(snapshot.cards)
  const card = [...cards.values()].find((one) => one.id === id)
  if (!card) throw new Error(`no card ${id}`)
  cards.set(card.id, { ...card, ...patch })
  return { ...snapshot, cards }
}

/** A free card at a place. */
export const freeCard = (x: number, y: number): Partial<JourneyJson['cards'][number]> => ({
  id: newId<'card'>(),
  kind: 'note',
  place: { kind: 'free', x, y, width: 220, height: 140 },
})
