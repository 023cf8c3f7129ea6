import type { Step } from '../records/step.ts'
import { remembered } from './remembered.ts'
import { stagesInOrder } from './stages-in-order.ts'
import { stepsOfStage } from './steps-of-stage.ts'

/** All columns from left to right. A step whose stage is gone is no column. */
export const stepsInOrder = remembered<object, readonly Step[]>(
  (snapshot) => [snapshot.steps, snapshot.stages],
  (snapshot) => stagesInOrder(snapshot).flatMap((stage) => stepsOfStage(snapshot, stage.id)),
)
