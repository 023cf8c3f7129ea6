import { moveCards } from '#shared/model/commands/move-cards.ts'
import { spanCards } from '#shared/model/commands/span-cards.ts'
import { CARD_KINDS_OF_LANE, type Card } from '#shared/model/records/card.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import { useSnapshot } from '#src/editor/hooks.ts'
import { ChoiceRow } from './ChoiceRow.tsx'
import { FreePlaceRows } from './FreePlaceRows.tsx'
import { NumberRow } from './NumberRow.tsx'
import { useChange } from './use-change.ts'

/** Where a card stands, and the way to move it without dragging. */
export function PlaceRows({ card }: { readonly card: Card }) {
  const snapshot = useSnapshot()
  const change = useChange()
  const { place } = card
  if (place.kind === 'free') return <FreePlaceRows cards={[card]} />
  const steps = stepsInOrder(snapshot).map((step, index) => ({
    value: step.id,
    label: step.title || `Step ${index + 1}`,
    hint: snapshot.stages.get(step.place.stageId)?.title,
  }))
  const lanes = lanesInOrder(snapshot)
    .filter((lane) => CARD_KINDS_OF_LANE[lane.kind].includes(card.kind))
    .map((lane) => ({ value: lane.id, label: lane.title || 'Lane' }))
  const { stepId, laneId, span = 1 } = place
  const room = steps.length - steps.findIndex((step) => step.value === stepId)
  const move = (to: { readonly stepId?: typeof stepId; readonly laneId?: typeof laneId }): void =>
    void change(moveCards, { cardIds: [card.id], to: { kind: 'cell', stepId, laneId, ...to } })
  return (
    <>
      <ChoiceRow label="Step" options={steps} value={stepId} onChange={(next) => move({ stepId: next })} />
      {lanes.length > 1 && (
        <ChoiceRow label="Lane" options={lanes} value={laneId} onChange={(next) => move({ laneId: next })} />
      )}
      {room > 1 && (
        <NumberRow
          label="Reaches over"
          unit="steps"
          value={Math.min(span, room)}
          min={1}
          max={room}
          onChange={(to) => void change(spanCards, { cardIds: [card.id], columns: { to } })}
        />
      )}
    </>
  )
}
