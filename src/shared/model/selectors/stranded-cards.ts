import type { Card } from '../records/card.ts'
import { remembered } from './remembered.ts'

/**
 * Cards whose cell is gone: somebody deleted the step or lane, perhaps while somebody else put the card there. They are kept, and
 * lie in the tray until they are moved, deleted, or their step and lane are back.
 */
export const strandedCards = remembered<object, readonly Card[]>(
  (snapshot) => [snapshot.cards, snapshot.steps, snapshot.lanes, snapshot.stages],
  (snapshot) =>
    [...snapshot.cards.values()].filter((card) => {
      if (card.place.kind !== 'cell') return false
      const step = snapshot.steps.get(card.place.stepId)
      return !step || !snapshot.stages.has(step.place.stageId) || !snapshot.lanes.has(card.place.laneId)
    }),
)
