import { editFields } from '#shared/model/commands/edit-fields.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import type { Stage } from '#shared/model/records/stage.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import { useSnapshot } from '#src/editor/hooks.ts'
import { DutyRows } from './DutyRows.tsx'
import { RichTextRow } from '#src/rich-text/RichTextRow.tsx'
import { countWords } from './element-words.ts'
import { MoveButtons } from './MoveButtons.tsx'
import { TextRow } from './TextRow.tsx'
import { useChange } from './use-change.ts'

/** A large part of the journey in time. */
export function StageSection({ stage }: { readonly stage: Stage }) {
  const snapshot = useSnapshot()
  const change = useChange()
  const stages = stagesInOrder(snapshot)
  const index = stages.indexOf(stage)
  const moveTo = (to: number) => () => void change(moveStage, { stageId: stage.id, index: to })
  return (
    <>
      <TextRow root="stages" id={stage.id} field="title" label="Title" value={stage.title} />
      <DutyRows
        duties={[stage]}
        onChange={(patch) => void change(editFields, { root: 'stages', id: stage.id, patch })}
      />
      <RichTextRow
        root="stages"
        id={stage.id}
        field="notes"
        label="Speaker’s notes"
        value={stage.notes ?? ''}
        placeholder="What to say when this stage is presented"
      />
      <p className="text-xs text-ink-faint">{countWords(stepsOfStage(snapshot, stage.id).length, 'step')}</p>
      <MoveButtons
        direction="sideways"
        onBack={index > 0 ? moveTo(index - 1) : null}
        onForth={index < stages.length - 1 ? moveTo(index + 1) : null}
      />
    </>
  )
}
