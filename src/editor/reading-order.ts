import type { Card } from '#shared/model/records/card.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** Cards from left to right, then top to bottom; free ones last. `columnOf` counts columns from 0 (free cards: the last). */
export function cellsInReadingOrder(
  snapshot: JourneySnapshot,
  cards: readonly Card[],
): { readonly ordered: readonly Card[]; readonly columnOf: (card: Card) => number } {
  const columns = new Map(stepsInOrder(snapshot).map((step, index) => [step.id, index]))
  const rows = new Map(lanesInOrder(snapshot).map((lane, index) => [lane.id, index]))
  const columnOf = ({ place }: Card): number =>
    (place.kind === 'cell' ? columns.get(place.stepId) : undefined) ?? columns.size
  const rowOf = ({ place }: Card): number => (place.kind === 'cell' ? rows.get(place.laneId) : undefined) ?? rows.size
  const keyOf = ({ id, place }: Card): string => (place.kind === 'cell' ? `${place.order} ${id}` : id)
  const ordered = [...cards].sort(
    (a, b) => columnOf(a) - columnOf(b) || rowOf(a) - rowOf(b) || (keyOf(a) < keyOf(b) ? -1 : 1),
  )
  return { ordered, columnOf }
}
