import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { StageSpan, StepColumn, StepRanks } from './journey-layout.ts'
import { EMPTY_STAGE_WIDTH_PX, FOLDED_COLUMN_PX } from './sizes.ts'

export interface Columns {
  readonly stages: readonly StageSpan[]
  readonly columns: readonly StepColumn[]
  readonly columnOfStep: ReadonlyMap<StepId, StepColumn>
  readonly steps: StepRanks
  readonly width: number
}

/** Stages and their steps from left to right. A stage without steps gets an empty column of its own, a folded one a thin column. */
export function columnsOf(snapshot: JourneySnapshot): Columns {
  const stages: StageSpan[] = []
  const columns: StepColumn[] = []
  const columnOfStep = new Map<StepId, StepColumn>()
  const rankOf = new Map<StepId, number>()
  const columnsByRank: StepColumn[] = []
  let x = 0
  const rank = (stepId: StepId, column: StepColumn): void => {
    rankOf.set(stepId, columnsByRank.length)
    columnsByRank.push(column)
  }
  for (const { id: stageId, isCollapsed } of stagesInOrder(snapshot)) {
    const start = x
    const firstColumn = columns.length
    const add = (stepId: StepId | null, width: number, fold: StepColumn['fold']): StepColumn => {
      const column = { index: columns.length, stageId, stepId, fold, x, width }
      columns.push(column)
      if (stepId !== null) columnOfStep.set(stepId, column)
      x += width
      return column
    }
    const steps = stepsOfStage(snapshot, stageId)
    if (isCollapsed) {
      const column = add(null, FOLDED_COLUMN_PX, 'stage')
      for (const step of steps) rank(step.id, column)
    } else if (steps.length === 0) add(null, EMPTY_STAGE_WIDTH_PX, null)
    else {
      for (const step of steps) {
        const column = step.isCollapsed ? add(step.id, FOLDED_COLUMN_PX, 'step') : add(step.id, step.width, null)
        rank(step.id, column)
      }
    }
    stages.push({ stageId, x: start, width: x - start, firstColumn, columnCount: columns.length - firstColumn })
  }
  return { stages, columns, columnOfStep, steps: { rankOf, columns: columnsByRank }, width: x }
}
