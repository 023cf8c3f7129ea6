import { expect, it } from 'vitest'
import { numbersOf } from '#src/view/numbers/shown-numbers.ts'
import { elementReadings, journeyReadings, reading } from '#tests/support/metrics-readings.ts'

const score = reading({ value: 46, unit: 'points', n: 500, nOf: 'answers' })
const readings = {
  ...journeyReadings(elementReadings()),
  metrics: ['card1', 'journey'].map((elementId) => ({
    metricId: 'nps',
    elementId,
    name: 'NPS',
    direction: 'up' as const,
    target: null,
    datasetId: 'd1',
    reading: score,
  })),
  feelings: [{ elementId: 'e1', name: 'CSAT', datasetId: 'd1', ends: { worst: 0, best: 1 }, level: 1, reading: score }],
}
const told = (id: string) =>
  numbersOf(readings, id, ['cases', 'conversion', 'flow']).map(({ measure, title }) => `${measure} ${title}`)

it('the numbers of an element are its readings, then its metrics of the library; of an emotion what it was measured at', () => {
  expect(told('card1')).toEqual(['cases Cases', 'conversion Conversion to the next', 'metric:nps NPS'])
  expect(told('journey')).toEqual(['metric:nps NPS'])
  expect(told('e1')).toEqual(['feeling CSAT'])
  expect(told('nothing')).toEqual([])
})
