import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { Card } from '#shared/model/records/card.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'

/**
 * The titles of what a step or stage without a binding of its own gets its numbers from: bound touchpoints, and of a stage also its
 * steps that are bound themselves (their touchpoints then count for themselves only).
 */
export function inheritedFrom(snapshot: JourneySnapshot, elementId: string): readonly string[] {
  const element = elementOf(snapshot, elementId)
  const steps =
    element?.kind === 'step'
      ? [snapshot.steps.get(element.id)]
      : element?.kind === 'stage'
        ? stepsOfStage(snapshot, element.id)
        : []
  return steps.flatMap((step) => {
    if (step === undefined) return []
    if (step.id !== elementId && snapshot.bindings.has(step.id)) return [step.title]
    return touchpointsIn(snapshot, step.id).map(({ title }) => title)
  })
}

const touchpointsIn = (snapshot: JourneySnapshot, stepId: string): readonly Card[] =>
  [...snapshot.cards.values()].filter(
    ({ id, kind, place }) =>
      kind === 'touchpoint' && place.kind === 'cell' && place.stepId === stepId && snapshot.bindings.has(id),
  )

/** Touchpoints that no events stand behind, in no particular order. */
export const unboundTouchpoints = (snapshot: JourneySnapshot): readonly Card[] =>
  [...snapshot.cards.values()].filter((card) => card.kind === 'touchpoint' && !snapshot.bindings.has(card.id))

/** The names of events that some element of the journey is tied to, by dataset. */
export function boundEventNames(snapshot: JourneySnapshot, datasetId: string): ReadonlySet<string> {
  const names = new Set<string>()
  for (const binding of snapshot.bindings.values()) {
    if (binding.datasetId === datasetId) for (const event of binding.rule.events) names.add(event)
  }
  return names
}
