import { expect, it } from 'vitest'
import { addLink } from '#shared/model/commands/add-link.ts'
import { addPersona } from '#shared/model/commands/add-persona.ts'
import { addStage } from '#shared/model/commands/add-stage.ts'
import { deleteElements } from '#shared/model/commands/delete-elements.ts'
import { editFields } from '#shared/model/commands/edit-fields.ts'
import { showMetrics } from '#shared/model/commands/show-metrics.ts'
import { documentFromJson, journeyJsonOf } from '#shared/model/json-form.ts'
import { listingOf } from '#shared/model/listing.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { JOURNEY_ROOT } from '#shared/model/records/journey-info.ts'
import type { NamedMetricId } from '#shared/model/records/shown-metric.ts'
import { shownMetricsOf } from '#shared/model/shown-metrics.ts'
import { command, GONE } from '#tests/support/test-command.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

const shown = (metricId: string, isOwnCases = false) => ({ metricId: metricId as NamedMetricId, isOwnCases })

command('showMetrics', showMetrics, {
  args: ({ stages }) => ({ elementId: stages[0], metrics: [shown('nps', true), shown('cost')] }),
  does(after, { stages }) {
    expect(after.stages.get(stages[0])?.shownMetrics).toEqual([shown('nps', true), shown('cost')])
  },
  refuses: [
    ['unknown-element', () => ({ elementId: GONE, metrics: [] })],
    // A thought leaves no traces and shows no numbers.
    ['not-bindable', ({ cards }) => ({ elementId: cards[2], metrics: [shown('nps')] })],
    [
      'not-valid',
      ({ stages }) => ({ elementId: stages[0], metrics: Array.from({ length: 13 }, (_, at) => shown(`m${at}`)) }),
    ],
  ],
  beside: [
    (ben, { stages }) => ben.does(editFields, { root: 'stages', id: stages[0], patch: { title: 'Found' } }),
    (after, { stages }) =>
      expect(after.stages.get(stages[0])).toMatchObject({ title: 'Found', shownMetrics: [{}, { metricId: 'cost' }] }),
  ],
})

it('the journey itself shows metrics, too, takes that back, and says so in its JSON form and its listing', () => {
  const ana = createTestJourney().person('Ana')
  ana.does(addStage, { title: 'Buy' })
  ana.does(showMetrics, { elementId: JOURNEY_ROOT, metrics: [shown('nps')] })
  const json = journeyJsonOf(ana.sees())
  expect(json.shownMetrics).toEqual([shown('nps')])
  const doc = documentFromJson(json)
  expect(snapshotOf(doc).info.shownMetrics).toEqual([shown('nps')])
  expect(shownMetricsOf(doc)).toEqual([
    { elementId: JOURNEY_ROOT, title: ana.sees().info.title, metrics: [shown('nps')] },
  ])
  // So that the numbers of a journey that has no other are computed when it is opened.
  expect(listingOf(doc).counts.bindings).toBe(1)
  ana.undoes()
  expect(ana.sees().info.shownMetrics).toBeUndefined()
})

it('a persona and a link show metrics, too; a persona says which segment they are of', () => {
  const ana = createTestJourney().person('Ana')
  const { cards } = drawSmallJourney(ana)
  const { personaId } = ana.does(addPersona, { name: 'Sarah' })
  const { linkId } = ana.does(addLink, { fromCardId: cards[0], toCardId: cards[1] })
  ana.does(showMetrics, { elementId: personaId, metrics: [shown('nps')] })
  ana.does(showMetrics, { elementId: linkId, metrics: [shown('cost')] })
  const seen = () => shownMetricsOf(documentFromJson(journeyJsonOf(ana.sees())))
  expect(seen()).toEqual([
    { elementId: linkId, title: '', metrics: [shown('cost')] },
    { elementId: personaId, title: 'Sarah', metrics: [shown('nps')], segmentId: null },
  ])
  ana.does(editFields, { root: 'personas', id: personaId, patch: { segmentId: 'urgent' as never } })
  expect(seen()[1]).toMatchObject({ elementId: personaId, segmentId: 'urgent' })
  ana.does(deleteElements, { ids: [personaId, linkId] })
  expect(seen()).toEqual([])
})

it('a list that cannot be read shows nothing and leaves the element as it is', () => {
  const ana = createTestJourney().person('Ana')
  const { stageId } = ana.does(addStage, { title: 'Buy' })
  const doc = documentFromJson(journeyJsonOf(ana.sees()))
  const stage = doc.getMap('stages').get(stageId) as { set: (field: string, value: unknown) => void }
  stage.set('shownMetrics', [{ metricId: 7 }])
  expect(snapshotOf(doc).stages.get(stageId)).toMatchObject({ title: 'Buy', shownMetrics: [] })
  expect(shownMetricsOf(doc)).toEqual([])
})
