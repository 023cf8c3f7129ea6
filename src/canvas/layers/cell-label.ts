import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { CellRef } from '../canvas-state.ts'

/** What a screen reader says of a cell: `Step Pays, lane Pain points, 2 cards`. */
export function cellLabel(snapshot: JourneySnapshot, { stepId, laneId }: CellRef): string {
  const count = cardsOfCell(snapshot, stepId, laneId).length
  const words = count === 0 ? 'empty' : count === 1 ? '1 card' : `${count} cards`
  const step = snapshot.steps.get(stepId)?.title || 'untitled'
  const lane = snapshot.lanes.get(laneId)?.title || 'untitled'
  return `Step ${step}, lane ${lane}, ${words}`
}
