import { done, refused } from '#shared/lib/result.ts'
import { STEP_WIDTH_PX } from '../records/limits.ts'
import type { StepId } from '../records/step.ts'
import type { Command } from './command.ts'
import { liveRecord } from './stored.ts'

export interface ResizeStepArgs {
  readonly stepId: StepId
  /** Journey pixels; kept within `STEP_WIDTH_PX`. */
  readonly width: number
}

/** Changes a column's width. */
export const resizeStep: Command<ResizeStepArgs, void, 'unknown-element' | 'not-valid'> = (doc, { stepId, width }) => {
  const step = liveRecord(doc, 'steps', stepId)
  if (!step) return refused('unknown-element')
  if (!Number.isFinite(width)) return refused('not-valid')
  const kept = Math.round(Math.min(Math.max(width, STEP_WIDTH_PX.min), STEP_WIDTH_PX.max))
  if (step.get('width') !== kept) step.set('width', kept)
  return done(undefined)
}
