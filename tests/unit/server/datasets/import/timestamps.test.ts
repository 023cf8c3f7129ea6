import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { createDateOrderEvidence, needsDateOrder } from '#server/datasets/import/date-order.ts'
import { dayOrderOf, type DayOrder } from '#server/datasets/import/timestamp-forms.ts'
import { createTimestampReader } from '#server/datasets/import/timestamps.ts'

const NOW = Date.UTC(2026, 0)
const read = (text: string, zone = 'UTC', order: DayOrder | null = null): string | null => {
  const us = createTimestampReader(zone, order, NOW).read(text)
  if (us === null) return null
  const micros = ((us % 1000) + 1000) % 1000
  return new Date((us - micros) / 1000)
    .toISOString()
    .replace('Z', `${String(micros).padStart(3, '0')}Z`)
    .replace(/\.?0+Z$/, 'Z')
}

test.each([
  ['2025-03-01T10:00:00Z', '2025-03-01T10:00:00Z'],
  ['2025-03-01T10:00:00.123456Z', '2025-03-01T10:00:00.123456Z'],
  ['2025-03-01T10:00:00.123456789+00:00', '2025-03-01T10:00:00.123456Z'],
  ['2010-12-30 14:32:00+01:00', '2010-12-30T13:32:00Z'],
  ['2025-03-01T15:30:00+0530', '2025-03-01T10:00:00Z'],
  ['2025-03-01 02:00:00 -08', '2025-03-01T10:00:00Z'],
  ['2025-03-01 10:00:00 UTC', '2025-03-01T10:00:00Z'],
  ['2025-03-01 10:00', '2025-03-01T10:00:00Z'],
  ['2025/03/01 10:00', '2025-03-01T10:00:00Z'],
  ['2025-3-1', '2025-03-01T00:00:00Z'],
  ['2025-03-01 10:00:00 PM', '2025-03-01T22:00:00Z'],
  ['20250301T100000Z', '2025-03-01T10:00:00Z'],
  ['20250301', '2025-03-01T00:00:00Z'],
  ['20250301100000', '2025-03-01T10:00:00Z'],
  ['Sat, 01 Mar 2025 10:00:00 GMT', '2025-03-01T10:00:00Z'],
  ['1 March 2025 10:00', '2025-03-01T10:00:00Z'],
  ['1740823200', '2025-03-01T10:00:00Z'],
  ['1740823200.5', '2025-03-01T10:00:00.5Z'],
  ['1740823200000', '2025-03-01T10:00:00Z'],
  ['1740823200000000', '2025-03-01T10:00:00Z'],
  ['1740823200000000000', '2025-03-01T10:00:00Z'],
  ['0', '1970-01-01T00:00:00Z'],
  ['45717.5', '2025-03-01T12:00:00Z'],
  ['2025-03-01 24:00:00', '2025-03-02T00:00:00Z'],
  ['2024-02-29', '2024-02-29T00:00:00Z'],
  ['202503011000', '2025-03-01T10:00:00Z'],
  ['01-Mar-25', '2025-03-01T00:00:00Z'],
  ['01-MAR-25 10.00.00.500000 PM', '2025-03-01T22:00:00.5Z'],
  ['Mar 1, 2025, 10:00:00 AM', '2025-03-01T10:00:00Z'],
  ['March 1st, 2025 at 10:00', '2025-03-01T10:00:00Z'],
  ['Sat Mar 01 10:00:00 UTC 2025', '2025-03-01T10:00:00Z'],
  ['Sat Mar 01 2025 11:00:00 GMT+0100 (Central European Standard Time)', '2025-03-01T10:00:00Z'],
  ['01/Mar/2025:10:00:00 +0000', '2025-03-01T10:00:00Z'],
  ['1. März 2025, 10:00 Uhr', '2025-03-01T10:00:00Z'],
  ['1er août 2025 10:00', '2025-08-01T10:00:00Z'],
  ['9 juin 2025', '2025-06-09T00:00:00Z'],
  ['1 de marzo de 2025', '2025-03-01T00:00:00Z'],
  ['3 października 2025 10:00', '2025-10-03T10:00:00Z'],
  ['3 мая 2025 г. 10:00', '2025-05-03T10:00:00Z'],
  ['2025年03月01日 10:00', '2025-03-01T10:00:00Z'],
  ['2025. 3. 1. 오후 3:05', '2025-03-01T15:05:00Z'],
  ['2025-03-01-10.00.00.000000', '2025-03-01T10:00:00Z'],
  ['2025-03-01 10:00:00:123', '2025-03-01T10:00:00.123Z'],
  ['2025-W09-6', '2025-03-01T00:00:00Z'],
  ['2020-W53', '2020-12-28T00:00:00Z'],
  ['/Date(1740823200000)/', '2025-03-01T10:00:00Z'],
  ['2025-03-01 12:00:00 GMT+2', '2025-03-01T10:00:00Z'],
  ['2025-03-01 12:00:00 UTC+02:00', '2025-03-01T10:00:00Z'],
  ['2025-03-01 05:00:00 EST', '2025-03-01T10:00:00Z'],
  ['2025-07-01 12:00:00 CEST', '2025-07-01T10:00:00Z'],
  ['2025-03-01 11:00:00 Europe/Berlin', '2025-03-01T10:00:00Z'],
  ['2025-07-01T12:00:00+02:00[Europe/Paris]', '2025-07-01T10:00:00Z'],
])('%s is %s', (text, instant) => {
  expect(read(text)).toBe(instant)
})

test.each([
  '2025-02-29',
  '2025-02-30 10:00',
  '2025-13-01',
  '2025-00-10',
  '24:00:00',
  '2025-03-01 25:00',
  '2025-03-01T10:60:00Z',
  '0000-00-00 00:00:00',
  '9999-12-31',
  'yesterday',
  '2025-03-01T10:00:00Zjunk',
  '2025-03-01T10:00:00+99:00',
  '123456',
  '',
  '-',
  '01/02/2025',
  '2025-03-01T10:00:00.Z',
  '2025-03-01T1a:00:00Z',
  // The digits of the day are lost.
  '1.74082E+12',
  // Which hours these mean nobody can say.
  '2025-03-01 10:00:00 IST',
  '2025-03-01 10:00:00 Mars/Crater',
  // A month in Finnish, that begins like another in English.
  '1 Tachwedd 2025',
  '1 Foo 2025',
  'Mar 01 25',
  '1 March',
  '31 Feb 2025',
  'room 12 of May 2025 10',
  '2025-W54-1',
  '2021-W53',
])('%s is no instant', (text) => {
  expect(read(text)).toBeNull()
})

test.each([
  ['31.12.2024 23:59', 'DMY', '2024-12-31T23:59:00Z'],
  ['5/6/25', 'DMY', '2025-06-05T00:00:00Z'],
  ['5/6/25', 'MDY', '2025-05-06T00:00:00Z'],
  ['25/6/5', 'YMD', null],
  ['03-04-99 1:05 pm', 'MDY', '1999-03-04T13:05:00Z'],
  ['31/12/2024', 'MDY', null],
  ['1. 3. 2025 10:00', 'DMY', '2025-03-01T10:00:00Z'],
  ['01/03/2025 10:00:00 p. m.', 'DMY', '2025-03-01T22:00:00Z'],
] as const)('%s in order %s is %s', (text, order, instant) => {
  expect(read(text, 'UTC', order)).toBe(instant)
})

test('every instant that is written as ISO is read back, whatever its offset', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1901-01-01'), max: new Date('2200-01-01'), noInvalidDate: true }),
      fc.integer({ min: -720, max: 840 }),
      (date, offset) => {
        const local = new Date(date.getTime() + offset * 60_000).toISOString().slice(0, -1)
        const size = Math.abs(offset)
        const zone = `${offset < 0 ? '-' : '+'}${String(Math.floor(size / 60)).padStart(2, '0')}:${String(size % 60).padStart(2, '0')}`
        expect(createTimestampReader('UTC', null, NOW).read(local + zone)).toBe(date.getTime() * 1000)
      },
    ),
  )
})

describe('local times', () => {
  test.each([
    // In spring the clock jumps from 2 to 3.
    ['Europe/Berlin', '2025-03-30 01:59:59', '2025-03-30T00:59:59Z', null],
    ['Europe/Berlin', '2025-03-30 02:30:00', '2025-03-30T01:30:00Z', 'nonexistent'],
    ['Europe/Berlin', '2025-03-30 03:00:00', '2025-03-30T01:00:00Z', null],
    // In autumn it shows the hour from 2 to 3 twice; the first is meant.
    ['Europe/Berlin', '2025-10-26 01:59:59', '2025-10-25T23:59:59Z', null],
    ['Europe/Berlin', '2025-10-26 02:30:00', '2025-10-26T00:30:00Z', 'ambiguous'],
    ['Europe/Berlin', '2025-10-26 03:00:00', '2025-10-26T02:00:00Z', null],
    ['America/New_York', '2025-03-09 02:30:00', '2025-03-09T07:30:00Z', 'nonexistent'],
    ['America/New_York', '2025-11-02 01:30:00', '2025-11-02T05:30:00Z', 'ambiguous'],
    ['America/New_York', '2025-11-02 00:59:59', '2025-11-02T04:59:59Z', null],
    // Half an hour only, in the southern spring.
    ['Australia/Lord_Howe', '2025-10-05 02:15:00', '2025-10-04T15:45:00Z', 'nonexistent'],
    ['Australia/Lord_Howe', '2025-04-06 01:45:00', '2025-04-05T14:45:00Z', 'ambiguous'],
    ['Asia/Kolkata', '2025-03-01 15:30:00', '2025-03-01T10:00:00Z', null],
    ['Pacific/Apia', '2011-12-31 12:00:00', '2011-12-30T22:00:00Z', null],
    ['UTC', '2025-03-30 02:30:00', '2025-03-30T02:30:00Z', null],
  ] as const)('%s %s is %s', (zone, text, instant, note) => {
    const reader = createTimestampReader(zone, null, NOW)
    expect(reader.read(text)).toBe(Date.parse(instant) * 1000)
    expect(reader.notes).toMatchObject({
      naive: 1,
      nonexistent: note === 'nonexistent' ? 1 : 0,
      ambiguous: note === 'ambiguous' ? 1 : 0,
    })
  })

  test('a time that its zone shows is read as the instant that shows it', () => {
    const zones = ['Europe/Berlin', 'America/St_Johns', 'Australia/Lord_Howe', 'Africa/Casablanca', 'Asia/Tehran']
    fc.assert(
      fc.property(
        fc.constantFrom(...zones),
        fc.integer({ min: Date.UTC(1995, 0) / 60_000, max: Date.UTC(2026, 0) / 60_000 }),
        (zone, minute) => {
          const shown = new Date(minute * 60_000).toLocaleString('sv-SE', { timeZone: zone })
          const reader = createTimestampReader(zone, null, NOW)
          const us = reader.read(shown) ?? Number.NaN
          // The first of two instants that look the same may be an hour earlier; it looks the same, though.
          expect(new Date(us / 1000).toLocaleString('sv-SE', { timeZone: zone })).toBe(shown)
          expect(reader.notes.nonexistent).toBe(0)
          if (reader.notes.ambiguous === 0) expect(us).toBe(minute * 60_000_000)
        },
      ),
      { numRuns: 300 },
    )
  })
})

test('the order of dates is proved by one of them, in any row, or has to be asked for', () => {
  const evidence = createDateOrderEvidence()
  for (let index = 0; index < 1000; index++) evidence.add('03/04/2025')
  expect(needsDateOrder(evidence)).toBe(true)
  evidence.add('31/12/2024')
  expect([evidence.proved(), needsDateOrder(evidence)]).toEqual(['DMY', false])
  expect(['12/31/2024', '1.2.25', '32/01/2025', '2025-01-02'].map(dayOrderOf)).toEqual(['MDY', 'either', null, null])
})
