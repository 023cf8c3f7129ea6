import type { Card } from '#shared/model/records/card.ts'
import type { Lane } from '#shared/model/records/lane.ts'
import type { PersonaId } from '#shared/model/records/persona.ts'
import type { Stage, StageId } from '#shared/model/records/stage.ts'
import type { Step } from '#shared/model/records/step.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import { elementOf } from '#shared/model/selectors/element-kind-of.ts'
import { freeCards } from '#shared/model/selectors/free-cards.ts'
import { lanesInOrder } from '#shared/model/selectors/lanes-in-order.ts'
import { personasInOrder } from '#shared/model/selectors/personas-in-order.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsOfStage } from '#shared/model/selectors/steps-of-stage.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { Sight } from '../lens.ts'

export interface ReadCard {
  readonly card: Card
  readonly isDimmed: boolean
}

/** What a lane says at one step. */
export interface ReadGroup {
  readonly lane: Lane
  readonly cards: readonly ReadCard[]
}

export interface ReadStep {
  readonly step: Step
  readonly groups: readonly ReadGroup[]
  /** So many cards are left out because they do not pass the filter. */
  readonly hiddenCount: number
}

/** A stage as something to read from top to bottom. */
export function readStage(
  snapshot: JourneySnapshot,
  stageId: StageId,
  sight: (card: Card) => Sight,
): readonly ReadStep[] {
  const lanes = lanesInOrder(snapshot)
  return stepsOfStage(snapshot, stageId).map((step) => {
    let hiddenCount = 0
    const groups = lanes.flatMap((lane): ReadGroup[] => {
      const cards = cardsOfCell(snapshot, step.id, lane.id).flatMap((card): ReadCard[] => {
        const how = sight(card)
        if (how === 'hidden') hiddenCount += 1
        return how === 'hidden' ? [] : [{ card, isDimmed: how === 'dimmed' }]
      })
      return cards.length > 0 ? [{ lane, cards }] : []
    })
    return { step, groups, hiddenCount }
  })
}

/** What lies beside the grid and has something to say. */
export const readBeside = (snapshot: JourneySnapshot, sight: (card: Card) => Sight): readonly ReadCard[] =>
  freeCards(snapshot).flatMap((card): ReadCard[] => {
    const how = sight(card)
    const says = card.title.trim() !== '' || card.details.trim() !== '' || card.image !== undefined
    return how === 'hidden' || !says || card.kind === 'frame' ? [] : [{ card, isDimmed: how === 'dimmed' }]
  })

/** The pages of the reading layout: the overview, then every stage. */
export type ReadPage = 'overview' | StageId

export const readPages = (snapshot: JourneySnapshot): readonly ReadPage[] => [
  'overview',
  ...stagesInOrder(snapshot).map(({ id }) => id),
]

/** The page on which an element is found; `undefined` when it is gone. */
export function pageOfElement(snapshot: JourneySnapshot, elementId: string): ReadPage | undefined {
  const element = elementOf(snapshot, elementId)
  switch (element?.kind) {
    case undefined:
      return undefined
    case 'stage':
      return element.id
    case 'step':
      return snapshot.steps.get(element.id)?.place.stageId
    case 'card': {
      const place = snapshot.cards.get(element.id)?.place
      return place?.kind === 'cell' ? snapshot.steps.get(place.stepId)?.place.stageId : 'overview'
    }
    case 'link': {
      const from = snapshot.links.get(element.id)?.fromCardId
      return from === undefined ? undefined : pageOfElement(snapshot, from)
    }
    default:
      return 'overview'
  }
}

export interface FeelingPoint {
  readonly card: Card
  /** In steps from the start; what stands in one step lies side by side. */
  readonly at: number
  readonly score: number
}

export interface FeelingCurve {
  readonly personaId: PersonaId | null
  readonly color: number | null
  /** A step without a feeling ends a run. */
  readonly runs: readonly (readonly FeelingPoint[])[]
}

/** The stretch of steps that a stage takes. */
export interface StageStretch {
  readonly stage: Stage
  readonly from: number
  readonly to: number
}

export function stageStretches(snapshot: JourneySnapshot): readonly StageStretch[] {
  let from = 0
  return stagesInOrder(snapshot).map((stage) => {
    const to = from + Math.max(1, stepsOfStage(snapshot, stage.id).length)
    const stretch = { stage, from, to }
    from = to
    return stretch
  })
}

/**
 * How the journey feels, by persona: the same rule as on the map. A card that names nobody belongs to everyone; where a persona has no
 * card of its own, one curve for everyone stands in. `scoreOf`: along other scores than the assumed ones.
 */
export function feelingCurves(
  snapshot: JourneySnapshot,
  hidden: ReadonlySet<PersonaId>,
  scoreOf: (card: Card) => number | undefined = ({ score }) => score,
): readonly FeelingCurve[] {
  const lanes = lanesInOrder(snapshot).filter(({ kind }) => kind === 'emotion')
  const steps = stageStretches(snapshot).flatMap(({ stage, from }) =>
    stepsOfStage(snapshot, stage.id).map((step, index) => ({ step, at: from + index })),
  )
  const scored = steps.map(({ step, at }) => ({
    at,
    cards: lanes.flatMap((lane) =>
      cardsOfCell(snapshot, step.id, lane.id).filter((card) => scoreOf(card) !== undefined),
    ),
  }))
  const all = scored.flatMap(({ cards }) => cards)
  const own = new Set(all.flatMap(({ personaIds }) => personaIds))
  const runsOf = (isMeant: (card: Card) => boolean): FeelingPoint[][] => {
    const runs: FeelingPoint[][] = [[]]
    for (const { at, cards } of scored) {
      const meant = cards.filter(isMeant)
      if (meant.length === 0) runs.push([])
      meant.forEach((card, index) =>
        runs.at(-1)?.push({ card, score: scoreOf(card) ?? 0, at: at + (index + 1) / (meant.length + 1) }),
      )
    }
    return runs.filter((run) => run.length > 0)
  }
  const personas = personasInOrder(snapshot)
  const curves: FeelingCurve[] = personas
    .filter(({ id }) => own.has(id) && !hidden.has(id))
    .map(({ id, color }) => ({
      personaId: id,
      color,
      runs: runsOf(({ personaIds }) => personaIds.length === 0 || personaIds.includes(id)),
    }))
  const isAnyForAll = all.some(({ personaIds }) => personaIds.length === 0)
  if (isAnyForAll && (personas.length === 0 || personas.some(({ id }) => !own.has(id))))
    curves.unshift({ personaId: null, color: null, runs: runsOf(({ personaIds }) => personaIds.length === 0) })
  return curves
}
