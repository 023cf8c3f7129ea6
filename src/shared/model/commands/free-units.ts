import type * as Y from 'yjs'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { CardId } from '../records/card.ts'
import { liesInFrame, movedCards } from '../selectors/frame-contents.ts'
import { type FreeBox, freeCardsToChange, freePlace, type StoredFreeCard, storedFreeCards } from './free-box.ts'

/** A free card that is put somewhere, and what goes with it: of a frame, what lies in it. */
export interface FreeUnit {
  readonly box: FreeBox
  readonly cards: readonly StoredFreeCard[]
}

export type FreeUnitsReason = 'unknown-element' | 'locked' | 'not-free' | 'too-few'

/** The cards as units to put somewhere: what lies in a frame that is among them is no unit of its own. Refused for fewer than `least`. */
export function freeUnits(
  doc: Y.Doc,
  cardIds: readonly CardId[],
  least: number,
): Result<readonly FreeUnit[], FreeUnitsReason> {
  const chosen = freeCardsToChange(doc, cardIds)
  if (!chosen.ok) return chosen
  const frames = chosen.value.filter((card) => card.kind === 'frame')
  const leads = chosen.value.filter((card) => !frames.some((frame) => liesInFrame(frame.place, card.place)))
  if (leads.length < least) return refused('too-few')
  const free = frames.length > 0 ? storedFreeCards(doc) : []
  return done(leads.map((lead) => ({ box: lead.place, cards: movedCards(free, [lead]).moving })))
}

/** Moves units; those that stay are not written. */
export function moveUnits(
  moves: Iterable<{ readonly unit: FreeUnit; readonly dx: number; readonly dy: number }>,
): void {
  for (const { unit, dx, dy } of moves) {
    // Whole pixels for the unit, so that what is in a frame keeps its distance to it.
    const [across, down] = [Math.round(dx), Math.round(dy)]
    if (across === 0 && down === 0) continue
    for (const { record, place } of unit.cards) {
      const to = freePlace({ ...place, x: place.x + across, y: place.y + down })
      if (to) record.set('place', to)
    }
  }
}
