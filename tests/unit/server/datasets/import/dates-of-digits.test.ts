import { expect, test, vi } from 'vitest'
import { createTimestampReader } from '#server/datasets/import/timestamps.ts'
import { dayOrderOf, type DayOrder } from '#server/datasets/import/timestamp-forms.ts'
import { imported, rows, two } from '#tests/support/data-imported.ts'

// An engine is started for each file that is read.
vi.setConfig({ testTimeout: 60_000 })

const read = (text: string, order: DayOrder | null): string | null => {
  const us = createTimestampReader('UTC', order, Date.UTC(2026, 0)).read(text)
  return us === null ? null : new Date(us / 1000).toISOString().slice(0, 19)
}

test.each<[string, DayOrder | null, string | null]>([
  ['31122025', 'DMY', '2025-12-31T00:00:00'],
  ['12312025', 'MDY', '2025-12-31T00:00:00'],
  ['03042025', 'DMY', '2025-04-03T00:00:00'],
  ['03042025', 'MDY', '2025-03-04T00:00:00'],
  // A spreadsheet took the zero away.
  ['3042025', 'DMY', '2025-04-03T00:00:00'],
  ['31122025 1405', 'DMY', '2025-12-31T14:05:00'],
  ['31122025 14:05:30', 'DMY', '2025-12-31T14:05:30'],
  ['31122025T140530Z', 'DMY', '2025-12-31T14:05:30'],
  ['311220251405', 'DMY', '2025-12-31T14:05:00'],
  ['01032025140530', 'DMY', '2025-03-01T14:05:30'],
  // Both ends may be a year; only one leaves a month.
  ['19102020', 'DMY', '2020-10-19T00:00:00'],
  ['20251231 1405', null, '2025-12-31T14:05:00'],
  ['20251231 14:05:30', null, '2025-12-31T14:05:30'],
  // No such day, no such order, no order at all.
  ['31112025', 'DMY', null],
  ['31122025', 'MDY', null],
  ['31122025', null, null],
  ['311220251405', null, null],
  // Numbers of other kinds stay what they are.
  ['1740823200', 'DMY', '2025-03-01T10:00:00'],
  ['31129999', 'DMY', null],
  ['20250301-0001', 'DMY', null],
  ['01740823200', 'DMY', null],
])('%s read as %s is %s', (text, order, wanted) => {
  expect(read(text, order)).toBe(wanted)
})

test('a date of digits says as much about the order as one with marks', () => {
  expect(['31122025', '12312025', '03042025', '20250304', '1740823200'].map(dayOrderOf)).toEqual([
    'DMY',
    'MDY',
    'either',
    null,
    null,
  ])
})

const table = (day: (index: number) => string): string =>
  `customer_id,date,event\n${rows(40, (index) => `c${index % 7},${day(index)},e${index % 3}`)}`

test('a column of such dates is the time, in the order that one of them proves', async () => {
  const dayFirst = await imported(
    'a.csv',
    table((index) => `${two((index % 28) + 1)}032025`),
  )
  expect(dayFirst.profile).toMatchObject({ guess: { timestamp: 'date' }, dateOrderNeeded: false })
  expect((await dayFirst.events())[12]).toMatchObject({ at: '2025-03-13T00:00:00.000Z' })
  const monthFirst = await imported(
    'b.csv',
    table((index) => `03${two((index % 28) + 1)}2025 1405`),
  )
  expect(monthFirst.dataset.result).toMatchObject({ accepted: 40, rejected: 0 })
  expect((await monthFirst.events())[0]).toMatchObject({ at: '2025-03-01T14:05:00.000Z' })
})

test('what no date decides is asked, and an answer is kept to', async () => {
  const text = table((index) => `${two((index % 12) + 1)}${two((index % 11) + 1)}2025`)
  const asked = await imported('a.csv', text)
  expect(asked).toMatchObject({ refusal: 'date-order-needed', profile: { dateOrderNeeded: true } })
  const answered = await imported('a.csv', text, { dateOrder: 'MDY' })
  expect((await answered.events())[11]).toMatchObject({ at: '2025-12-01T00:00:00.000Z' })
})

test('a number that only looks like it is no time, and one bad day among dates is a reject', async () => {
  const ids = `order_no,at,event\n${rows(40, (index) => `${31_120_000 + index * 977},2025-03-01 10:${two(index)},e${index % 3}`)}`
  expect((await imported('ids.csv', ids)).profile.guess.timestamp).toBe('at')
  const bad = await imported(
    'bad.csv',
    table((index) => (index === 5 ? '31022025' : `${two((index % 28) + 1)}032025`)),
  )
  expect(await bad.rejects()).toEqual([{ line: 7, reason: 'bad_timestamp' }])
})

test('a wide table may have its days so, and the time of day may be digits in a column of its own', async () => {
  const wide = await imported(
    'wide.csv',
    `order_no,ordered_date,packed_date,shipped_date\n${rows(30, (index) => `o${index},${two((index % 28) + 1)}012025,${two((index % 28) + 1)}022025,${two((index % 28) + 1)}032025`)}`,
  )
  expect(wide.profile.recognized?.shape).toBe('wide')
  expect(wide.dataset.result).toMatchObject({ accepted: 30, events: 90 })
  const split = await imported(
    'sap.csv',
    `Kunde,Datum,Uhrzeit,Ereignis\n${rows(30, (index) => `c${index % 7},202503${two((index % 28) + 1)},${index % 10 || 10}${two(index)}09,e${index % 3}`)}`,
  )
  expect(split.profile.guess.timestamp).toBe('Datum + Uhrzeit')
  expect((await split.events())[1]).toMatchObject({ at: '2025-03-02T01:01:09.000Z' })
})

test('a year of two digits in the first place is asked for, and never taken for a day', async () => {
  const written: readonly (readonly [string, (day: string) => string])[] = [
    ['dashes', (day) => `25-03-${day}`],
    ['digits', (day) => `2503${day}`],
    ['digits and a time', (day) => `2503${day} 140530`],
  ]
  for (const [name, date] of written) {
    const text = `customer_id,date,event\n${rows(40, (index) => `c${index % 7},${date(two((index % 28) + 1))},e${index % 3}`)}`
    const { profile, refusal } = await imported(`${name}.csv`, text)
    expect([name, profile.guess.timestamp, profile.dateOrderNeeded, refusal]).toEqual([
      name,
      'date',
      true,
      'date-order-needed',
    ])
    const { dataset, events } = await imported(`${name}.csv`, text, { dateOrder: 'YMD' })
    expect(dataset.result).toMatchObject({ accepted: 40, rejected: 0 })
    expect((await events())[1]?.at).toMatch(/^2025-03-02T/)
  }
})

test('what cannot be a day in the first place is the year, and days that vary more than years are days', async () => {
  const before = `customer_id,date,event\n${rows(40, (index) => `c${index % 7},99-03-${two((index % 28) + 1)},e${index % 3}`)}`
  const last = await imported('1999.csv', before)
  expect([last.profile.dateOrderNeeded, (await last.events())[1]?.at]).toEqual([false, '1999-03-02T00:00:00.000Z'])
  const usual = `customer_id,date,event\n${rows(40, (index) => `c${index % 7},${two((index % 28) + 1)}.03.25,e${index % 3}`)}`
  const first = await imported('2025.csv', usual)
  expect([first.profile.dateOrderNeeded, (await first.events())[1]?.at]).toEqual([false, '2025-03-02T00:00:00.000Z'])
})

test('six digits of an id or an amount are no days', async () => {
  const text = `customer,code,time,event\n${rows(60, (index) => `${100_000 + index * 7_919},${250_000 + index * 37},2025-03-01 10:${two(index)},e${index % 3}`)}`
  const { profile } = await imported('ids.csv', text)
  expect(profile.guess).toMatchObject({ timestamp: 'time', case: 'customer' })
})
