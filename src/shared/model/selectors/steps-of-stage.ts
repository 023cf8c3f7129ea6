import type { StageId } from '../records/stage.ts'
import type { Step } from '../records/step.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { remembered } from './remembered.ts'

const stepsByStage = remembered<object, ReadonlyMap<StageId, readonly Step[]>>(
  (snapshot) => [snapshot.steps],
  (snapshot) => {
    const byStage = new Map<StageId, Step[]>()
    for (const step of snapshot.steps.values()) {
      const steps = byStage.get(step.place.stageId)
      if (steps) steps.push(step)
      else byStage.set(step.place.stageId, [step])
    }
    for (const steps of byStage.values()) steps.sort(byPlace)
    return byStage
  },
)

const byPlace = (a: Step, b: Step): number =>
  a.place.order < b.place.order ? -1 : a.place.order > b.place.order ? 1 : a.id < b.id ? -1 : 1

const NONE: readonly Step[] = []

/** The steps of one stage from left to right. */
export const stepsOfStage = (snapshot: JourneySnapshot, stageId: StageId): readonly Step[] =>
  stepsByStage(snapshot).get(stageId) ?? NONE
