import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { StageSpan, StepColumn } from './journey-layout.ts'
import { EMPTY_STAGE_WIDTH_PX } from './sizes.ts'

export interface Columns {
  readonly stages: readonly StageSpan[]
  readonly columns: readonly StepColumn[]
  readonly columnOfStep: ReadonlyMap<StepId, StepColumn>
  readonly width: number
}

/** Stages and their steps from left to right. A stage without steps gets an empty column of its own. */
export function columnsOf(snapshot: JourneySnapshot): Columns {
  const stages: StageSpan[] = []
  const columns: StepColumn[] = []
  const columnOfStep = new Map<StepId, StepColumn>()
  let x = 0
  for (const { id: stageId } of stagesInOrder(snapshot)) {
    const start = x
    const firstColumn = columns.length
    const add = (stepId: StepId | null, width: number): void => {
      const column = { index: columns.length, stageId, stepId, x, width }
      columns.push(column)
      if (stepId !== null) columnOfStep.set(stepId, column)
      x += width
    }
    for (const step of stepsOfStage(snapshot, stageId)) add(step.id, step.width)
    if (columns.length === firstColumn) add(null, EMPTY_STAGE_WIDTH_PX)
    stages.push({ stageId, x: start, width: x - start, firstColumn, columnCount: columns.length - firstColumn })
  }
  return { stages, columns, columnOfStep, width: x }
}
