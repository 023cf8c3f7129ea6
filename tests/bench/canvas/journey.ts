import {
  type JourneyJson,
  JSON_FORM_NAME,
  JSON_FORM_VERSION,
  journeyJsonSchema,
  ordersFor,
} from '#shared/model/json-form.ts'
import type { LaneKind } from '#shared/model/records/lane.ts'
import { EVENT_NAMES } from '../bench-events.ts'

const STAGES = 12
const COLUMNS = 2 * STAGES
/** The harness lays its cards out in rows of so many. */
const ROW = 12
const LANES = [
  'touchpoint',
  'action',
  'goal',
  'thought',
  'pain-point',
  'gain',
  'opportunity',
  'frontstage',
  'backstage',
  'support',
] as const satisfies readonly LaneKind[]
const CHANNELS = ['web', 'app', 'phone', 'store', 'email', 'chat'] as const
const PERSONAS = ['Ana', 'Ben', 'Cleo']
const SCORES = [1, 0.5, -1, -2, 0, 1.5, 2, -0.5]

/** A card and a link of the harness, which every program under test shows. */
export interface SharedContent {
  readonly cards: readonly { readonly id: string; readonly title: string; readonly text: string }[]
  readonly links: readonly { readonly id: string; readonly from: number; readonly to: number }[]
}

/** The cell that a card of the harness stands in. The harness looks at its second row: that one begins at the grid's left edge. */
export function cellOf(
  index: number,
  count: number,
): { readonly column: number; readonly lane: number; readonly rank: number } {
  const row = Math.floor(index / ROW)
  const ranks = ranksFor(count)
  const line = Math.floor(row / 2)
  return {
    column: (index % ROW) + (row % 2 === 1 ? 0 : ROW),
    lane: Math.min(LANES.length - 1, Math.floor(line / ranks)),
    rank: line % ranks,
  }
}

/** How many cards stand in a cell. */
const ranksFor = (count: number): number => Math.ceil(count / (COLUMNS * LANES.length))

export const stepIdOf = (column: number): string => `step${column}`
export const laneIdOf = (lane: number): string => `lane${lane}`

/** The order key of every rank in a cell. */
export const rankOrders = (count: number): readonly string[] => ordersFor(ranksFor(count) + 1)

/**
 * The content of the harness as a whole journey: in the cells of 12 stages of two steps and ten lanes, the touchpoints with channels, and
 * beside that what a journey has: three personas with an emotion curve each, and stages, steps and touchpoints that are bound to data.
 */
export function canvasJourney({ cards, links }: SharedContent, datasetId: string): JourneyJson {
  const orders = rankOrders(cards.length)
  const stages = ordersFor(STAGES).map((order, index) => ({ id: `stage${index}`, order, title: `Stage ${index + 1}` }))
  const steps = Array.from({ length: COLUMNS }, (_, column) => ({
    id: stepIdOf(column),
    place: { stageId: `stage${Math.floor(column / 2)}`, order: column % 2 === 0 ? 'a0' : 'a1' },
    title: `Step ${column + 1}`,
  }))
  const laneOrders = ordersFor(LANES.length + 1)
  const feelings = { id: 'feelings', kind: 'emotion', order: laneOrders[0], title: 'Emotions' }
  const lanes = LANES.map((kind, lane) => ({ id: laneIdOf(lane), kind, order: laneOrders[lane + 1], title: kind }))
  const personas = ordersFor(PERSONAS.length).map((order, index) => ({
    id: `persona${index}`,
    order,
    name: PERSONAS[index],
    color: index,
  }))
  const emotions = personas.flatMap(({ id: personaId }, which) =>
    steps.map((step, column) => ({
      id: `feeling${which}-${column}`,
      kind: 'emotion',
      place: { kind: 'cell', stepId: step.id, laneId: feelings.id, order: orders[0] },
      title: `Feels ${which + 1}`,
      personaIds: [personaId],
      score: SCORES[(column + which * 3) % SCORES.length],
    })),
  )
  const inCells = cards.map(({ id, title, text }, index) => {
    const { column, lane, rank } = cellOf(index, cards.length)
    const kind = LANES[lane] ?? LANES[0]
    return {
      id,
      kind,
      place: { kind: 'cell', stepId: stepIdOf(column), laneId: laneIdOf(lane), order: orders[rank] },
      title,
      details: text,
      personaIds: index % 3 === 0 ? [`persona${index % PERSONAS.length}`] : [],
      channels: kind === 'touchpoint' ? CHANNELS.slice(index % 4, (index % 4) + 2) : [],
    }
  })
  const touchpoints = inCells.filter((card) => card.kind === 'touchpoint').slice(0, EVENT_NAMES.length)
  const bound = [...stages, ...steps, ...touchpoints].map(({ id: elementId }, index) => ({
    elementId,
    datasetId,
    rule: { events: [EVENT_NAMES[index % EVENT_NAMES.length]] },
  }))
  return journeyJsonSchema.parse({
    format: JSON_FORM_NAME,
    version: JSON_FORM_VERSION,
    title: `${cards.length} cards`,
    scenario: '',
    personas,
    stages,
    steps,
    lanes: [feelings, ...lanes],
    cards: [...emotions, ...inCells],
    links: links.map(({ id, from, to }) => ({ id, fromCardId: `c${from}`, toCardId: `c${to}`, label: '' })),
    bindings: bound,
  })
}
