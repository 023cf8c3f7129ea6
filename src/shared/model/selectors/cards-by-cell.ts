import { changedIds } from '../changed-ids.ts'
import type { Card } from '../records/card.ts'
import type { LaneId } from '../records/lane.ts'
import type { StepId } from '../records/step.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { remembered } from './remembered.ts'

/** Names a cell: where a step meets a lane. */
export type CellKey = `${string}:${string}`

/** The key of a cell in `cardsByCell`. */
export const cellKey = (stepId: StepId, laneId: LaneId): CellKey => `${stepId}:${laneId}`

/** The order of cards in one cell, from top to bottom. */
export function byCellOrder(a: Card, b: Card): number {
  const [first, second] = [orderOf(a), orderOf(b)]
  return first < second ? -1 : first > second ? 1 : a.id < b.id ? -1 : a.id > b.id ? 1 : 0
}

const orderOf = (card: Card): string => (card.place.kind === 'cell' ? card.place.order : '')

type Cards = JourneySnapshot['cards']
type Cells = ReadonlyMap<CellKey, readonly Card[]>

/**
 * The cards of every cell that has any, in order. A cell whose cards did not change keeps its list's identity. Cells of steps and
 * lanes that are gone are in it too: look cells up by the steps and lanes that there are.
 */
export const cardsByCell = (snapshot: JourneySnapshot): Cells => grouped(snapshot).cells

const grouped = remembered<object, { readonly cards: Cards; readonly cells: Cells }>(
  (snapshot) => [snapshot.cards],
  ({ cards }, before) => ({ cards, cells: before ? regroup(cards, before) : group(cards.values()) }),
)

const keyOf = ({ place }: Card): CellKey | undefined =>
  place.kind === 'cell' ? cellKey(place.stepId, place.laneId) : undefined

function group(cards: Iterable<Card>): Map<CellKey, Card[]> {
  const cells = new Map<CellKey, Card[]>()
  for (const card of cards) {
    const key = keyOf(card)
    if (key === undefined) continue
    const cell = cells.get(key)
    if (cell) cell.push(card)
    else cells.set(key, [card])
  }
  for (const cell of cells.values()) cell.sort(byCellOrder)
  return cells
}

/** The cards that are gone or replaced, and those that are new or took their place. */
function changedCards(before: Cards, after: Cards): { readonly gone: readonly Card[]; readonly come: readonly Card[] } {
  const ids = changedIds(before, after) ?? new Set([...before.keys(), ...after.keys()])
  const gone: Card[] = []
  const come: Card[] = []
  for (const id of ids) {
    const [old, now] = [before.get(id), after.get(id)]
    if (old === now) continue
    if (old) gone.push(old)
    if (now) come.push(now)
  }
  return { gone, come }
}

/** Above so many changed cards (another journey, a large import) grouping all is no slower. */
const MANY = 2_000

/** Groups anew only the cells that a changed card came from or went to: typing in one of 20,000 cards touches one cell. */
function regroup(cards: Cards, before: { readonly cards: Cards; readonly cells: Cells }): Cells {
  const { gone, come } = changedCards(before.cards, cards)
  if (gone.length + come.length > MANY) return group(cards.values())
  const cells = new Map(before.cells)
  const wasTouched = new Set([...gone, ...come].flatMap((card) => keyOf(card) ?? []))
  const left = new Set(gone)
  const arrivals = group(come)
  for (const key of wasTouched) {
    const staying = (before.cells.get(key) ?? []).filter((card) => !left.has(card))
    const cell = [...staying, ...(arrivals.get(key) ?? [])].sort(byCellOrder)
    if (cell.length > 0) cells.set(key, cell)
    else cells.delete(key)
  }
  return cells
}

const NONE: readonly Card[] = []

/** The cards of one cell from top to bottom. */
export const cardsOfCell = (snapshot: JourneySnapshot, stepId: StepId, laneId: LaneId): readonly Card[] =>
  cardsByCell(snapshot).get(cellKey(stepId, laneId)) ?? NONE
