import {
  type JourneyJson,
  JSON_FORM_NAME,
  JSON_FORM_VERSION,
  journeyJsonSchema,
  ordersFor,
} from '#shared/model/json-form.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'

const LANES: readonly LaneKind[] = ['touchpoint', 'action', 'thought', 'pain-point', 'opportunity', 'note']
const WORDS =
  'customer opens account waits email confirms identity uploads photo agent reviews delay call support'.split(' ')

/** Twelve words that differ from card to card and are the same in every run. */
const sentence = (seed: number): string =>
  Array.from({ length: 12 }, (_, index) => WORDS[(seed * 7 + index * 5) % WORDS.length]).join(' ')

/** A journey of `count` cards, spread evenly over 12 stages of 2 steps and 6 lanes, with a link for every fourth card. */
export function journeyOfCards(count: number): JourneyJson {
  const stages = ordersFor(12).map((order, index) => ({ id: `stage${index}`, order, title: `Stage ${index + 1}` }))
  const steps = stages.flatMap((stage, at) =>
    ordersFor(2).map((order, index) => ({
      id: `step${at * 2 + index}`,
      place: { stageId: stage.id, order },
      title: `Step ${at * 2 + index + 1}`,
    })),
  )
  const laneOrders = ordersFor(LANES.length)
  const lanes = LANES.map((kind, index) => ({ id: `lane${index}`, kind, order: laneOrders[index], title: kind }))
  const cells = steps.length * lanes.length
  const orders = ordersFor(Math.ceil(count / cells))
  const cards = Array.from({ length: count }, (_, index) => {
    const cell = index % cells
    const lane = lanes[Math.floor(cell / steps.length)]
    return {
      id: `card${index}`,
      kind: lane?.kind,
      place: {
        kind: 'cell',
        stepId: `step${cell % steps.length}`,
        laneId: lane?.id,
        order: orders[Math.floor(index / cells)],
      },
      title: `Card ${index}`,
      details: sentence(index),
    }
  })
  const links = Array.from({ length: Math.floor(count / 4) }, (_, index) => ({
    id: `link${index}`,
    fromCardId: `card${index * 4}`,
    toCardId: `card${(index * 4 + 1) % count}`,
    label: '',
  }))
  return journey(`${count} cards`, { stages, steps, lanes, cards, links })
}

export const BOUND_STAGES = 8
export const BOUND_TOUCHPOINTS = 30
export const BOUND_LINKS = 20

/** 8 stages, 30 touchpoints and 20 links, every touchpoint bound to the event of its own name in the dataset. */
export function measuredJourney(datasetId: string, eventNames: readonly string[]): JourneyJson {
  const stages = ordersFor(BOUND_STAGES).map((order, index) => ({
    id: `stage${index}`,
    order,
    title: `Stage ${index + 1}`,
  }))
  const steps = stages.map((stage, index) => ({
    id: `step${index}`,
    place: { stageId: stage.id, order: ordersFor(1)[0] },
    title: `Step ${index + 1}`,
  }))
  const lanes = [{ id: 'lane0', kind: 'touchpoint', order: ordersFor(1)[0], title: 'Touchpoints' }]
  const orders = ordersFor(BOUND_TOUCHPOINTS)
  const cards = orders.map((order, index) => ({
    id: `card${index}`,
    kind: 'touchpoint',
    place: {
      kind: 'cell',
      stepId: `step${Math.floor((index * BOUND_STAGES) / BOUND_TOUCHPOINTS)}`,
      laneId: 'lane0',
      order,
    },
    title: eventNames[index] ?? `Touchpoint ${index}`,
  }))
  const links = Array.from({ length: BOUND_LINKS }, (_, index) => ({
    id: `link${index}`,
    fromCardId: `card${index}`,
    toCardId: `card${index + 1}`,
    label: '',
    ...(index % 2 === 1 ? { windowHours: 24 } : {}),
  }))
  const bindings = cards.map((card) => ({ elementId: card.id, datasetId, rule: { events: [card.title] } }))
  return journey('Measured', { stages, steps, lanes, cards, links, bindings })
}

function journey(title: string, content: object): JourneyJson {
  return journeyJsonSchema.parse({
    format: JSON_FORM_NAME,
    version: JSON_FORM_VERSION,
    title,
    scenario: '',
    ...content,
  })
}
