import type * as Y from 'yjs'
import { LAYER_MAX } from '../records/limits.ts'
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
