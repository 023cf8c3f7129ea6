import { done, refused } from '#shared/lib/result.ts'
import { type LineEnd, LINE_REACH_MAX_PX, lineBox } from '../line-box.ts'
import type { CardId } from '../records/card.ts'
import type { Command } from './command.ts'
import { freeCardsToChange, freePlace } from './free-box.ts'

export interface MoveLineEndsArgs {
  readonly cardId: CardId
  /** Where the line begins and ends afterwards, in journey pixels; an arrow points at its end. */
  readonly from: LineEnd
  readonly to: LineEnd
}

/** Leads a line or an arrow from one point to another, as one change: nobody sees its box without its ends. */
export const moveLineEnds: Command<
  MoveLineEndsArgs,
  void,
  'unknown-element' | 'not-free' | 'locked' | 'not-a-line' | 'not-valid'
> = (doc, { cardId, from, to }) => {
  const cards = freeCardsToChange(doc, [cardId])
  if (!cards.ok) return cards
  for (const { record } of cards.value) {
    const shape = record.get('shape')
    if (shape !== 'line' && shape !== 'arrow') return refused('not-a-line')
    const { box, ink } = lineBox(from, to)
    const isTooLong = Math.abs(to.x - from.x) > LINE_REACH_MAX_PX || Math.abs(to.y - from.y) > LINE_REACH_MAX_PX
    const place = isTooLong ? undefined : freePlace(box)
    if (!place) return refused('not-valid')
    record.set('place', place)
    record.set('ink', ink)
  }
  return done(undefined)
}
