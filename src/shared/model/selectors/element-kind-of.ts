import type { CardId } from '../records/card.ts'
import type { LaneId } from '../records/lane.ts'
import type { LinkId } from '../records/link.ts'
import type { PersonaId } from '../records/persona.ts'
import type { StageId } from '../records/stage.ts'
import type { StepId } from '../records/step.ts'
import type { JourneySnapshot } from '../snapshot.ts'

/** What an id stands for, with the id of the right type. */
export type Element =
  | { readonly kind: 'card'; readonly id: CardId }
  | { readonly kind: 'step'; readonly id: StepId }
  | { readonly kind: 'stage'; readonly id: StageId }
  | { readonly kind: 'lane'; readonly id: LaneId }
  | { readonly kind: 'link'; readonly id: LinkId }
  | { readonly kind: 'persona'; readonly id: PersonaId }

export type ElementKind = Element['kind']

/** The element behind an id; `undefined` when there is none (any more). */
export function elementOf(snapshot: JourneySnapshot, id: string): Element | undefined {
  if (snapshot.cards.has(id as CardId)) return { kind: 'card', id: id as CardId }
  if (snapshot.steps.has(id as StepId)) return { kind: 'step', id: id as StepId }
  if (snapshot.stages.has(id as StageId)) return { kind: 'stage', id: id as StageId }
  if (snapshot.lanes.has(id as LaneId)) return { kind: 'lane', id: id as LaneId }
  if (snapshot.links.has(id as LinkId)) return { kind: 'link', id: id as LinkId }
  if (snapshot.personas.has(id as PersonaId)) return { kind: 'persona', id: id as PersonaId }
  return undefined
}

/** What kind of element an id stands for; `undefined` when there is none (any more). */
export const elementKindOf = (snapshot: JourneySnapshot, id: string): ElementKind | undefined =>
  elementOf(snapshot, id)?.kind
