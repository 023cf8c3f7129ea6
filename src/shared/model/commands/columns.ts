import type * as Y from 'yjs'
import type { LaneId } from '../records/lane.ts'
import type { StageId } from '../records/stage.ts'
import type { StepId } from '../records/step.ts'
import { type Sibling, siblings } from './stored.ts'

/** The stages of the document in order. */
export const storedStages = (doc: Y.Doc): Sibling[] => siblings(doc, 'stages')

/** The steps of a stage in order. */
export const storedSteps = (doc: Y.Doc, stageId: string): Sibling[] =>
  siblings(doc, 'steps', (place) => (place as { stageId?: unknown } | undefined)?.stageId === stageId)

/** All columns from left to right. */
export const storedColumns = (doc: Y.Doc): readonly StepId[] =>
  storedStages(doc).flatMap((stage) => storedSteps(doc, stage.id as StageId).map((step) => step.id as StepId))

/** All lanes from top to bottom. */
export const storedLanes = (doc: Y.Doc): readonly LaneId[] => siblings(doc, 'lanes').map((lane) => lane.id as LaneId)
