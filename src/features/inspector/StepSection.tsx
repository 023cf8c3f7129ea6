import { editFields } from '#shared/model/commands/edit-fields.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import { resizeStep } from '#shared/model/commands/resize-step.ts'
import { STEP_WIDTH_PX } from '#shared/model/records/limits.ts'
import type { Step } from '#shared/model/records/step.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import { useSnapshot } from '#src/editor/hooks.ts'
import { ChoiceRow } from './ChoiceRow.tsx'
import { DutyRows } from './DutyRows.tsx'
import { MoveButtons } from './MoveButtons.tsx'
import { NumberRow } from './NumberRow.tsx'
import { TextRow } from './TextRow.tsx'
import { useChange } from './use-change.ts'

/** One moment inside a stage. */
export function StepSection({ step }: { readonly step: Step }) {
  const snapshot = useSnapshot()
  const change = useChange()
  const { stageId } = step.place
  const steps = stepsOfStage(snapshot, stageId)
  const index = steps.indexOf(step)
  const stages = stagesInOrder(snapshot).map(({ id, title }, rank) => ({
    value: id,
    label: title || `Stage ${rank + 1}`,
  }))
  const moveTo = (to: number) => () => void change(moveStep, { stepId: step.id, stageId, index: to })
  return (
    <>
      <TextRow root="steps" id={step.id} field="title" label="Title" value={step.title} />
      <DutyRows duties={[step]} onChange={(patch) => void change(editFields, { root: 'steps', id: step.id, patch })} />
      <ChoiceRow
        label="Stage"
        options={stages}
        value={stageId}
        onChange={(next) =>
          void change(moveStep, { stepId: step.id, stageId: next, index: stepsOfStage(snapshot, next).length })
        }
      />
      <MoveButtons
        direction="sideways"
        onBack={index > 0 ? moveTo(index - 1) : null}
        onForth={index < steps.length - 1 ? moveTo(index + 1) : null}
      />
      <NumberRow
        label="Width"
        unit="px"
        value={step.width}
        min={STEP_WIDTH_PX.min}
        max={STEP_WIDTH_PX.max}
        onChange={(width) => void change(resizeStep, { stepId: step.id, width })}
      />
    </>
  )
}
