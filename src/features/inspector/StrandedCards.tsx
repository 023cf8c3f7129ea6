import { moveCards } from '#shared/model/commands/move-cards.ts'
import { CARD_KINDS_OF_LANE } from '#shared/model/records/card.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { strandedCards } from '#shared/model/selectors/stranded-cards.ts'
import { useEditor, useSnapshotPart } from '#src/editor/hooks.ts'
import { Button } from '#src/ui/Button.tsx'
import { useChange } from './use-change.ts'

/** Where cards that never had a place beside the grid are put: above its corner. */
const BESIDE_GRID = { x: 0, y: -400 } as const

/** Cards that were put where somebody else had just deleted the step or lane: nothing is lost, they are brought back here. */
export function StrandedCards() {
  const editor = useEditor()
  const cards = useSnapshotPart(strandedCards)
  const change = useChange()
  if (cards.length === 0) return null
  const bringBack = (): void => {
    const snapshot = editor.getSnapshot()
    const [firstStep] = stepsInOrder(snapshot)
    let continues = false
    for (const card of cards) {
      const lane = lanesInOrder(snapshot).find(({ kind }) => CARD_KINDS_OF_LANE[kind].includes(card.kind))
      const to =
        firstStep && lane
          ? { kind: 'cell' as const, stepId: firstStep.id, laneId: lane.id }
          : { kind: 'free' as const, ...BESIDE_GRID }
      if (!change(moveCards, { cardIds: [card.id], to }, { continues })) return
      continues = true
    }
    editor.select(cards.map(({ id }) => id))
  }
  return (
    <div className="rounded-md bg-warn-soft p-3 text-sm text-ink">
      <p>
        {cards.length === 1 ? 'One card has' : `${cards.length} cards have`} no place: the step or lane was deleted
        while somebody added to it.
      </p>
      {editor.canEdit && (
        <Button size="sm" className="mt-2" onClick={bringBack}>
          Bring back to the first step
        </Button>
      )}
    </div>
  )
}
