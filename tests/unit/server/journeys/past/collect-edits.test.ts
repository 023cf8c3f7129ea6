import { expect, it } from 'vitest'
import { collectEdits, mergeChange } from '#server/journeys/past/collect-edits.ts'
import type { EditChange } from '#shared/contract/rest/past.ts'
import { addLink } from '#shared/model/commands/add-link.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { moveStage } from '#shared/model/commands/move-stage.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

function start() {
  const maker = createTestJourney().person('Maker')
  const small = drawSmallJourney(maker)
  const edits = collectEdits(maker.doc)
  const took = () => [...edits.take().values()].map(({ verb, kind, id }) => `${verb} ${kind} ${id}`)
  return { maker, small, took }
}

it('says of every change what kind of thing it was done to, and what', () => {
  const { maker, small, took } = start()
  const [first, second] = small.cards
  maker.does(editCards, { cardIds: [first], patch: { evidence: 'researched' } })
  expect(took()).toEqual([`edited card ${first}`])
  maker.does(setText, { root: 'stages', id: small.stages[0], field: 'title', text: 'Anew' })
  maker.does(moveStage, { stageId: small.stages[1], index: 0 })
  expect(took()).toEqual([`renamed stage ${small.stages[0]}`, `moved stage ${small.stages[1]}`])
  const { linkId } = maker.does(addLink, { fromCardId: first, toCardId: second })
  expect(took()).toEqual([`added link ${linkId}`])
  maker.does(deleteElements, { ids: [linkId] })
  expect(took()).toEqual([`deleted link ${linkId}`])
  maker.undoes()
  expect(took()).toEqual([`added link ${linkId}`])
  expect(took()).toEqual([])
})

it('makes one change of all that was done to a thing', () => {
  const of = (...verbs: readonly EditChange['verb'][]) => {
    const changes = new Map<string, EditChange>()
    for (const verb of verbs) mergeChange(changes, { kind: 'card', id: 'a', verb, title: verb })
    return [...changes.values()].map(({ verb }) => verb)
  }
  expect(of('added', 'moved', 'renamed', 'edited')).toEqual(['added'])
  expect(of('added', 'deleted')).toEqual([])
  expect(of('edited', 'moved')).toEqual(['moved'])
  expect(of('moved', 'edited')).toEqual(['moved'])
  expect(of('edited', 'deleted')).toEqual(['deleted'])
  expect(of('deleted', 'added')).toEqual(['edited'])
})
