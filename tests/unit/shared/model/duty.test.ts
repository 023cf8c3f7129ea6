import { describe, expect, it } from 'vitest'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { dayOf, isDay, isDueSoon, isOverdue } from '#shared/model/records/duty.ts'
import { type CardFilter, NO_FILTER } from '#shared/model/records/saved-view.ts'
import { cardsPassing } from '#shared/model/selectors/card-filter.ts'
import { cardNames } from '#shared/model/selectors/card-names.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import { command, type World } from '#tests/support/test-command.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

describe('a due day', () => {
  it('is late once it is over, unless it is done or dropped', () => {
    expect(isOverdue({ dueOn: '2026-05-31' }, '2026-06-01')).toBe(true)
    expect(isOverdue({ dueOn: '2026-06-01' }, '2026-06-01')).toBe(false)
    expect(isOverdue({ dueOn: '2026-05-31', status: 'done' }, '2026-06-01')).toBe(false)
    expect(isOverdue({ dueOn: '2026-05-31', status: 'dropped' }, '2026-06-01')).toBe(false)
    expect(isOverdue({}, '2026-06-01')).toBe(false)
  })

  it('is soon for a week, over the end of a month too', () => {
    expect(isDueSoon({ dueOn: '2026-06-04' }, '2026-05-28')).toBe(true)
    expect(isDueSoon({ dueOn: '2026-06-05' }, '2026-05-28')).toBe(false)
    expect(isDueSoon({ dueOn: '2026-05-01' }, '2026-05-28')).toBe(true)
  })

  it('is written as days are here', () => {
    expect(dayOf(new Date(2026, 0, 5, 23, 59))).toBe('2026-01-05')
    expect(['2026-01-05', '2026-1-5', '2026-13-01', 'tomorrow'].map(isDay)).toEqual([true, false, false, false])
  })
})

describe('what is due', () => {
  it('is asked for by a filter, and owners of every kind of element are known', () => {
    const maker = createTestJourney().person('Maker')
    const { cards, lanes, stages } = drawSmallJourney(maker)
    maker.does(editCards, { cardIds: [cards[0]], patch: { dueOn: '2000-01-01' } })
    maker.does(editCards, { cardIds: [cards[1]], patch: { dueOn: dayOf() } })
    maker.does(editCards, { cardIds: [cards[2]], patch: { dueOn: '2000-01-01', status: 'done' } })
    const passing = (due: CardFilter['due']) => [...(cardsPassing(maker.sees(), { ...NO_FILTER, due }) ?? [])]
    expect(passing(['overdue'])).toEqual([cards[0]])
    expect(passing(['soon']).toSorted()).toEqual([cards[0], cards[1]].toSorted())

    maker.does(editFields, { root: 'lanes', id: lanes.note, patch: { owner: 'Ana' } })
    maker.does(editFields, { root: 'stages', id: stages[0], patch: { owner: 'Ben', ownerId: 'ben' } })
    expect(cardNames(maker.sees()).owners).toEqual(['Ana', 'Ben'])
  })
})

const DUTY = { owner: 'Ana', ownerId: 'p1', status: 'planned', dueOn: '2026-05-31' } as const

for (const root of ['stages', 'steps', 'lanes', 'cards', 'personas'] as const) {
  const idOf = (world: World): string => {
    if (root === 'lanes') return world.lanes.note
    return world[root][0]
  }
  command(`editFields, who sees to one of the ${root}`, editFields, {
    args: (world) => ({ root, id: idOf(world), patch: DUTY }),
    does: (after, world) => expect(recordOf(after, root, idOf(world))).toMatchObject(DUTY),
    refuses: [
      ['not-valid', (world) => ({ root, id: idOf(world), patch: { dueOn: 'tomorrow' } })],
      ['not-valid', (world) => ({ root, id: idOf(world), patch: { status: 'maybe' } }) as never],
    ],
    beside: [
      (ben, world) => ben.does(editFields, { root, id: idOf(world), patch: { status: 'done' } }),
      (after, world) => expect(recordOf(after, root, idOf(world))).toMatchObject({ owner: 'Ana', dueOn: '2026-05-31' }),
    ],
  })
}

const recordOf = (snapshot: JourneySnapshot, root: 'stages' | 'steps' | 'lanes' | 'cards' | 'personas', id: string) =>
  (snapshot[root] as ReadonlyMap<string, object>).get(id)
