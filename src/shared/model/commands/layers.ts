import type * as Y from 'yjs'
import { LAYER_MAX } from '../records/limits.ts'
import { liveRecords } from './stored.ts'

/** The layer of the free card that lies in front of all others, 0 when there is none. */
export const topLayer = (doc: Y.Doc): number => outermost(doc, Math.max)

/** The layer of the free card that lies behind all others, 0 when there is none. */
export const bottomLayer = (doc: Y.Doc): number => outermost(doc, Math.min)

function outermost(doc: Y.Doc, pick: (a: number, b: number) => number): number {
  let found = 0
  for (const [, card] of liveRecords(doc, 'cards')) {
    const layer = card.get('layer')
    if (typeof layer === 'number') found = pick(found, layer)
  }
  return Math.min(LAYER_MAX - 1, Math.max(1 - LAYER_MAX, found))
}
