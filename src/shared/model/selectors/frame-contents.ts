import type { Card } from '../records/card.ts'

/** What the question needs to know of a card. */
type Framed = Pick<Card, 'id' | 'kind' | 'place' | 'isLocked'>

interface Box {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

const areaOf = ({ width, height }: Box): number => width * height

/** Whether most of a box lies in a frame that is larger than itself: a stroke that pokes out a little still belongs. */
export function liesInFrame(frame: Box, box: Box): boolean {
  const across = Math.min(frame.x + frame.width, box.x + box.width) - Math.max(frame.x, box.x)
  const down = Math.min(frame.y + frame.height, box.y + box.height) - Math.max(frame.y, box.y)
  return across > 0 && down > 0 && areaOf(box) < areaOf(frame) && across * down > areaOf(box) / 2
}

/**
 * The cards, and with each frame among them what lies in it, frames in frames included: it moves with it. Locked cards stay where they
 * are.
 */
export function withFrameContents<One extends Framed>(free: readonly One[], cards: readonly One[]): readonly One[] {
  const all = new Map(cards.map((card) => [card.id, card]))
  // A map tells of what is added while one walks it.
  for (const { kind, place } of all.values()) {
    if (kind !== 'frame' || place.kind !== 'free') continue
    for (const card of free) {
      if (all.has(card.id) || card.isLocked || card.place.kind !== 'free') continue
      if (liesInFrame(place, card.place)) all.set(card.id, card)
    }
  }
  return [...all.values()]
}
