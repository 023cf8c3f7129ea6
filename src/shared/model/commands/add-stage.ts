import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import type { StageId } from '../records/stage.ts'
import type { StepId } from '../records/step.ts'
import { STEP_WIDTH_PX } from '../records/limits.ts'
import { storedStages } from './columns.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { hasRoom, insertRecord, isTextTooLong } from './stored.ts'

export interface AddStageArgs {
  readonly title?: string
  /** Where among the stages; at the end when absent. */
  readonly index?: number
}

/** Adds a stage with a first step, so that there is a column to put cards in. */
export const addStage: Command<
  AddStageArgs,
  { readonly stageId: StageId; readonly stepId: StepId },
  'too-many' | 'text-too-long'
> = (doc, { title = '', index }) => {
  if (isTextTooLong('stages', { title })) return refused('text-too-long')
  if (!hasRoom(doc, 'stages', 1) || !hasRoom(doc, 'steps', 1)) return refused('too-many')
  const stageId = newId<'stage'>()
  const stepId = newId<'step'>()
  const order = orderAmong(storedStages(doc), index, 1)
  const [stepKey = 'a0'] = orderAmong([], undefined, 1).keys
  applyRenumbered(doc, 'stages', order)
  insertRecord(doc, 'stages', stageId, { title, order: order.keys[0] })
  insertRecord(doc, 'steps', stepId, { title: '', place: { stageId, order: stepKey }, width: STEP_WIDTH_PX.default })
  return done({ stageId, stepId })
}
