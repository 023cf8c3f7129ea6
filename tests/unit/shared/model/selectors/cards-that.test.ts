import { expect, test } from 'vitest'
import { patchedMap } from '#shared/lib/patched-map.ts'
import { noteChangedIds } from '#shared/model/changed-ids.ts'
import type { Card, CardId } from '#shared/model/records/card.ts'
import { cardsThat } from '#shared/model/selectors/cards-that.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { gridSnapshot } from '#tests/support/canvas-journey.ts'

const journey = (): JourneySnapshot =>
  gridSnapshot({ stages: [2], lanes: ['action', 'note'], cards: () => [{ title: 'one' }, { title: 'two' }] })

/** The journey with another card for some; tells of it, as the live journey does. */
function changed(before: JourneySnapshot, patches: Readonly<Record<string, Partial<Card> | null>>): JourneySnapshot {
  const changes = new Map(
    Object.entries(patches).map(([id, patch]): [CardId, Card | undefined] => {
      const card = before.cards.get(id as CardId)
      return [id as CardId, patch && card ? { ...card, ...patch } : undefined]
    }),
  )
  const cards = patchedMap(before.cards, changes)
  noteChangedIds(before.cards, cards, new Set(changes.keys()))
  return { ...before, cards }
}

const wanted = ({ title }: Card): boolean => title.startsWith('one')

test('after each change the list is what one would find by looking at all cards, in their order', () => {
  const ones = cardsThat(wanted)
  let now = journey()
  expect(ones(now)).toHaveLength(4)
  const steps: readonly Parameters<typeof changed>[1][] = [
    { card2: { title: 'one, and again' } },
    { card1: { title: 'one more' } },
    { card0: { title: 'none' }, card6: { title: 'one of them' } },
    { card4: null, card2: { title: 'one, third' } },
    { card3: { title: 'two, still' } },
  ]
  for (const patches of steps) {
    const before = ones(now)
    now = changed(now, patches)
    expect(ones(now)).toEqual([...now.cards.values()].filter(wanted))
    const isTouched = Object.keys(patches).some((id) => id !== 'card3')
    expect(ones(now) === before).toBe(!isTouched)
  }
})
