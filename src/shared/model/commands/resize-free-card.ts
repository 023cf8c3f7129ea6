import { done, refused } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import type { Command } from './command.ts'
import { type FreeBox, freePlace } from './free-box.ts'
import { isLocked, liveRecord } from './stored.ts'

export interface ResizeFreeCardArgs extends FreeBox {
  readonly cardId: CardId
}

/** Changes a free card's rectangle (dragging its left or upper edge moves it, too). */
export const resizeFreeCard: Command<
  ResizeFreeCardArgs,
  void,
  'unknown-element' | 'not-free' | 'not-valid' | 'locked'
> = (doc, { cardId, ...box }) => {
  const card = liveRecord(doc, 'cards', cardId)
  if (!card) return refused('unknown-element')
  if (isLocked(card)) return refused('locked')
  if ((card.get('place') as { kind?: unknown } | undefined)?.kind !== 'free') return refused('not-free')
  const place = freePlace(box)
  if (!place) return refused('not-valid')
  card.set('place', place)
  return done(undefined)
}
