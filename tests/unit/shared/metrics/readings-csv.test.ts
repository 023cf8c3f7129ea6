import { expect, it } from 'vitest'
import { readingsCsv } from '#shared/metrics/readings-csv.ts'
import { elementReadings, journeyReadings, reading } from '#tests/support/metrics-readings.ts'

const linesOf = (csv: string): readonly string[] => csv.replace('\uFEFF', '').trimEnd().split('\r\n')

it('writes one row a number, with what it stands on, and nothing for what has no name', () => {
  const readings = journeyReadings(
    {
      kind: 'element',
      datasetId: 'd1',
      elementId: 'a',
      nextElementId: 'b',
      cases: reading({ value: 10, n: 10, definition: 'Cases with “A”', filter: 'none' }),
      conversion: reading({ value: 0.25, unit: 'share', n: 10, interval: [0.1, 0.5], note: 'Few.' }),
      timeToNext: reading({ value: null, unit: 'seconds', n: 0 }),
    },
    elementReadings({ elementId: 'gone' }),
  )
  const names = new Map([
    ['a', { kind: 'stage', name: 'Aware' }],
    ['b', { kind: 'stage', name: 'Buy' }],
  ])
  const csv = readingsCsv(readings, names)
  expect(csv.startsWith('\uFEFF')).toBe(true)
  const [head, ...rows] = linesOf(csv)
  expect(head).toBe(
    '"kind","name","metric","value","unit","n","low95","high95","definition","filter","note","leads to","dataset","updated"',
  )
  expect(rows).toHaveLength(3)
  expect(rows[0]).toMatch(/^"stage","Aware","cases","10","cases","10","","","Cases with “A”","none","","Buy",/)
  expect(rows[1]).toMatch(/^"stage","Aware","conversion","0.25","share","10","0.1","0.5",.*"Few.","Buy",/)
  expect(rows[2]).toMatch(/^"stage","Aware","timeToNext","","seconds","0",/)
})

it('lets no spreadsheet take a name for a formula, and keeps quotes and line ends', () => {
  const readings = journeyReadings({ kind: 'element', datasetId: 'd1', elementId: 'a', cases: reading() })
  for (const [name, written] of [
    ['=HYPERLINK("x")', `"'=HYPERLINK(""x"")"`],
    ['-1+2', `"'-1+2"`],
    ['@SUM(A1)', `"'@SUM(A1)"`],
    ['Says "no"\nand goes', `"Says ""no""\nand goes"`],
  ] as const)
    expect(readingsCsv(readings, new Map([['a', { kind: 'stage', name }]]))).toContain(written)
})

it('says what numbers are held against, and the difference, where any is', () => {
  const comparison = {
    against: 'segment',
    name: 'Tom',
    value: 0.5,
    n: 40,
    interval: [0.4, 0.6],
    difference: { value: -0.25, interval: [-0.5, 0.1], isReal: false },
  } as const
  const readings = journeyReadings({
    kind: 'element',
    datasetId: 'd1',
    elementId: 'a',
    cases: reading({ value: 10, n: 10, comparison: { against: 'segment', name: 'Tom', value: 40, n: 40 } }),
    conversion: reading({ value: 0.25, unit: 'share', n: 10, comparison }),
    dropOff: reading({ value: 0.75, unit: 'share', n: 10 }),
  })
  const [head, ...rows] = linesOf(readingsCsv(readings, new Map([['a', { kind: 'stage', name: 'Aware' }]])))
  expect(head).toMatch(
    /,"updated","held against","value there","n there","low95 there","high95 there","difference","low99.7","high99.7"$/,
  )
  expect(rows[0]).toMatch(/,"Others in “Tom”","40","40","","","","",""$/)
  expect(rows[1]).toMatch(/,"Others in “Tom”","0.5","40","0.4","0.6","-0.25","-0.5","0.1"$/)
  expect(rows[2]).toMatch(/,"","","","","","","",""$/)
})

it('says of what is held against a part of itself what all others are, whose difference it is', () => {
  const comparison = {
    against: 'part',
    name: 'Tom',
    value: 0.5,
    n: 40,
    interval: [0.4, 0.6],
    rest: { value: 0.2, n: 80, interval: [0.1, 0.3] },
    difference: { value: -0.3, interval: [-0.5, -0.1], isReal: true },
  } as const
  const readings = journeyReadings({
    kind: 'element',
    datasetId: 'd1',
    elementId: 'a',
    cases: reading({ value: 120, n: 120, comparison: { ...comparison, value: 40, rest: { value: 80, n: 80 } } }),
    conversion: reading({ value: 0.3, unit: 'share', n: 120, comparison }),
    dropOff: reading({ value: 0.7, unit: 'share', n: 120 }),
  })
  const [head, ...rows] = linesOf(readingsCsv(readings, new Map([['a', { kind: 'stage', name: 'Aware' }]])))
  expect(head).toMatch(/,"high99.7","value outside","n outside","low95 outside","high95 outside"$/)
  expect(rows[0]).toMatch(/,"80","80","",""$/)
  expect(rows[1]).toMatch(/,"In “Tom”","0.5","40","0.4","0.6","-0.3","-0.5","-0.1","0.2","80","0.1","0.3"$/)
  for (const row of rows) expect(row.split('","')).toHaveLength(head?.split('","').length ?? 0)
})
