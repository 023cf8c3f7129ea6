import { done, refused } from '#shared/lib/result.ts'
import type { StageId } from '../records/stage.ts'
import { storedStages } from './columns.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { liveRecord, setOrder } from './stored.ts'

export interface MoveStageArgs {
  readonly stageId: StageId
  /** Its new index among the stages (0: first), counted without itself. */
  readonly index: number
}

/** Moves a stage with all its steps. */
export const moveStage: Command<MoveStageArgs, void, 'unknown-element'> = (doc, { stageId, index }) => {
  const stage = liveRecord(doc, 'stages', stageId)
  if (!stage) return refused('unknown-element')
  const stages = storedStages(doc)
  if (stages[index]?.id === stageId) return done(undefined)
  const order = orderAmong(
    stages.filter((sibling) => sibling.id !== stageId),
    index,
    1,
  )
  applyRenumbered(doc, 'stages', order)
  if (order.keys[0]) setOrder(stage, order.keys[0])
  return done(undefined)
}
