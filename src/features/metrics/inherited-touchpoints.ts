import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { Card } from '#shared/model/records/card.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'

/** The bound touchpoints whose events a step or stage without a binding of its own stands for. */
export function inheritedTouchpoints(snapshot: JourneySnapshot, elementId: string): readonly Card[] {
  const element = elementOf(snapshot, elementId)
  if (element?.kind !== 'step' && element?.kind !== 'stage') return []
  return [...snapshot.cards.values()].filter((card) => {
    if (card.place.kind !== 'cell' || !snapshot.bindings.has(card.id)) return false
    return element.kind === 'step'
      ? card.place.stepId === element.id
      : snapshot.steps.get(card.place.stepId)?.place.stageId === element.id
  })
}

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
