import { changedIds } from '#shared/model/changed-ids.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'

/** What is different about the cards of two snapshots, as far as their places and sizes may be. */
export interface ChangedCards {
  /** Records that are gone or replaced. */
  readonly stale: ReadonlySet<Card>
  /** Records that are new or took their place. A card whose binding came or went is in both sets. */
  readonly fresh: ReadonlySet<Card>
}

/** Unchanged records keep their identity. */
export function changedCards(before: JourneySnapshot, after: JourneySnapshot): ChangedCards {
  const stale = new Set<Card>()
  const fresh = new Set<Card>()
  if (before.cards !== after.cards) {
    const ids = changedIds(before.cards, after.cards) ?? new Set([...before.cards.keys(), ...after.cards.keys()])
    for (const id of ids) {
      const [was, card] = [before.cards.get(id), after.cards.get(id)]
      if (was === card) continue
      if (card) fresh.add(card)
      if (was) stale.add(was)
    }
  }
  if (before.bindings !== after.bindings) {
    const touch = (elementId: string): void => {
      if (before.bindings.has(elementId) === after.bindings.has(elementId)) return
      const was = before.cards.get(elementId as CardId)
      const card = after.cards.get(elementId as CardId)
      if (was) stale.add(was)
      if (card) fresh.add(card)
    }
    for (const id of before.bindings.keys()) touch(id)
    for (const id of after.bindings.keys()) touch(id)
  }
  return { stale, fresh }
}
