import { newId } from '#shared/lib/ids.ts'
import { done, refused } from '#shared/lib/result.ts'
import { type CardId, type CardKind, cardPlaceSchema } from '../records/card.ts'
import { FREE_CARD_SIZE_PX } from '../records/limits.ts'
import { type CardFields, newCardRecord } from './card-fields.ts'
import type { Command } from './command.ts'
import { topLayer } from './layers.ts'
import { hasRoom, insertRecord, isTextTooLong } from './stored.ts'

export interface AddFreeCardArgs {
  /** Upper left corner in journey pixels. */
  readonly x: number
  readonly y: number
  readonly width?: number
  readonly height?: number
  /** A note when absent. */
  readonly kind?: CardKind
  readonly title?: string
  readonly fields?: CardFields
}

/** Adds a card beside the grid, in front of all others. */
export const addFreeCard: Command<
  AddFreeCardArgs,
  { readonly cardId: CardId },
  'too-many-cards' | 'text-too-long' | 'not-valid'
> = (doc, { x, y, width, height, kind = 'note', title = '', fields = {} }) => {
  const place = cardPlaceSchema.safeParse({
    kind: 'free',
    x,
    y,
    width: width ?? FREE_CARD_SIZE_PX.defaultWidth,
    height: height ?? FREE_CARD_SIZE_PX.defaultHeight,
  })
  if (isTextTooLong('cards', { ...fields, title })) return refused('text-too-long')
  if (!hasRoom(doc, 'cards', 1)) return refused('too-many-cards')
  const record = newCardRecord(doc, kind, { layer: topLayer(doc) + 1, ...fields, title })
  if (!record || !place.success) return refused('not-valid')
  const cardId = newId<'card'>()
  insertRecord(doc, 'cards', cardId, { ...record, place: place.data })
  return done({ cardId })
}
