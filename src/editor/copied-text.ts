import type { PastedCard, PastedLink } from '#shared/model/commands/paste-cards.ts'
import type { Card } from '#shared/model/records/card.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { cellsInReadingOrder } from './reading-order.ts'

/** Marks a text on the clipboard as cards of ours, whichever journey or tab they come from. */
export const COPY_MARKER = 'cards'
export const COPY_VERSION = 1

/** Copied cards, as they travel on the clipboard. */
export interface CopiedCards {
  readonly cards: readonly PastedCard[]
  readonly links: readonly PastedLink[]
}

/** The cards and the links between them as text for the clipboard. */
export function copiedText(snapshot: JourneySnapshot, cards: readonly Card[]): string {
  const { ordered, columnOf } = cellsInReadingOrder(snapshot, cards)
  const indexOf = new Map(ordered.map((card, index) => [card.id, index]))
  const leftmost = Math.min(...ordered.map((card) => columnOf(card)))
  const copied: CopiedCards = {
    cards: ordered.map((card) => copiedCard(snapshot, card, columnOf(card) - leftmost)),
    links: linksBetweenCards(snapshot).flatMap(({ fromCardId, toCardId, label, windowHours }) => {
      const [from, to] = [indexOf.get(fromCardId), indexOf.get(toCardId)]
      if (from === undefined || to === undefined) return []
      return [{ from, to, label, ...(windowHours === undefined ? {} : { windowHours }) }]
    }),
  }
  return JSON.stringify({ waymark: COPY_MARKER, version: COPY_VERSION, ...copied })
}

function copiedCard(snapshot: JourneySnapshot, card: Card, column: number): PastedCard {
  const { id: _id, kind, place, deletedAt: _deletedAt, ...fields } = card
  if (place.kind === 'free') return { kind, fields, from: place }
  const lane = snapshot.lanes.get(place.laneId)
  const { stepId, laneId, span } = place
  return {
    kind,
    fields,
    from: {
      kind: 'cell',
      column,
      stepId,
      laneId,
      laneKind: lane?.kind ?? 'note',
      laneTitle: lane?.title ?? '',
      ...(span === undefined ? {} : { span }),
    },
  }
}

/** The cards among the selected elements, and those in selected steps, stages and lanes. */
export function selectedCards(snapshot: JourneySnapshot, ids: ReadonlySet<string>): Card[] {
  return [...snapshot.cards.values()].filter((card) => {
    if (ids.has(card.id)) return true
    if (card.place.kind !== 'cell') return false
    const { stepId, laneId } = card.place
    const stageId = snapshot.steps.get(stepId)?.place.stageId
    return ids.has(stepId) || ids.has(laneId) || (stageId !== undefined && ids.has(stageId))
  })
}
