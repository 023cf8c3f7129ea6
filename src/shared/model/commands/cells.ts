import type * as Y from 'yjs'
import { CARD_KINDS_OF_LANE, type CardKind } from '../records/card.ts'
import { LANE_KINDS, type LaneId, type LaneKind } from '../records/lane.ts'
import type { StepId } from '../records/step.ts'
import { isOrderKey, type OrderKey, orderBetween } from '#shared/lib/fractional-order.ts'
import { liveRecord, liveRecords, type Sibling, siblings } from './stored.ts'

/** Whether a lane of a kind takes a card of a kind. */
export const laneTakes = (lane: LaneKind, card: CardKind): boolean => CARD_KINDS_OF_LANE[lane].includes(card)

/** The kind of a live lane. */
export function laneKindOf(doc: Y.Doc, laneId: string): LaneKind | undefined {
  const kind = liveRecord(doc, 'lanes', laneId)?.get('kind')
  return LANE_KINDS.find((known) => known === kind)
}

/** A live step whose stage lives, too. */
export function isColumn(doc: Y.Doc, stepId: string): boolean {
  const place = liveRecord(doc, 'steps', stepId)?.get('place') as { stageId?: unknown } | undefined
  return typeof place?.stageId === 'string' && liveRecord(doc, 'stages', place.stageId) !== undefined
}

/** Gives keys for cards that are put at the end of cells, many at once: reads all cards one time only. */
export function cellEnds(doc: Y.Doc): (stepId: StepId, laneId: LaneId) => OrderKey {
  const ends = new Map<string, OrderKey>()
  const raise = (key: string, order: OrderKey): void => {
    const end = ends.get(key)
    if (end === undefined || end < order) ends.set(key, order)
  }
  for (const [, card] of liveRecords(doc, 'cards')) {
    const at = card.get('place') as { stepId?: unknown; laneId?: unknown; order?: unknown } | undefined
    if (typeof at?.order === 'string' && isOrderKey(at.order))
      raise(`${String(at.stepId)}:${String(at.laneId)}`, at.order)
  }
  return (stepId, laneId) => {
    const key = `${stepId}:${laneId}`
    const order = orderBetween(ends.get(key) ?? null, null)
    ends.set(key, order)
    return order
  }
}

/** The cards of a cell in order, without some. */
export function cardsInCell(
  doc: Y.Doc,
  stepId: StepId,
  laneId: LaneId,
  without: ReadonlySet<string> = new Set(),
): Sibling[] {
  const inCell = siblings(doc, 'cards', (place) => {
    const at = place as { kind?: unknown; stepId?: unknown; laneId?: unknown } | undefined
    return at?.kind === 'cell' && at.stepId === stepId && at.laneId === laneId
  })
  return without.size === 0 ? inCell : inCell.filter((card) => !without.has(card.id))
}
