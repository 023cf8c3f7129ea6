import { done, refused } from '#shared/lib/result.ts'
import type { StageId } from '../records/stage.ts'
import type { StepId } from '../records/step.ts'
import { storedSteps } from './columns.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { liveRecord } from './stored.ts'

export interface MoveStepArgs {
  readonly stepId: StepId
  /** The stage that it goes to; may be its own. */
  readonly stageId: StageId
  /** Its new index among that stage's steps (0: first), counted without itself. */
  readonly index: number
}

/** Moves a column with all its cards, within its stage or to another. */
export const moveStep: Command<MoveStepArgs, void, 'unknown-element'> = (doc, { stepId, stageId, index }) => {
  const step = liveRecord(doc, 'steps', stepId)
  if (!step || !liveRecord(doc, 'stages', stageId)) return refused('unknown-element')
  const steps = storedSteps(doc, stageId)
  if (steps[index]?.id === stepId) return done(undefined)
  const order = orderAmong(
    steps.filter((sibling) => sibling.id !== stepId),
    index,
    1,
  )
  applyRenumbered(doc, 'steps', order)
  step.set('place', { stageId, order: order.keys[0] })
  return done(undefined)
}
