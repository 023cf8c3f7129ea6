import { type Binding, isBindableCardKind } from '../records/binding.ts'
import type { JourneySnapshot } from '../snapshot.ts'
import { elementOf } from './element-kind-of.ts'
import { remembered } from './remembered.ts'

/** A stage, step, touchpoint or metric that is tied to events. */
export interface BoundElement {
  readonly id: string
  readonly kind: 'stage' | 'step' | 'card'
  readonly binding: Binding
}

/** Every bound element that exists, in no particular order. */
export const boundElements = remembered<object, readonly BoundElement[]>(
  (snapshot) => [snapshot.bindings, snapshot.stages, snapshot.steps, snapshot.cards],
  (snapshot) =>
    [...snapshot.bindings.values()].flatMap((binding): BoundElement[] => {
      const element = elementOf(snapshot, binding.elementId)
      return element && isBindable(snapshot, element.id)
        ? [{ id: element.id, kind: element.kind as BoundElement['kind'], binding }]
        : []
    }),
)

/** Whether an element can be tied to events: stages, steps, touchpoints and metrics can. */
export function isBindable(snapshot: JourneySnapshot, id: string): boolean {
  const element = elementOf(snapshot, id)
  if (element?.kind === 'card') return isBindableCardKind(snapshot.cards.get(element.id)?.kind)
  return element?.kind === 'stage' || element?.kind === 'step'
}
