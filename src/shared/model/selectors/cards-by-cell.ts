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

/**
 * The cards of every cell that has any, in order. A cell whose cards did not change keeps its list's identity. Cells of steps and
 * lanes that are gone are in it too: look cells up by the steps and lanes that there are.
 */
export const cardsByCell = remembered<object, ReadonlyMap<CellKey, readonly Card[]>>(
  (snapshot) => [snapshot.cards],
  (snapshot, before) => {
    const cells = new Map<CellKey, readonly Card[]>()
    for (const card of snapshot.cards.values()) {
      if (card.place.kind !== 'cell') continue
      const key = cellKey(card.place.stepId, card.place.laneId)
      const cards = cells.get(key) as Card[] | undefined
      if (cards) cards.push(card)
      else cells.set(key, [card])
    }
    for (const [key, cards] of cells) {
      ;(cards as Card[]).sort(byCellOrder)
      const known = before?.get(key)
      if (known?.length === cards.length && known.every((card, index) => card === cards[index])) cells.set(key, known)
    }
    return cells
  },
)

const NONE: readonly Card[] = []

/** The cards of one cell from top to bottom. */
export const cardsOfCell = (snapshot: JourneySnapshot, stepId: StepId, laneId: LaneId): readonly Card[] =>
  cardsByCell(snapshot).get(cellKey(stepId, laneId)) ?? NONE
