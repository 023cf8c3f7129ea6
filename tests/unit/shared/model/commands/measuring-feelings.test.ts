import { expect, it } from 'vitest'
import { addCard } from '#shared/model/commands/add-card.ts'
import { editCards } from '#shared/model/commands/edit-cards.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { measureFeeling } from '#shared/model/commands/measure-feeling.ts'
import { measureMatchingFeelings } from '#shared/model/commands/measure-matching-feelings.ts'
import { excerptOf } from '#shared/model/excerpt/excerpt-of.ts'
import { documentFromJson, journeyJsonOf } from '#shared/model/json-form.ts'
import { listingOf } from '#shared/model/listing.ts'
import { measuredFeelingsOf } from '#shared/model/measured-feelings.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { DatasetId } from '#shared/model/records/binding.ts'
import type { CardId } from '#shared/model/records/card.ts'
import type { FeelingSource } from '#shared/model/records/feeling-source.ts'
import { commandIn, GONE, rule, start } from '#tests/support/test-command.ts'

const answers = (event: string): FeelingSource => ({
  of: { kind: 'answers', datasetId: 'survey' as DatasetId, rule: rule(event), scale: { kind: 'nps' }, answers: 'all' },
  source: 'manual',
})

/** The small journey with a feeling at its first two steps; the first is called like the stage, the second `Compare`. */
function startWithFeelings() {
  const { journey, world, ana, ben } = start()
  const { steps, lanes } = world
  const feel = (at: 0 | 1): CardId => ana.does(addCard, { stepId: steps[at], laneId: lanes.emotion }).cardId
  const feelings = [feel(0), feel(1)] as const
  journey.exchange()
  return { journey, ana, ben, world: { ...world, feelings } }
}

commandIn(startWithFeelings, 'measureFeeling', measureFeeling, {
  args: ({ feelings }) => ({ cardId: feelings[0], source: answers('Advert') }),
  does(after, { feelings }) {
    expect(after.cards.get(feelings[0])?.feelingSource).toEqual(answers('Advert'))
  },
  refuses: [
    ['unknown-element', () => ({ cardId: GONE as CardId, source: null })],
    ['no-emotion', ({ cards }) => ({ cardId: cards[0], source: answers('x') })],
    ['not-measured', ({ feelings }) => ({ cardId: feelings[0], source: null })],
    [
      'not-valid',
      ({ feelings }) => ({ cardId: feelings[0], source: { ...answers('x'), ends: { worst: 3, best: 3 } } }),
    ],
  ],
  beside: [
    (ben, { feelings }) => ben.does(editCards, { cardIds: [feelings[0]], patch: { score: 2 } }),
    (after, { feelings }) =>
      expect(after.cards.get(feelings[0])).toMatchObject({ score: 2, feelingSource: answers('Advert') }),
  ],
})

const survey = {
  datasetId: 'survey' as DatasetId,
  field: 'score',
  scale: { kind: 'ces', of: 7 },
  answers: 'all',
} as const

commandIn(startWithFeelings, 'measureMatchingFeelings', measureMatchingFeelings, {
  args: () => ({ survey, eventNames: ['COMPARE!', 'Elsewhere'] }),
  does(after, { feelings }, { cardIds }) {
    expect(cardIds).toEqual([feelings[1]])
    expect(after.cards.get(feelings[1])?.feelingSource).toEqual({
      of: { kind: 'answers', ...survey, rule: rule('COMPARE!') },
      source: 'matched-name',
    })
    expect(after.cards.get(feelings[0])?.feelingSource).toBeUndefined()
  },
  refuses: [
    ['no-match', () => ({ survey, eventNames: ['Elsewhere'] })],
    ['not-valid', () => ({ survey: { ...survey, field: '' }, eventNames: ['compare'] })],
  ],
  beside: [
    (ben, { steps }) => ben.does(editFields, { root: 'steps', id: steps[1], patch: { title: 'Weigh' } }),
    (after, { feelings }) => expect(after.cards.get(feelings[1])?.feelingSource?.source).toBe('matched-name'),
  ],
})

it('what a person chose stays when names are matched', () => {
  const { ana, world } = startWithFeelings()
  ana.does(measureFeeling, { cardId: world.feelings[1], source: answers('Own choice') })
  expect(ana.tries(measureMatchingFeelings, { survey, eventNames: ['compare'] })).toMatchObject({ reason: 'no-match' })
  ana.does(measureFeeling, { cardId: world.feelings[1], source: null })
  expect(ana.does(measureMatchingFeelings, { survey, eventNames: ['compare'] }).cardIds).toHaveLength(1)
})

it('is kept in the JSON form and listed, is of the only persona’s segment, and not told with a part', () => {
  const { ana, world } = startWithFeelings()
  const [sarah, alex] = world.personas
  const cardId = world.feelings[0]
  ana.does(measureFeeling, { cardId, source: answers('Advert') })
  ana.does(editFields, { root: 'personas', id: sarah, patch: { segmentId: 'urgent' as never } })
  const seen = () => measuredFeelingsOf(documentFromJson(journeyJsonOf(ana.sees())))
  expect(seen()).toEqual([{ cardId, source: answers('Advert'), persona: null }])
  ana.does(editCards, { cardIds: [cardId], patch: { personaIds: [sarah] } })
  expect(seen()[0]?.persona).toEqual({ id: sarah, name: 'Sarah', segmentId: 'urgent' })
  ana.does(editCards, { cardIds: [cardId], patch: { personaIds: [sarah, alex] } })
  expect(seen()[0]?.persona).toBeNull()
  expect(listingOf(documentFromJson(journeyJsonOf(ana.sees()))).counts.bindings).toBe(1)
  const { shown } = excerptOf(ana.sees(), { laneIds: null, numberIds: null })
  expect(shown.cards.get(cardId)).toMatchObject({ kind: 'emotion' })
  expect(shown.cards.get(cardId)).not.toHaveProperty('feelingSource')
})

it('a source that cannot be read measures nothing and leaves the card as it is', () => {
  const { ana, world } = startWithFeelings()
  const doc = documentFromJson(journeyJsonOf(ana.sees()))
  const card = doc.getMap('cards').get(world.feelings[0]) as { set: (field: string, value: unknown) => void }
  card.set('feelingSource', { of: { kind: 'guess' } })
  expect(snapshotOf(doc).cards.get(world.feelings[0])).toMatchObject({ kind: 'emotion', score: 0 })
  expect(measuredFeelingsOf(doc)).toEqual([])
})
