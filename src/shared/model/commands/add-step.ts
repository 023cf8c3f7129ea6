import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { STEP_WIDTH_PX } from '../records/limits.ts'
import type { StageId } from '../records/stage.ts'
import type { StepId } from '../records/step.ts'
import { storedSteps } from './columns.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { hasRoom, insertRecord, isTextTooLong, liveRecord } from './stored.ts'

export interface AddStepArgs {
  readonly stageId: StageId
  readonly title?: string
  /** Where among the stage's steps; at the end when absent. */
  readonly index?: number
}

/** Adds a column to a stage. */
export const addStep: Command<
  AddStepArgs,
  { readonly stepId: StepId },
  'unknown-element' | 'too-many' | 'text-too-long'
> = (doc, { stageId, title = '', index }) => {
  if (!liveRecord(doc, 'stages', stageId)) return refused('unknown-element')
  if (isTextTooLong('steps', { title })) return refused('text-too-long')
  if (!hasRoom(doc, 'steps', 1)) return refused('too-many')
  const stepId = newId<'step'>()
  const order = orderAmong(storedSteps(doc, stageId), index, 1)
  applyRenumbered(doc, 'steps', order)
  insertRecord(doc, 'steps', stepId, { title, place: { stageId, order: order.keys[0] }, width: STEP_WIDTH_PX.default })
  return done({ stepId })
}
