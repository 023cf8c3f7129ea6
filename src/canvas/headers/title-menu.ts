import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { moveLane } from '#shared/model/commands/move-lane.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { MenuEntry } from '#src/ui/menu-entry.ts'
import {
  ArrowDown,
  ArrowLeft,
  ArrowRight,
  ArrowUp,
  ChevronsDownUp,
  ChevronsUpDown,
  Pencil,
  Plus,
  Spline,
  Trash2,
} from 'lucide-react'
import type { CanvasCore } from '../canvas-context.ts'
import { toggleFuture } from '../curves/emotion-actions.ts'
import { addLaneAt, addStageAt, addStepAt, rename } from './add-titles.ts'
import type { TitleRef } from './drag-title.ts'
import { fold, isCollapsed } from './fold.ts'
import { laneKindEntries } from './lane-kinds.ts'

/** What can be done with a title. Moving is in here too, for everyone who does not drag. */
export function titleEntries(core: CanvasCore, title: TitleRef): MenuEntry[] {
  const { editor } = core
  const isFolded = isCollapsed(editor.getSnapshot(), title.id)
  const common: MenuEntry[] = [
    { label: 'Rename', icon: Pencil, shortcut: 'Enter', onSelect: () => rename(core, title.id) },
    isFolded
      ? { label: 'Expand', icon: ChevronsUpDown, onSelect: () => fold(core, [title.id], false) }
      : { label: 'Collapse', icon: ChevronsDownUp, onSelect: () => fold(core, [title.id], true) },
  ]
  const last: MenuEntry[] = [
    { kind: 'separator' },
    {
      label: `Delete ${title.kind}`,
      icon: Trash2,
      danger: true,
      onSelect: () => editor.run(deleteElements, { ids: [title.id] }),
    },
  ]
  switch (title.kind) {
    case 'stage':
      return [...common, ...stageEntries(core, title.id), ...last]
    case 'step':
      return [...common, ...stepEntries(core, title.id), ...last]
    default:
      return [...common, ...laneEntries(core, title.id), ...last]
  }
}

function stageEntries(core: CanvasCore, stageId: StageId): MenuEntry[] {
  const { stages } = core.scene.get()
  const index = stages.findIndex((span) => span.stageId === stageId)
  const steps = stepIdsOf(core, stageId)
  const move = (to: number): void => void core.editor.run(moveStage, { stageId, index: to })
  return [
    { label: 'Add step', icon: Plus, onSelect: () => addStepAt(core, stageId, steps.length) },
    { kind: 'separator' },
    { label: 'Add stage before', icon: Plus, onSelect: () => addStageAt(core, index) },
    { label: 'Add stage after', icon: Plus, onSelect: () => addStageAt(core, index + 1) },
    { kind: 'separator' },
    { label: 'Move left', icon: ArrowLeft, disabled: index === 0, onSelect: () => move(index - 1) },
    { label: 'Move right', icon: ArrowRight, disabled: index === stages.length - 1, onSelect: () => move(index + 1) },
  ]
}

const stepIdsOf = ({ editor }: CanvasCore, stageId: StageId): StepId[] =>
  stepsOfStage(editor.getSnapshot(), stageId).map((step) => step.id)

function stepEntries(core: CanvasCore, stepId: StepId): MenuEntry[] {
  const layout = core.scene.get()
  const stageId = layout.columnOfStep.get(stepId)?.stageId
  if (!stageId) return []
  const steps = stepIdsOf(core, stageId)
  const index = steps.indexOf(stepId)
  const stage = layout.stages.findIndex((span) => span.stageId === stageId)
  const before = layout.stages[stage - 1]?.stageId
  const after = layout.stages[stage + 1]?.stageId
  const move = (to: StageId | undefined, at: number): void => {
    if (to) core.editor.run(moveStep, { stepId, stageId: to, index: at })
  }
  return [
    { label: 'Add step before', icon: Plus, onSelect: () => addStepAt(core, stageId, index) },
    { label: 'Add step after', icon: Plus, onSelect: () => addStepAt(core, stageId, index + 1) },
    { kind: 'separator' },
    {
      label: 'Move left',
      icon: ArrowLeft,
      disabled: index === 0 && !before,
      onSelect: () =>
        index > 0 ? move(stageId, index - 1) : move(before, before ? stepIdsOf(core, before).length : 0),
    },
    {
      label: 'Move right',
      icon: ArrowRight,
      disabled: index === steps.length - 1 && !after,
      onSelect: () => (index < steps.length - 1 ? move(stageId, index + 1) : move(after, 0)),
    },
  ]
}

const futureEntries = (core: CanvasCore): MenuEntry[] => [
  { kind: 'separator' },
  {
    label: core.state.getState().isFutureShown ? 'Hide future feelings' : 'Show future feelings',
    icon: Spline,
    onSelect: () => toggleFuture(core),
  },
]

function laneEntries(core: CanvasCore, laneId: LaneId): MenuEntry[] {
  const { rows } = core.scene.get()
  const index = rows.findIndex((row) => row.laneId === laneId)
  const move = (to: number): void => void core.editor.run(moveLane, { laneId, index: to })
  return [
    {
      kind: 'sub',
      label: 'Add lane above',
      icon: Plus,
      entries: laneKindEntries((kind) => addLaneAt(core, kind, index)),
    },
    {
      kind: 'sub',
      label: 'Add lane below',
      icon: Plus,
      entries: laneKindEntries((kind) => addLaneAt(core, kind, index + 1)),
    },
    { kind: 'separator' },
    { label: 'Move up', icon: ArrowUp, disabled: index === 0, onSelect: () => move(index - 1) },
    { label: 'Move down', icon: ArrowDown, disabled: index === rows.length - 1, onSelect: () => move(index + 1) },
    ...(rows[index]?.kind === 'emotion' ? futureEntries(core) : []),
  ]
}
