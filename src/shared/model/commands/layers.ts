import type * as Y from 'yjs'
import { LAYER_MAX } from '../records/limits.ts'
import type { StoredFreeCard } from './free-box.ts'
import { liveRecords } from './stored.ts'

/** The layer of the free card that lies in front of all others, 0 when there is none. */
export function topLayer(doc: Y.Doc): number {
  let top = 0
  for (const [, card] of liveRecords(doc, 'cards')) {
    const layer = card.get('layer')
    if (typeof layer === 'number') top = Math.max(top, layer)
  }
  return Math.min(LAYER_MAX - 1, top)
}

/** The layer that a card is stored with; 0 for one without. */
export function layerOf({ record }: Pick<StoredFreeCard, 'record'>): number {
  const layer = record.get('layer')
  return typeof layer === 'number' ? layer : 0
}

/** From the bottom up, as `selectors/free-cards.ts` has them within frames and within the rest. */
export const byLayer = (a: StoredFreeCard, b: StoredFreeCard): number =>
  layerOf(a) - layerOf(b) || (a.id < b.id ? -1 : a.id > b.id ? 1 : 0)
