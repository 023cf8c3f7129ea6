import { cardLabel } from '#shared/drawing/card-label.ts'
import type { Extreme } from '#shared/layout/emotion-extremes.ts'
import type { Card } from '#shared/model/records/card.ts'
import { cardsOfCell } from '#shared/model/selectors/cards-by-cell.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

interface Known {
  readonly stages: JourneySnapshot['stages']
  readonly steps: JourneySnapshot['steps']
  readonly inCell: readonly Card[] | undefined
  readonly extreme: Extreme | undefined
  readonly label: string
}

const known = new WeakMap<Card, Known>()

/** `cardLabel`, made again only when what it tells of is another: all mounted cards ask with every change of the journey. */
export function knownLabel(snapshot: JourneySnapshot, card: Card, extreme: Extreme | undefined): string {
  const { stages, steps } = snapshot
  const inCell = card.place.kind === 'cell' ? cardsOfCell(snapshot, card.place.stepId, card.place.laneId) : undefined
  const last = known.get(card)
  if (last?.stages === stages && last.steps === steps && last.inCell === inCell && last.extreme === extreme)
    return last.label
  const label = cardLabel(snapshot, card, extreme)
  known.set(card, { stages, steps, inCell, extreme, label })
  return label
}
