import { expect, test, vi } from 'vitest'
import { createTimestampReader } from '#server/datasets/import/timestamps.ts'
import type { DayOrder } from '#server/datasets/import/timestamp-forms.ts'
import { imported, rows, two } from '#tests/support/data-imported.ts'

// An engine is started for each file that is read.
vi.setConfig({ testTimeout: 60_000 })

function instantOf(text: string, order: DayOrder | null = null): string | null {
  const us = createTimestampReader('UTC', order, Date.UTC(2026, 0)).read(text)
  return us === null ? null : new Date(us / 1000).toISOString().replace('.000Z', 'Z')
}

test.each([
  ['2025-123', '2025-05-03T00:00:00Z'],
  ['2024-366T10:15:00Z', '2024-12-31T10:15:00Z'],
  ['2025-366', null],
  ['2025-000', null],
  ['1 août 2025 à 8h05', '2025-08-01T08:05:00Z'],
  ['1 août 2025 18 h', '2025-08-01T18:00:00Z'],
  ['mar. 4 nov. 2025 10:30', '2025-11-04T10:30:00Z'],
  ['lunedì 3 marzo 2025, ore 10:30', '2025-03-03T10:30:00Z'],
  ['1º de março de 2025 às 10:30', '2025-03-01T10:30:00Z'],
  ['segunda-feira, 3 de março de 2025', '2025-03-03T00:00:00Z'],
  ['donderdag 6 maart 2025 10.30 uur', '2025-03-06T10:30:00Z'],
  ['3. juni 2025 kl. 9.05', '2025-06-03T09:05:00Z'],
  ['1. ledna 2025 8:00', '2025-01-01T08:00:00Z'],
  ['1 Ağustos 2025', '2025-08-01T00:00:00Z'],
  ['1. marraskuuta 2025 klo 9.05', '2025-11-01T09:05:00Z'],
  ['3 жовтня 2025', '2025-10-03T00:00:00Z'],
  ['01JAN2025:08:30:15', '2025-01-01T08:30:15Z'],
  ['2025年3月1日 8時05分', '2025-03-01T08:05:00Z'],
  ['2025:03:01 08:05:06', '2025-03-01T08:05:06Z'],
  ['2025-03-01_08:05', '2025-03-01T08:05:00Z'],
  ['2025-03-01T08', '2025-03-01T08:00:00Z'],
  ['[2025-03-01T08:05:06Z]', '2025-03-01T08:05:06Z'],
  ["'2025-03-01 08:05:06", '2025-03-01T08:05:06Z'],
  ['20250301080506123', '2025-03-01T08:05:06.123Z'],
  // Counts that begin long before 1970; read as nanoseconds since then they were all of one spring.
  ['638764131060000000', '2025-03-01T08:05:06Z'],
  ['133852899060000000', '2025-03-01T08:05:06Z'],
  ['13385289906000000', '2025-03-01T08:05:06Z'],
  // A number of days with digits cut off is the whole minute or second that lies so near.
  ['45717.3333', '2025-03-01T08:00:00Z'],
  ['45717.336875', '2025-03-01T08:05:06Z'],
  ['45717.33333333333', '2025-03-01T08:00:00Z'],
])('%s is %s', (text, instant) => {
  expect(instantOf(text)).toBe(instant)
})

test.each([
  ['31.12.2025 14.30', 'DMY'],
  ['31.12.25 14.30', 'DMY'],
  ['31/12/2025 14h30', 'DMY'],
  ['14:30 31/12/2025', 'DMY'],
  ['2:30 PM 12/31/2025', 'MDY'],
] as const)('%s has its time in another place or way', (text, order) => {
  expect(instantOf(text, order)).toBe('2025-12-31T14:30:00Z')
  expect(instantOf(text)).toBeNull()
})

const table = (time: (index: number) => string, heading = 'time'): string =>
  `customer_id,${heading},event\n${rows(30, (index) => `c${index % 7},${time(index)},e${index % 3}`)}`
const day = (index: number): string => two((index % 28) + 1)

test('ten and twelve digits of a column of times are a day and a time of day, which may look like seconds since 1970', async () => {
  // As seconds they would be plausible, too.
  const seconds = await imported(
    'cdr.csv',
    table((index) => `1412${day(index)}10${two(index)}`),
    { dateOrder: 'YMD' },
  )
  expect((await seconds.events())[2]).toMatchObject({ at: '2014-12-03T10:02:00.000Z' })
  const dayFirst = await imported(
    'cdr.csv',
    table((index) => `${day(index)}122510${two(index)}05`),
  )
  expect((await dayFirst.events())[2]).toMatchObject({ at: '2025-12-03T10:02:05.000Z' })
  const hours = await imported(
    'ga.csv',
    table((index) => `202512${day(index)}1${index % 10}`),
  )
  expect((await hours.events())[2]).toMatchObject({ at: '2025-12-03T12:00:00.000Z' })
})

test('whether the year or the day comes first in them is asked, when no row decides it', async () => {
  const { profile, refusal } = await imported(
    'cdr.csv',
    table((index) => `25${two((index % 12) + 1)}${two((index % 7) + 20)}1005`),
  )
  expect(profile).toMatchObject({ guess: { timestamp: 'time' }, dateOrderNeeded: true })
  expect(refusal).toBe('date-order-needed')
})

test('a date among others that leave no doubt may be answered for, and is left out in sight otherwise', async () => {
  const text = table((index) => (index === 5 ? '03/04/2025' : `2025-03-${day(index)}`))
  const without = await imported('stray.csv', text)
  expect(without.profile).toMatchObject({
    dateOrderNeeded: false,
    warnings: [{ warning: 'ambiguous_date_order', count: 1 }],
  })
  expect(without.dataset.result).toMatchObject({ accepted: 29, rejectedBy: { bad_timestamp: 1 } })
  const answered = await imported('stray.csv', text, { dateOrder: 'DMY' })
  expect(answered.dataset.result).toMatchObject({ accepted: 30 })
  expect((await answered.events())[5]).toMatchObject({ at: '2025-04-03T00:00:00.000Z' })
})

test('a part of a day is a time of day beside a date, and half an hour is none', async () => {
  const withTime = (name: string, timeOf: (index: number) => string): string =>
    `customer_id,date,${name},event\n${rows(30, (index) => `c${index % 7},2025-03-${day(index)},${timeOf(index)},e${index % 3}`)}`
  const clock = (index: number): string => String(((index % 24) * 60 + 30) / 1_440)
  const { profile, events } = await imported('unformatted.csv', withTime('time', clock))
  expect(profile.guess).toMatchObject({ timestamp: 'date + time' })
  expect((await events())[14]).toMatchObject({ at: '2025-03-15T14:30:00.000Z' })
  const hours = await imported(
    'hours.csv',
    withTime('handle time', (index) => String((1 + (index % 3)) / 4)),
  )
  expect(hours.profile.guess).toMatchObject({ timestamp: 'date' })
})

test('digits of other scripts are digits', async () => {
  const arabic = (text: string): string => text.replace(/\d/g, (digit) => '٠١٢٣٤٥٦٧٨٩'.charAt(Number(digit)))
  const text = `customer_id,time,event,amount\n${rows(30, (index) => `c${index % 7},${arabic(`2025-03-${day(index)} 10:05`)},e${index % 3},${arabic(`1${index}`)}٫5`)}`
  const { profile, dataset, events } = await imported('arabic.csv', text)
  expect(profile.guess).toMatchObject({ timestamp: 'time', value: 'amount' })
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  expect((await events())[2]).toMatchObject({ at: '2025-03-03T10:05:00.000Z', value: 12.5 })
})

test('seconds since 1970 stay what they are, and digits of another column too', async () => {
  const epochs = await imported(
    'epoch.csv',
    table((index) => String(1_740_816_000 + index * 977)),
  )
  expect((await epochs.events())[1]).toMatchObject({ at: '2025-03-01T08:16:17.000Z' })
  const text = `customer_id,time,order_no,event\n${rows(30, (index) => `c${index % 7},2025-03-01T10:${two(index)}:00Z,2501${day(index)}10${two(index)},e${index % 3}`)}`
  const { dataset } = await imported('orders.csv', text)
  expect(dataset.fields.find(({ name }) => name === 'order_no')?.values[0]?.value).toMatch(/^\d{10}$/)
})

test('numbers of orders like 2025-123 are no times, unless their column is called one', async () => {
  const text = `order_no,time,event\n${rows(30, (index) => `2025-${100 + (index % 9)},2025-03-01T10:${two(index)}:00Z,e${index % 3}`)}`
  expect((await imported('orders.csv', text)).profile.guess).toMatchObject({ case: 'order_no', timestamp: 'time' })
  expect(
    (
      await imported(
        'days.csv',
        table((index) => `2025-0${day(index)}`, 'date'),
      )
    ).profile.guess,
  ).toMatchObject({
    timestamp: 'date',
  })
})
