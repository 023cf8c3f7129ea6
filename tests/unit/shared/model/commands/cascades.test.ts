import { expect, it } from 'vitest'
import { addCard } from '#shared/model/commands/add-card.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { moveCards } from '#shared/model/commands/move-cards.ts'
import { setBinding } from '#shared/model/commands/set-binding.ts'
import { spanCards } from '#shared/model/commands/span-cards.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import { boundElements } from '#shared/model/selectors/bound-elements.ts'
import { linksBetweenCards } from '#shared/model/selectors/links-between-cards.ts'
import { strandedCards } from '#shared/model/selectors/stranded-cards.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const bound = (elementId: string) => ({
  elementId,
  datasetId: 'd1' as DatasetId,
  rule: { events: ['a'], channels: [], where: [] },
})

function start() {
  const journey = createTestJourney()
  const ana = journey.person('Ana')
  const small = drawSmallJourney(ana)
  const [first, second] = small.cards
  const { linkId } = ana.does(addLink, { fromCardId: first, toCardId: second })
  const { personaId } = ana.does(addPersona, { name: 'Sarah' })
  ana.does(editFields, { root: 'cards', id: first, patch: { personaIds: [personaId] } })
  ana.does(setBinding, bound(first))
  return { journey, ana, ben: journey.person('Ben'), small, linkId, personaId }
}

it('a card takes its links and its binding along, and undo brings them back', () => {
  const { ana, small } = start()
  const before = ana.sees()
  ana.does(deleteElements, { ids: [small.cards[0]] })
  expect(ana.sees().links.size).toBe(0)
  expect(ana.sees().bindings.size).toBe(0)
  ana.undoes()
  expect(ana.sees()).toEqual(before)
})

it('the cards of a deleted lane, step or stage stay without a cell, with their links, and undo puts them back', () => {
  const { ana, small } = start()
  const before = ana.sees()
  for (const id of [small.lanes.touchpoint, small.steps[0], small.stages[0]]) {
    ana.does(deleteElements, { ids: [id] })
    const after = ana.sees()
    expect(after.cards).toEqual(before.cards)
    expect(after.links).toEqual(before.links)
    expect(strandedCards(after).length).toBeGreaterThan(0)
    ana.undoes()
    expect(ana.sees()).toEqual(before)
  }
})

it('what was put into a lane that somebody deletes at the same time is not lost, and nor is what undo brings back', () => {
  const { journey, ana, ben, small } = start()
  ana.does(deleteElements, { ids: [small.lanes.touchpoint] })
  ben.does(moveCards, {
    cardIds: [small.cards[0]],
    to: { kind: 'cell', stepId: small.steps[2], laneId: small.lanes.touchpoint },
  })
  journey.exchange()
  journey.expectAgreement()
  expect(strandedCards(ben.sees()).map(({ id }) => id)).toContain(small.cards[0])
  ana.undoes()
  journey.exchange()
  expect(strandedCards(ben.sees())).toEqual([])
  expect(ben.sees().cards.get(small.cards[0])?.place).toMatchObject({ stepId: small.steps[2] })
})

it('a card reaches over one step less when a step in its middle is deleted', () => {
  const { ana, small } = start()
  const spanOf = () => ana.sees().cards.get(small.cards[0])?.place
  ana.does(spanCards, { cardIds: [small.cards[0]], columns: { to: 3 } })
  ana.does(deleteElements, { ids: [small.steps[1]] })
  expect(spanOf()).toMatchObject({ span: 2 })
  ana.undoes()
  expect(spanOf()).toMatchObject({ span: 3 })
})

it('a persona leaves the cards that are about it', () => {
  const { ana, small, personaId } = start()
  ana.does(deleteElements, { ids: [personaId] })
  expect(ana.sees().cards.get(small.cards[0])?.personaIds).toEqual([])
  ana.undoes()
  expect(ana.sees().cards.get(small.cards[0])?.personaIds).toEqual([personaId])
})

it('what somebody wrote in a deleted card is there when the deletion is undone', () => {
  const { journey, ana, ben, small } = start()
  ana.does(deleteElements, { ids: [small.stages[0]] })
  ben.does(setText, { root: 'cards', id: small.cards[0], field: 'details', text: 'Written meanwhile' })
  journey.exchange()
  ana.undoes()
  expect(ana.sees().cards.get(small.cards[0])?.details).toBe('Written meanwhile')
})

it('a card that was put where somebody deleted the step is kept as stranded, until the step is back', () => {
  const { journey, ana, ben, small } = start()
  ana.does(deleteElements, { ids: [small.steps[0]] })
  const { cardId } = ben.does(addCard, { stepId: small.steps[0], laneId: small.lanes.note, title: 'Lost?' })
  journey.exchange()
  journey.expectAgreement()
  expect(strandedCards(ana.sees()).map(({ id }) => id)).toContain(cardId)
  ana.undoes()
  expect(strandedCards(ana.sees())).toEqual([])
})

it('a link drawn to a card that somebody deleted is not shown', () => {
  const { journey, ana, ben, small } = start()
  ana.does(deleteElements, { ids: [small.cards[2]] })
  ben.does(addLink, { fromCardId: small.cards[1], toCardId: small.cards[2] })
  journey.exchange()
  expect(ana.sees().links.size).toBe(2)
  expect(linksBetweenCards(ana.sees())).toHaveLength(1)
})

it('a binding of a deleted element, or of a card that is no touchpoint any more, counts for nothing', () => {
  const { journey, ana, ben, small } = start()
  expect(boundElements(ana.sees())).toMatchObject([{ id: small.cards[0], kind: 'card' }])
  ana.does(deleteElements, { ids: [small.steps[1]] })
  ben.does(setBinding, bound(small.steps[1]))
  journey.exchange()
  expect(boundElements(ana.sees()).map(({ id }) => id)).toEqual([small.cards[0]])
})

it('two who delete the same agree, and one undo does not override the other deletion', () => {
  const { journey, ana, ben, small } = start()
  const ids = [small.cards[0]]
  ana.does(deleteElements, { ids, now: 1 })
  ben.does(deleteElements, { ids, now: 2 })
  journey.exchange()
  ana.undoes()
  ben.undoes()
  journey.exchange()
  journey.expectAgreement()
  expect(ana.sees().cards.has(small.cards[0])).toBe(true)
})
