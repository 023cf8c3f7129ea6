import type { Card } from '../records/card.ts'
import { cardsByCell, cardsOfCell } from './cards-by-cell.ts'
import { remembered } from './remembered.ts'

/**
 * Cards whose cell is gone: somebody deleted the step or lane, perhaps while somebody else put the card there. They are kept, and
 * lie in the tray until they are moved, deleted, or their step and lane are back.
 */
export const strandedCards = remembered<object, readonly Card[]>(
  (snapshot) => [snapshot.cards, snapshot.steps, snapshot.lanes, snapshot.stages],
  (snapshot, before) => {
    const { stages, steps, lanes } = snapshot
    const found: Card[] = []
    // By cell: there are few of them, however many cards there are.
    for (const [first] of cardsByCell(snapshot).values()) {
      if (first?.place.kind !== 'cell') continue
      const { stepId, laneId } = first.place
      const step = steps.get(stepId)
      if (!step || !stages.has(step.place.stageId) || !lanes.has(laneId))
        found.push(...cardsOfCell(snapshot, stepId, laneId))
    }
    const isSame = before?.length === found.length && before.every((card, index) => card === found[index])
    return isSame ? before : found
  },
)
