import { describe, expect, it } from 'vitest'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { type CardFilter, NO_FILTER } from '#shared/model/records/saved-view.ts'
import { cardsPassing, cardTestOf, passesFilter } from '#shared/model/selectors/card-filter.ts'
import { cardNames } from '#shared/model/selectors/card-names.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

function start() {
  const maker = createTestJourney().person('Maker')
  const small = drawSmallJourney(maker)
  const { personaId } = maker.does(addPersona, { name: 'Sarah' })
  const { personaId: other } = maker.does(addPersona, { name: 'Alex' })
  const passing = (asked: Partial<CardFilter>): readonly number[] => {
    const filter = { ...NO_FILTER, ...asked }
    return small.cards.flatMap((id, index) => {
      const card = maker.sees().cards.get(id)
      return card && passesFilter(maker.sees(), filter, card) ? [index] : []
    })
  }
  return { maker, small, personaId, other, passing }
}

describe('a filter', () => {
  it('that asks for nothing lets everything pass', () => {
    const { maker, passing } = start()
    expect(passing({})).toEqual([0, 1, 2])
    expect(cardTestOf(maker.sees(), NO_FILTER)).toBeNull()
    expect(cardsPassing(maker.sees(), NO_FILTER)).toBeNull()
  })

  it('asks for kinds, lanes, evidence, status, owners and tags, and for all lists at once', () => {
    const { maker, small, passing } = start()
    const [first, second, third] = small.cards
    maker.does(editCards, { cardIds: [first], patch: { owner: 'Ana ', tags: ['Urgent'], evidence: 'researched' } })
    maker.does(editCards, { cardIds: [third], patch: { owner: 'Ben', tags: ['urgent', 'later'], status: 'planned' } })
    expect(passing({ kinds: ['touchpoint'] })).toEqual([0, 1])
    expect(passing({ laneIds: [small.lanes.thought] })).toEqual([2])
    expect(passing({ evidence: ['researched'] })).toEqual([0])
    expect(passing({ statuses: ['planned', 'done'] })).toEqual([2])
    expect(passing({ owners: ['ana'] })).toEqual([0])
    expect(passing({ tags: ['URGENT'] })).toEqual([0, 2])
    expect(passing({ tags: ['urgent'], kinds: ['touchpoint'] })).toEqual([0])
    expect(second).toBeDefined()
    expect(cardNames(maker.sees())).toEqual({ owners: ['Ana', 'Ben'], tags: ['later', 'Urgent'] })
  })

  it('lets cards about nobody pass for every persona, and forgets personas and lanes that are gone', () => {
    const { maker, small, personaId, other, passing } = start()
    maker.does(editCards, { cardIds: [small.cards[0]], patch: { personaIds: [other] } })
    expect(passing({ personaIds: [personaId] })).toEqual([1, 2])
    maker.does(deleteElements, { ids: [personaId, small.lanes.emotion] })
    expect(passing({ personaIds: [personaId] })).toEqual([0, 1, 2])
    expect(passing({ laneIds: [small.lanes.emotion] })).toEqual([0, 1, 2])
  })

  it('tests only the cards that changed, and keeps the set while it is the same', () => {
    const { maker, small } = start()
    const filter: CardFilter = { ...NO_FILTER, kinds: ['touchpoint'] }
    const before = maker.sees()
    const first = cardsPassing(before, filter)
    expect([...(first ?? [])].sort()).toEqual([small.cards[0], small.cards[1]].sort())
    const later = {
      ...before,
      cards: new Map(
        [...before.cards].map(([id, card]) => [id, id === small.cards[0] ? { ...card, title: 'x' } : card]),
      ),
    }
    expect(cardsPassing(later, filter)).toBe(first)
    const gone = { ...later, cards: new Map([...later.cards].filter(([id]) => id !== small.cards[0])) }
    expect([...(cardsPassing(gone, filter) ?? [])]).toEqual([small.cards[1]])
  })
})
