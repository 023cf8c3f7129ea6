import type { Rect } from '#shared/layout/rect.ts'
import type { Card } from '#shared/model/records/card.ts'

const contains = (outer: Rect, inner: Rect): boolean =>
  inner.x >= outer.x &&
  inner.y >= outer.y &&
  inner.x + inner.width <= outer.x + outer.width &&
  inner.y + inner.height <= outer.y + outer.height

/** Of what a marquee touches: frames only when they lie in it as a whole. */
export const isInMarquee = (card: Card, rect: Rect, marquee: Rect): boolean =>
  card.kind !== 'frame' || contains(marquee, rect)
