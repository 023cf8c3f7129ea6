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

/** What moves when cards are moved, and what stays though it was meant, too. */
export interface MovedCards<One> {
  readonly moving: readonly One[]
  /** Locked cards, among those to be moved or in a frame among them. */
  readonly staying: readonly One[]
}

/**
 * What moves with cards: they themselves, and with each frame what lies in it, frames in frames included. What is locked stays where it is, a
 * locked frame with all that lies in it.
 */
export function movedCards<One extends Framed>(free: readonly One[], cards: readonly One[]): MovedCards<One> {
  const staying = new Map(cards.filter((card) => card.isLocked).map((card) => [card.id, card]))
  const moving = new Map(cards.filter((card) => !card.isLocked).map((card) => [card.id, card]))
  // A map tells of what is added while one walks it.
  for (const { kind, place } of moving.values()) {
    if (kind !== 'frame' || place.kind !== 'free') continue
    const inside = free.filter((card) => card.place.kind === 'free' && liesInFrame(place, card.place))
    for (const card of inside) if (card.isLocked) staying.set(card.id, card)
    for (const card of inside)
      if (!moving.has(card.id) && !card.isLocked && !liesInOneOf(inside, card)) moving.set(card.id, card)
  }
  return { moving: [...moving.values()], staying: [...staying.values()] }
}

/** Whether a card lies in a locked frame of some. */
const liesInOneOf = (others: readonly Framed[], { place }: Framed): boolean =>
  others.some(
    (frame) =>
      frame.isLocked &&
      frame.kind === 'frame' &&
      frame.place.kind === 'free' &&
      place.kind === 'free' &&
      liesInFrame(frame.place, place),
  )
