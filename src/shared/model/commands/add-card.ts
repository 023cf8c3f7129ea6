import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { CARD_KINDS_OF_LANE, type CardId, type CardKind } from '../records/card.ts'
import type { LaneId } from '../records/lane.ts'
import type { StepId } from '../records/step.ts'
import { type CardFields, newCardRecord } from './card-fields.ts'
import { cardsInCell, isColumn, laneKindOf, laneTakes } from './cells.ts'
import type { Command } from './command.ts'
import { applyRenumbered, orderAmong } from './order-among.ts'
import { hasRoom, insertRecord, isTextTooLong } from './stored.ts'

export interface AddCardArgs {
  readonly stepId: StepId
  readonly laneId: LaneId
  /** The lane's usual kind when absent. */
  readonly kind?: CardKind
  readonly title?: string
  /** Where among the cell's cards; at the end when absent. */
  readonly index?: number
  readonly fields?: CardFields
}

/** Adds a card to a cell. */
export const addCard: Command<
  AddCardArgs,
  { readonly cardId: CardId },
  'unknown-element' | 'lane-takes-other-kinds' | 'too-many-cards' | 'text-too-long' | 'not-valid'
> = (doc, { stepId, laneId, kind, title = '', index, fields = {} }) => {
  const laneKind = laneKindOf(doc, laneId)
  if (!laneKind || !isColumn(doc, stepId)) return refused('unknown-element')
  const cardKind = kind ?? CARD_KINDS_OF_LANE[laneKind][0] ?? 'note'
  if (!laneTakes(laneKind, cardKind)) return refused('lane-takes-other-kinds')
  if (isTextTooLong('cards', { ...fields, title })) return refused('text-too-long')
  if (!hasRoom(doc, 'cards', 1)) return refused('too-many-cards')
  const record = newCardRecord(doc, cardKind, { ...fields, title })
  if (!record) return refused('not-valid')
  const cardId = newId<'card'>()
  const order = orderAmong(cardsInCell(doc, stepId, laneId), index, 1)
  applyRenumbered(doc, 'cards', order)
  insertRecord(doc, 'cards', cardId, { ...record, place: { kind: 'cell', stepId, laneId, order: order.keys[0] } })
  return done({ cardId })
}
