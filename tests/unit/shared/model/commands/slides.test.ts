import { expect, it } from 'vitest'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { addView } from '#shared/model/commands/add-view.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { setSlides } from '#shared/model/commands/set-slides.ts'
import { setText } from '#shared/model/commands/set-text.ts'
import { documentFromJson, journeyJsonOf, parseJourneyJson } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { NO_FILTER } from '#shared/model/records/saved-view.ts'
import { allSlides, slidesInOrder } from '#shared/model/selectors/slides-in-order.ts'
import { createTestJourney } from '#tests/support/test-journey.ts'

function open() {
  const journey = createTestJourney()
  const ana = journey.person('Ana')
  const stages = ['Search', 'Buy'].map((title) => ana.does(addStage, { title }).stageId)
  const { viewId } = ana.does(addView, {
    name: 'Pain',
    mode: 'canvas',
    filter: NO_FILTER,
    range: null,
    against: null,
    others: 'dim',
  })
  const [search, buy] = stages
  if (!search || !buy) throw new Error('Two stages')
  const titles = () => slidesInOrder(ana.sees()).map(({ title }) => title)
  return { journey, ana, search, buy, viewId, titles }
}

it('shows the overview, every stage, then every saved view, as long as nobody chose otherwise', () => {
  const { titles } = open()
  expect(titles()).toEqual(['Untitled journey', 'Search', 'Buy', 'Pain'])
})

it('shows them in the order that was chosen and without those left out, and takes that back', () => {
  const { ana, search, buy, viewId, titles } = open()
  ana.does(setSlides, { order: [viewId, 'overview', buy, search], skipped: [search] })
  expect(titles()).toEqual(['Pain', 'Untitled journey', 'Buy'])
  expect(allSlides(ana.sees()).map(({ id }) => id)).toEqual([viewId, 'overview', buy, search])
  ana.undoes()
  expect(titles()).toEqual(['Untitled journey', 'Search', 'Buy', 'Pain'])
  ana.redoes()
  expect(titles()).toEqual(['Pain', 'Untitled journey', 'Buy'])
})

it('finds a place for a stage that was added since, and passes over one that is gone', () => {
  const { ana, search, buy, viewId, titles } = open()
  ana.does(setSlides, { order: [viewId, 'overview', buy, search], skipped: [] })
  ana.does(addStage, { title: 'Compare', index: 1 })
  expect(titles()).toEqual(['Pain', 'Untitled journey', 'Buy', 'Search', 'Compare'])
  ana.does(deleteElements, { ids: [buy] })
  expect(titles()).toEqual(['Pain', 'Untitled journey', 'Search', 'Compare'])
})

it('shows all when all were left out', () => {
  const { ana, titles } = open()
  ana.does(setSlides, { order: [], skipped: allSlides(ana.sees()).map(({ id }) => id) })
  expect(titles()).toHaveLength(4)
})

it('refuses what is no order, without a trace', () => {
  const { ana } = open()
  const before = ana.sees()
  expect(ana.tries(setSlides, { order: ['x'.repeat(65)], skipped: [] })).toMatchObject({ reason: 'not-valid' })
  expect(ana.tries(setSlides, { order: [''], skipped: [] })).toMatchObject({ reason: 'not-valid' })
  expect(ana.sees()).toEqual(before)
})

it('agrees with a peer who chose another order at the same time', () => {
  const { journey, ana, search, buy } = open()
  const ben = journey.person('Ben')
  ana.does(setSlides, { order: [buy, search], skipped: [] })
  ben.does(setSlides, { order: [search, buy], skipped: [buy] })
  journey.exchange()
  journey.expectAgreement()
})

it('keeps the words of two who write the notes of one slide, and has none where nobody wrote', () => {
  const { journey, ana, search, buy, viewId } = open()
  const notesOf = (id: string) => allSlides(ana.sees()).find((slide) => slide.id === id)?.notes
  ana.does(setText, { root: 'stages', id: search, field: 'notes', text: 'Begin here. ' })
  ana.does(setText, { root: 'views', id: viewId, field: 'notes', text: 'What hurts' })
  ana.does(setText, { root: 'journey', id: 'journey', field: 'notes', text: 'Welcome' })
  expect([notesOf('overview'), notesOf(viewId), notesOf(buy)]).toEqual(['Welcome', 'What hurts', ''])
  expect(ana.sees().stages.get(buy)?.notes).toBeUndefined()

  const ben = journey.person('Ben')
  ben.does(setText, { root: 'stages', id: search, field: 'notes', text: 'Begin here. Slowly.' })
  ana.does(setText, { root: 'stages', id: search, field: 'notes', text: 'Now: Begin here. ' })
  journey.exchange()
  journey.expectAgreement()
  expect(notesOf(search)).toBe('Now: Begin here. Slowly.')

  expect(ana.tries(editFields, { root: 'stages', id: buy, patch: { notes: 'x'.repeat(20_001) } })).toMatchObject({
    reason: 'text-too-long',
  })
})

it('goes along in the JSON form', () => {
  const { ana, search, buy } = open()
  ana.does(setSlides, { order: [buy, search], skipped: ['overview'] })
  ana.does(setText, { root: 'stages', id: buy, field: 'notes', text: 'Slowly' })
  ana.does(setText, { root: 'journey', id: 'journey', field: 'notes', text: 'Welcome' })
  const json = parseJourneyJson(JSON.parse(JSON.stringify(journeyJsonOf(ana.sees()))))
  if (!json.ok) throw new Error(json.detail)
  const again = snapshotOf(documentFromJson(json.value))
  expect(slidesInOrder(again).map(({ title, notes }) => [title, notes])).toEqual([
    ['Buy', 'Slowly'],
    ['Pain', ''],
    ['Search', ''],
  ])
  expect(again.info.notes).toBe('Welcome')
})
