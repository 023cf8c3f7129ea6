import type { JourneyLayout } from '#shared/layout/journey-layout.ts'
import type { Rect } from '#shared/layout/rect.ts'
import type { Card } from '#shared/model/records/card.ts'

const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** The cards, and with each frame among them the free cards that lie wholly inside it: they move with it. */
export function withFrameContents(layout: JourneyLayout, cards: readonly Card[]): readonly Card[] {
  const frames = cards.filter((card) => card.kind === 'frame' && card.place.kind === 'free')
  if (frames.length === 0) return cards
  const all = new Set(cards)
  for (const { place } of frames) {
    if (place.kind !== 'free') continue
    for (const { card, rect } of layout.free) if (!card.isLocked && contains(place, rect)) all.add(card)
  }
  return [...all]
}

/** Of what a marquee touches: frames only when they lie in it as a whole. */
export const isInMarquee = (card: Card, rect: Rect, marquee: Rect): boolean =>
  card.kind !== 'frame' || contains(marquee, rect)
