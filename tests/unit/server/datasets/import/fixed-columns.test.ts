import { expect, test } from 'vitest'
import { fixedColumns, cutAt, isRuler } from '#server/datasets/import/fixed-columns.ts'
import { imported, rows, two } from '#tests/support/data-imported.ts'

const EVENTS = ['Order placed', 'Called support, twice', 'Delivered']
const nameOf = (index: number): string => EVENTS[index % EVENTS.length] ?? ''

test('columns begin where headings stand, also behind one blank, and not between a day and its time', () => {
  const lines = [
    'customer when             event',
    ...Array.from({ length: 6 }, (_, index) => `cust000${index} 2025-03-01 10:0${index} ${nameOf(index)}`),
  ]
  expect(fixedColumns(lines)).toEqual({ starts: [0, 9, 26], header: lines[0] })
  expect(cutAt(lines[2] ?? '', [0, 9, 26])).toEqual(['cust0001', '2025-03-01 10:01', 'Called support, twice'])
  expect(cutAt('customer000123 2025-03-01 10:00 Delivered', [0, 9, 26])).toBeNull()
  expect(fixedColumns(lines.slice(1))).toBeNull()
})

test('what people wrote is no table', () => {
  const letter = [
    'Dear all',
    'the first of May 2025',
    'was a nice day and',
    'then we all went by',
    'bus and saw the sea',
    'so it was a long day',
    'yours and so on',
  ]
  expect(fixedColumns(letter)).toBeNull()
})

test.each(['-----+-----', '| --- | :-- | --- |', '+-----+-----+', '=====  =====', '------,------'])(
  '%s is a ruler',
  (line) => {
    expect(isRuler(line)).toBe(true)
  },
)
test.each(['--', '-', 'a---', '2025-03-01', ',,,', '-1,-2'])('%s is none', (line) => {
  expect(isRuler(line)).toBe(false)
})

const cells = (index: number): readonly string[] => [
  `c${index % 7}`,
  `2025-03-01 10:${two(index)}`,
  index % 3 ? 'web' : '',
  nameOf(index),
]
const padded = (index: number): string =>
  cells(index)
    .map((cell, at) => cell.padEnd([10, 18, 9, 0][at] ?? 0))
    .join('')

test('a table of few columns that was laid out for the eye is read, though values are missing in it', async () => {
  const text = `Visits of March\n\ncustomer  when              channel  event\n--------  ----------------  -------  -----\n${rows(40, padded)}\n`
  const { profile, dataset, events } = await imported('report.txt', text)
  expect(profile.guess).toMatchObject({ case: 'customer', timestamp: 'when', channel: 'channel', event: 'event' })
  expect(dataset.result).toMatchObject({ records: 40, accepted: 40 })
  expect((await events())[0]).toMatchObject({ who: 'c0', event: 'Order placed' })
  expect((await events())[1]).toMatchObject({ who: 'c1', event: 'Called support, twice' })
})

test('a line whose value runs into the next column is a reject with its number', async () => {
  const text = `customer  when              channel  event\n${rows(40, (index) => (index === 30 ? `customer0123456789${padded(index)}` : padded(index)))}`
  expect(await (await imported('report.txt', text)).rejects()).toEqual([{ line: 32, reason: 'ragged_row' }])
})

test.each([
  ['of a database', '+----------+------------------+\n', '+----------+------------------+\n'],
  ['of Markdown', '', '|---|---|---|---|\n'],
])('the rulers %s are no rows', async (_, above, below) => {
  const line = (values: readonly string[]) => `| ${values.join(' | ')} |\n`
  const text = `${above}${line(['customer', 'when', 'channel', 'event'])}${below}${rows(20, (index) => line(cells(index)).trim())}${above}`
  const { dataset, profile } = await imported('table.md', text)
  expect(profile.guess).toMatchObject({ case: 'customer', timestamp: 'when', event: 'event' })
  expect(dataset.result).toMatchObject({ records: 20, accepted: 20, rejected: 0 })
})
