import { expect, it } from 'vitest'
import { addCard } from '#shared/model/commands/add-card.ts'
import { createEditor } from '#src/editor/editor.ts'
import { placeForWords, textsOfWords } from '#src/features/metrics/verbatims/place-for-words.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

it('puts words into the step of a number, in a lane that is made for them before one that takes all, as one step to undo', () => {
  const person = createTestJourney().person('Ana')
  const { stages, steps, lanes, cards } = drawSmallJourney(person)
  const editor = createEditor(person.doc, { canEdit: true })
  const placeOf = (id: string, kind: 'quote' | 'pain-point' = 'quote') => placeForWords(editor.getSnapshot(), id, kind)
  expect(placeOf(steps[1])).toMatchObject({ stepId: steps[1], laneId: lanes.thought })
  expect(placeOf(stages[0], 'pain-point')).toMatchObject({ stepId: steps[0], laneId: lanes.note })
  expect(placeOf(cards[1])).toMatchObject({ stepId: steps[1] })
  // The journey's own number is of no step.
  expect(placeOf('journey')).toBeUndefined()
  const place = placeOf(steps[1])
  if (!place) throw new Error('There is a lane.')
  const before = editor.getSnapshot().cards.size
  const { stepId, laneId } = place
  expect(editor.run(addCard, { stepId, laneId, kind: 'quote', title: 'Never again' }).ok).toBe(true)
  expect(editor.getSnapshot().cards.size).toBe(before + 1)
  editor.undo()
  expect(editor.getSnapshot().cards.size).toBe(before)
  editor.close()
})

it('keeps words that are too long for a title in full', () => {
  expect(textsOfWords('short')).toEqual({ title: 'short' })
  const { title, details } = textsOfWords('x'.repeat(5_000))
  expect(title).toHaveLength(2_000)
  expect(details).toHaveLength(5_000)
})
