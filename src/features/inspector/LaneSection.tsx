import { editFields } from '#shared/model/commands/edit-fields.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { resizeLane } from '#shared/model/commands/resize-lane.ts'
import { LANE_TITLES, type Lane } from '#shared/model/records/lane.ts'
import { LANE_HEIGHT_PX } from '#shared/model/records/limits.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { useSnapshotPart } from '#src/editor/hooks.ts'
import { DutyRows } from './DutyRows.tsx'
import { MoveButtons } from './MoveButtons.tsx'
import { NumberRow } from './NumberRow.tsx'
import { ReadOnlyField } from './ReadOnlyField.tsx'
import { TextRow } from './TextRow.tsx'
import { useChange } from './use-change.ts'

/** One kind of information over all steps. */
export function LaneSection({ lane }: { readonly lane: Lane }) {
  const lanes = useSnapshotPart(lanesInOrder)
  const change = useChange()
  const index = lanes.indexOf(lane)
  const moveTo = (to: number) => () => void change(moveLane, { laneId: lane.id, index: to })
  return (
    <>
      <TextRow root="lanes" id={lane.id} field="title" label="Title" value={lane.title} />
      <DutyRows duties={[lane]} onChange={(patch) => void change(editFields, { root: 'lanes', id: lane.id, patch })} />
      <ReadOnlyField label="Holds">{LANE_TITLES[lane.kind]}</ReadOnlyField>
      <MoveButtons
        direction="up-and-down"
        onBack={index > 0 ? moveTo(index - 1) : null}
        onForth={index < lanes.length - 1 ? moveTo(index + 1) : null}
      />
      <NumberRow
        label="Least height"
        unit="px"
        value={lane.height}
        min={LANE_HEIGHT_PX.min}
        max={LANE_HEIGHT_PX.max}
        onChange={(height) => void change(resizeLane, { laneId: lane.id, height })}
      />
    </>
  )
}
