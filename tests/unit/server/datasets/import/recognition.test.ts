import { expect, test } from 'vitest'
import { createColumnObserver } from '#server/datasets/import/column-facts.ts'
import { nameColumns } from '#server/datasets/import/column-names.ts'
import { guessColumns } from '#server/datasets/import/guess-columns.ts'

/** What is guessed of a table whose rows are made by number. */
function guessOf(headers: string, row: (index: number) => string, rows = 60) {
  const { columns } = nameColumns(headers.split(','))
  const observers = columns.map((column, index) => createColumnObserver(column, index, Date.UTC(2026, 0)))
  for (let index = 0; index < rows; index++) {
    const cells = row(index).split(',')
    for (const [at, observer] of observers.entries()) observer.add(cells[at] ?? '')
  }
  return guessColumns(
    observers.map((observer) => observer.facts()),
    true,
  )
}

const pad = (number: number): string => String((number % 28) + 1).padStart(2, '0')
const seconds = (index: number): number => 1_740_823_200 + index * 60

test.each([
  [
    'amplitude',
    'amplitude_id,$insert_id,event_type,event_time,client_event_time,user_id,device_id,platform',
    (index: number) =>
      `${index % 9},i${index},Page ${index % 4},2025-03-${pad(index)} 10:00:00.000,,${index % 3 ? `u${index % 9}` : ''},d${index},iOS`,
    { event: 'event_type', timestamp: 'event_time', case: 'amplitude_id', channel: 'platform' },
  ],
  [
    'mixpanel',
    'event,properties.time,properties.distinct_id,properties.$insert_id,properties.$city',
    (index: number) => `Play ${index % 4},${seconds(index)},p${index % 9},i${index},Rome`,
    { event: 'event', timestamp: 'properties.time', case: 'properties.distinct_id' },
  ],
  [
    'posthog',
    'uuid,event,properties,timestamp,distinct_id,person_id,elements_chain',
    (index: number) => `x${index},$pageview,{},2025-03-${pad(index)}T10:00:00Z,d${index % 20},p${index % 9},`,
    { event: 'event', timestamp: 'timestamp', case: 'person_id' },
  ],
  [
    'segment',
    'messageId,anonymousId,userId,type,event,name,timestamp,receivedAt,sentAt',
    (index: number) =>
      `m${index},a${index % 9},,${index % 2 ? 'track' : 'page'},${index % 2 ? 'Order Completed' : ''},,2025-03-${pad(index)}T10:00:00Z,2025-03-${pad(index)}T10:00:01Z,2025-03-${pad(index)}T10:00:01Z`,
    { event: 'event', eventFallback: 'name', timestamp: 'timestamp', case: 'anonymousId' },
  ],
  [
    'ga4',
    'event_date,event_timestamp,event_name,event_params,user_id,user_pseudo_id,platform',
    (index: number) => `202503${pad(index)},${seconds(index)}000000,page_view,[],,p${index % 9},WEB`,
    { event: 'event_name', timestamp: 'event_timestamp', case: 'user_pseudo_id', channel: 'platform' },
  ],
])('an export of %s is known by its columns', (shape, headers, row, wanted) => {
  const { guess, recognized } = guessOf(headers, row)
  expect(recognized?.shape).toBe(shape)
  expect(guess).toMatchObject({ ...wanted, timezone: 'UTC' })
  for (const reason of recognized?.reasons ?? []) expect(reason).toMatch(/^.+\.$/)
})

test('a log of events is nobody’s export, no survey and not wide, whatever else it holds', () => {
  const { guess, recognized } = guessOf(
    'user_id,event,time,created_at,updated_at,shipped_at,rating',
    (index) =>
      `u${index % 9},visit ${index % 3},2025-03-${pad(index)} 10:00,2025-03-01,2025-03-02,2025-03-03,${index % 5}`,
  )
  expect(recognized).toBeNull()
  expect(guess).toMatchObject({ case: 'user_id', event: 'event', timestamp: 'time', steps: [] })
})

test.each([
  [
    'nps,comment,date',
    (index: number) => `${index % 11},It was good because of ${index},2025-03-${pad(index)}`,
    '0-10',
  ],
  [
    'csat_rating,feedback,answered_at',
    (index: number) => `${(index % 5) + 1},A longer remark about ${index},2025-03-${pad(index)}`,
    '1-5',
  ],
  [
    'CES,why,survey_date',
    (index: number) => `${(index % 7) + 1},A longer remark about ${index},2025-03-${pad(index)}`,
    '1-7',
  ],
])('%s is a survey', (headers, row, scale) => {
  const { guess, recognized } = guessOf(headers, row)
  expect(recognized?.shape).toBe('survey')
  expect(guess).toMatchObject({
    value: headers.split(',')[0],
    scale,
    timestamp: headers.split(',')[2],
    case: null,
    event: null,
  })
  expect(guess.eventName).not.toBeNull()
})

test('one row a case with a time for each step is wide; what was promised or edited is no step', () => {
  const { guess, recognized } = guessOf(
    'claim_no,region,reportedAt,assessed on,paid_date,due_date,updated_at',
    (index) =>
      `c${index},north,2025-03-${pad(index)} 08:00,2025-04-${pad(index)} 09:00,${index % 3 ? `2025-05-${pad(index)}` : ''},2025-06-01,2025-06-02`,
  )
  expect(recognized?.shape).toBe('wide')
  expect(guess).toMatchObject({
    case: 'claim_no',
    timestamp: null,
    steps: [
      { column: 'reportedAt', event: 'reported' },
      { column: 'assessed on', event: 'assessed' },
      { column: 'paid_date', event: 'paid' },
    ],
  })
})
