import type { ElementReadings, JourneyReadings, LinkReadings } from '#shared/metrics/reading.ts'
import type { NamesById } from '#shared/metrics/readings-csv.ts'
import type { CardId } from '#shared/model/records/card.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import type { StageId } from '#shared/model/records/stage.ts'
import type { StepId } from '#shared/model/records/step.ts'
import type { LinkId } from '#shared/model/records/link.ts'
import { byCellOrder } from '#shared/model/selectors/cards-by-cell.ts'
import { stagesInOrder } from '#shared/model/selectors/stages-in-order.ts'
import { stepsInOrder } from '#shared/model/selectors/steps-in-order.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { readingsById } from '#shared/metrics/readings-by-id.ts'

/** An element or a link with its numbers. */
export interface MeasuredRow<Readings = ElementReadings> {
  readonly id: string
  readonly name: string
  /** Where in the journey it is; empty for what is there once. */
  readonly where: string
  readonly readings: Readings
}

/** The numbers of a journey in the order in which it is read. What has no numbers is not in it. */
export interface MeasuredJourney {
  readonly stages: readonly MeasuredRow[]
  readonly steps: readonly MeasuredRow[]
  /** Touchpoints, and cards that are there for their number. */
  readonly cards: readonly MeasuredRow[]
  readonly links: readonly MeasuredRow<LinkReadings>[]
}

const UNTITLED = 'Untitled'
const titled = (title: string): string => title.trim() || UNTITLED

/** What a stage, a step or a card is called. */
export const elementName = ({ stages, steps, cards }: JourneySnapshot, id: string): string =>
  titled((stages.get(id as StageId) ?? steps.get(id as StepId) ?? cards.get(id as CardId))?.title ?? '')

/** Joins a journey with its readings. */
export function measuredJourney(snapshot: JourneySnapshot, readings: JourneyReadings): MeasuredJourney {
  const byId = readingsById(readings)
  const elementRow = (id: string, title: string, where: string): MeasuredRow[] => {
    const found = byId.get(id)
    return found?.kind === 'element' ? [{ id, name: titled(title), where, readings: found }] : []
  }
  const steps = stepsInOrder(snapshot)
  const rankOfStep = new Map(steps.map(({ id }, rank) => [id, rank]))
  const rankOf = (id: string): number => {
    const place = snapshot.cards.get(id as CardId)?.place
    return place?.kind === 'cell' ? (rankOfStep.get(place.stepId) ?? steps.length) : steps.length
  }
  const cards = readings.elements
    .flatMap(({ elementId }) => snapshot.cards.get(elementId as CardId) ?? [])
    .toSorted((a, b) => rankOf(a.id) - rankOf(b.id) || byCellOrder(a, b))
  const titleOfCard = (id: CardId): string => titled(snapshot.cards.get(id)?.title ?? '')
  return {
    stages: stagesInOrder(snapshot).flatMap(({ id, title }) => elementRow(id, title, '')),
    steps: steps.flatMap(({ id, title, place }) =>
      elementRow(id, title, snapshot.stages.get(place.stageId)?.title ?? ''),
    ),
    cards: cards.flatMap(({ id, title, place }) =>
      elementRow(id, title, place.kind === 'cell' ? (snapshot.steps.get(place.stepId)?.title ?? '') : ''),
    ),
    links: readings.links
      .flatMap((found): MeasuredRow<LinkReadings>[] => {
        const link = snapshot.links.get(found.linkId as LinkId)
        if (!link) return []
        const name = `${titleOfCard(link.fromCardId)} → ${titleOfCard(link.toCardId)}`
        return [{ id: link.id, name, where: link.label, readings: found }]
      })
      .toSorted((a, b) => (b.readings.rate?.value ?? -1) - (a.readings.rate?.value ?? -1)),
  }
}

/** What the rows are called, for a file of their own. */
export function namesOf(
  { stages, steps, cards, links }: MeasuredJourney,
  { metrics = [], feelings = [] }: Pick<JourneyReadings, 'metrics' | 'feelings'> = {},
  snapshot?: JourneySnapshot,
): NamesById {
  const named = (kind: string, rows: readonly MeasuredRow<unknown>[]) =>
    rows.map(({ id, name }) => [id, { kind, name }] as const)
  const shown = metrics.map(({ elementId }): readonly [string, { kind: string; name: string }] =>
    elementId === JOURNEY_ROOT
      ? [elementId, { kind: 'journey', name: titled(snapshot?.info.title ?? '') }]
      : [elementId, { kind: 'element', name: snapshot ? elementName(snapshot, elementId) : UNTITLED }],
  )
  const measured = feelings.map(
    ({ elementId }) =>
      [elementId, { kind: 'emotion', name: snapshot ? elementName(snapshot, elementId) : UNTITLED }] as const,
  )
  return new Map([
    ...measured,
    ...shown,
    ...named('stage', stages),
    ...named('step', steps),
    ...named('touchpoint', cards),
    ...named('link', links),
  ])
}
