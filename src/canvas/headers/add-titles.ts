import { addLane } from '#shared/model/commands/add-lane.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { addStep } from '#shared/model/commands/add-step.ts'
import type { LaneId, LaneKind } from '#shared/model/records/lane.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { CanvasCore } from '../canvas-context.ts'
import { fold, isCollapsed } from './fold.ts'

/** Adds a stage and starts naming it. */
export function addStageAt(core: CanvasCore, index: number): void {
  const added = core.editor.run(addStage, { index })
  if (added.ok) rename(core, added.value.stageId)
}

/** Adds a step to a stage and starts naming it. */
export function addStepAt(core: CanvasCore, stageId: StageId, index: number): void {
  const added = core.editor.run(addStep, { stageId, index })
  if (added.ok) rename(core, added.value.stepId)
}

export function addLaneAt(core: CanvasCore, kind: LaneKind, index: number): void {
  const added = core.editor.run(addLane, { kind, index })
  if (added.ok) core.editor.select([added.value.laneId])
}

/** Starts editing a title in place. A folded column has no room to type in: it is unfolded first. */
export function rename(core: CanvasCore, id: string): void {
  const { editor } = core
  if (isCollapsed(editor.getSnapshot(), id) && !core.scene.get().rowOfLane.has(id as LaneId)) fold(core, [id], false)
  editor.select([id])
  editor.startEditing(id)
}
