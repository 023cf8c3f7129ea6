import type * as Y from 'yjs'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { type CardId, type CardKind, type CardPlace, cardPlaceSchema } from '../records/card.ts'
import { FREE_CARD_SIZE_PX, FREE_POSITION_MAX_PX } from '../records/limits.ts'
import { isLocked, liveRecord, liveRecords, type Stored } from './stored.ts'

/** A rectangle beside the grid, in journey pixels. */
export interface FreeBox {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

type FreePlace = Extract<CardPlace, { kind: 'free' }>

/** A card beside the grid as it is stored. */
export interface StoredFreeCard {
  readonly id: CardId
  readonly record: Stored
  readonly kind: CardKind
  readonly place: FreePlace
  readonly isLocked: boolean
}

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most)

/** The rectangle as a free card's place, within what the document allows; `undefined` for what is not a rectangle. */
export function freePlace(box: FreeBox): FreePlace | undefined {
  if (![box.x, box.y, box.width, box.height].every(Number.isFinite)) return undefined
  return {
    kind: 'free',
    x: Math.round(clamp(box.x, -FREE_POSITION_MAX_PX, FREE_POSITION_MAX_PX)),
    y: Math.round(clamp(box.y, -FREE_POSITION_MAX_PX, FREE_POSITION_MAX_PX)),
    width: Math.round(clamp(box.width, FREE_CARD_SIZE_PX.min, FREE_CARD_SIZE_PX.max)),
    height: Math.round(clamp(box.height, FREE_CARD_SIZE_PX.min, FREE_CARD_SIZE_PX.max)),
  }
}

/** The free cards with these ids, each once; refused when one is gone, locked, or stands in the grid. */
export function freeCardsToChange(
  doc: Y.Doc,
  cardIds: readonly CardId[],
): Result<readonly StoredFreeCard[], 'unknown-element' | 'locked' | 'not-free'> {
  const cards: StoredFreeCard[] = []
  for (const id of new Set(cardIds)) {
    const record = liveRecord(doc, 'cards', id)
    if (!record) return refused('unknown-element')
    if (isLocked(record)) return refused('locked')
    const card = storedFreeCard(id, record)
    if (!card) return refused('not-free')
    cards.push(card)
  }
  return cards.length === 0 ? refused('unknown-element') : done(cards)
}

/** Every live card beside the grid, in no order. */
export function storedFreeCards(doc: Y.Doc): StoredFreeCard[] {
  return [...liveRecords(doc, 'cards')].flatMap(([id, record]) => storedFreeCard(id as CardId, record) ?? [])
}

function storedFreeCard(id: CardId, record: Stored): StoredFreeCard | undefined {
  const place = cardPlaceSchema.safeParse(record.get('place'))
  if (!place.success || place.data.kind !== 'free') return undefined
  return { id, record, kind: record.get('kind') as CardKind, place: place.data, isLocked: isLocked(record) }
}
