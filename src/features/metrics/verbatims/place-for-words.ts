import { CARD_KINDS_OF_LANE, type Card, type CardId, type CardKind } from '#shared/model/records/card.ts'
import type { LaneId } from '#shared/model/records/lane.ts'
import { TITLE_MAX_LENGTH } from '#shared/model/records/limits.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** What a customer's words can become on the map. */
export type WordsKind = Extract<CardKind, 'quote' | 'pain-point'>

/** A cell for what was said, with its words. */
export interface PlaceForWords {
  readonly stepId: StepId
  readonly laneId: LaneId
  /** What the step and the lane are called. */
  readonly step: string
  readonly lane: string
}

/**
 * Where words behind the number of an element go: into its step (of a stage the first one), in the lane that is made for such cards, else
 * one that takes them. `undefined`: the number is of no step, or no lane takes them.
 */
export function placeForWords(
  snapshot: JourneySnapshot,
  elementId: string,
  kind: WordsKind,
): PlaceForWords | undefined {
  const step = snapshot.steps.get(stepIdOf(snapshot, elementId) ?? ('' as StepId))
  const place = (lane: { readonly kind: keyof typeof CARD_KINDS_OF_LANE }): number =>
    CARD_KINDS_OF_LANE[lane.kind].indexOf(kind)
  // A lane of notes takes every kind, after the lanes that are made for it.
  const [lane] = lanesInOrder(snapshot)
    .filter((one) => place(one) >= 0)
    .toSorted((a, b) => Number(a.kind === 'note') - Number(b.kind === 'note'))
  if (!step || !lane) return undefined
  return { stepId: step.id, laneId: lane.id, step: step.title || 'Untitled', lane: lane.title || 'Untitled' }
}

function stepIdOf(snapshot: JourneySnapshot, elementId: string): StepId | undefined {
  if (snapshot.steps.has(elementId as StepId)) return elementId as StepId
  if (snapshot.stages.has(elementId as StageId)) return stepsOfStage(snapshot, elementId as StageId)[0]?.id
  const place: Card['place'] | undefined = snapshot.cards.get(elementId as CardId)?.place
  return place?.kind === 'cell' ? place.stepId : undefined
}

/** The words as a card has them: what is too long for its title stands in full in its details. */
export const textsOfWords = (text: string): { readonly title: string; readonly details?: string } =>
  text.length <= TITLE_MAX_LENGTH
    ? { title: text }
    : { title: `${text.slice(0, TITLE_MAX_LENGTH - 1)}…`, details: text }
