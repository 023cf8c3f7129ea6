import { expect, test } from 'vitest'
import { explanationOfMetric } from '#shared/metrics/explanation.ts'
import type { JourneyReadings, MetricReading, Reading } from '#shared/metrics/reading.ts'

const READINGS = { datasets: [], elements: {}, links: [] } as unknown as JourneyReadings
const explained = (reading: Partial<Reading>) => {
  const of: Reading = { value: -100, unit: 'points', n: 130, nOf: 'answers', definition: 'NPS', filter: '', ...reading }
  const metric = { metricId: 'm', name: 'NPS', datasetId: 'd', reading: of } as unknown as MetricReading
  const { doubt, note } = explanationOfMetric(READINGS, metric, 0)
  return { doubt, note }
}

test('a note that puts the number in doubt stands by the number, any other below', () => {
  expect(explained({})).toEqual({ doubt: null, note: null })
  expect(explained({ note: 'Some are left out.' })).toEqual({ doubt: null, note: 'Some are left out.' })
  expect(explained({ note: 'Were they given on 0 to 10?', isDoubtful: true })).toEqual({
    doubt: 'Were they given on 0 to 10?',
    note: null,
  })
  // What rests on too little says so first, and loses nothing.
  expect(explained({ n: 3, note: 'Were they given on 0 to 10?', isDoubtful: true })).toEqual({
    doubt: 'Rests on 3 answers only.',
    note: 'Were they given on 0 to 10?',
  })
  expect(explained({ value: null, note: 'there are no answers' })).toEqual({
    doubt: 'there are no answers',
    note: null,
  })
})
