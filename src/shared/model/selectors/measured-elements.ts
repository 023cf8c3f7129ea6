import type { CardId } from '../records/card.ts'
import { remembered } from './remembered.ts'

/**
 * The ids of all elements that can have numbers: what is bound itself, the steps in which a touchpoint is bound, and the stages in
 * which a step has numbers. An element without a binding of its own stands for the events of the touchpoints in it; a metric only
 * looks at events, and adds nothing. Stages and steps that show metrics of the library have numbers as well.
 */
export const measuredElements = remembered<object, ReadonlySet<string>>(
  (snapshot) => [snapshot.bindings, snapshot.cards, snapshot.steps, snapshot.stages],
  (snapshot, before) => {
    // What only shows metrics of the library gives its stage no numbers.
    const metered = new Set<string>()
    const measured = new Set<string>(snapshot.bindings.keys())
    for (const id of snapshot.bindings.keys()) {
      const card = snapshot.cards.get(id as CardId)
      if (card?.kind === 'touchpoint' && card.place.kind === 'cell') measured.add(card.place.stepId)
    }
    for (const { id, shownMetrics = [] } of snapshot.stages.values()) if (shownMetrics.length > 0) metered.add(id)
    for (const { id, shownMetrics = [] } of snapshot.steps.values()) if (shownMetrics.length > 0) metered.add(id)
    for (const step of snapshot.steps.values()) if (measured.has(step.id)) measured.add(step.place.stageId)
    for (const id of metered) measured.add(id)
    return before?.size === measured.size && [...measured].every((id) => before.has(id)) ? before : measured
  },
)
