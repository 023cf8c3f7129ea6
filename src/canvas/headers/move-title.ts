import { moveLane } from '#shared/model/commands/move-lane.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { moveStep } from '#shared/model/commands/move-step.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { CanvasCore } from '../canvas-context.ts'
import type { Direction } from '../keyboard/move-selected.ts'

/** What would move the one selected stage, step or lane a place on; `undefined` at the edge, and for anything else. */
export function titleMove({ editor }: CanvasCore, way: Direction): (() => void) | undefined {
  const [id, ...more] = editor.selection.getState().ids
  const snapshot = editor.getSnapshot()
  const element = id === undefined || more.length > 0 ? undefined : elementOf(snapshot, id)
  const by = way === 'left' || way === 'up' ? -1 : 1
  const isAcross = way === 'left' || way === 'right'
  if (element?.kind === 'lane' && !isAcross) {
    const lanes = lanesInOrder(snapshot)
    const index = lanes.findIndex((lane) => lane.id === element.id) + by
    return lanes[index] && (() => void editor.run(moveLane, { laneId: element.id, index }))
  }
  const stages = stagesInOrder(snapshot)
  if (element?.kind === 'stage' && isAcross) {
    const index = stages.findIndex((stage) => stage.id === element.id) + by
    return stages[index] && (() => void editor.run(moveStage, { stageId: element.id, index }))
  }
  if (element?.kind !== 'step' || !isAcross) return undefined
  const stageId = snapshot.steps.get(element.id)?.place.stageId
  const stage = stages.findIndex((one) => one.id === stageId)
  const steps = stageId ? stepsOfStage(snapshot, stageId) : []
  const index = steps.findIndex((step) => step.id === element.id) + by
  if (stageId && steps[index]) return () => void editor.run(moveStep, { stepId: element.id, stageId, index })
  // Past the end of its stage it goes on in the next one.
  const next = stages[stage + by]
  if (!next) return undefined
  const end = by > 0 ? 0 : stepsOfStage(snapshot, next.id).length
  return () => void editor.run(moveStep, { stepId: element.id, stageId: next.id, index: end })
}
