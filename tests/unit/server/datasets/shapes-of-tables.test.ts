import { expect, test, vi } from 'vitest'
import { arePartsOfWhole } from '#server/datasets/import/parts-of-whole.ts'
import { startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { imported, rows, two } from '#tests/support/data-imported.ts'
import { workbookOf } from '#tests/support/zip-file.ts'

// An engine is started for each file that is read.
vi.setConfig({ testTimeout: 60_000 })

const HEADER = 'customer_id,time,event,amount'
const line = (index: number): string =>
  `c${index % 7},2025-03-${two((index % 28) + 1)}T10:00:00Z,e${index % 3},${index}.50`

test('rows of nothing but delimiters are no records, however many there are', async () => {
  const { profile, dataset } = await imported('blank.csv', `${HEADER}\n${rows(30, line)}${',,,\n'.repeat(200)}`)
  expect(profile.guess).toMatchObject({ case: 'customer_id', timestamp: 'time', event: 'event' })
  expect(dataset.result).toMatchObject({ records: 30, accepted: 30, rejected: 0 })
})

test('the header is found below lines that have delimiters too', async () => {
  const preamble = 'Report,Events\nPeriod,2025-03-01,2025-03-31\n\n'
  for (const above of [preamble, rows(60, (index) => `a line of title ${index}`)]) {
    const { profile, dataset } = await imported('report.csv', `${above}${HEADER}\n${rows(30, line)}`)
    expect(profile.columns.map(({ name }) => name)).toEqual(HEADER.split(','))
    expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  }
})

test('a short first row of data does not make the header of the second', async () => {
  const text = `${HEADER}\nc1,2025-03-01T10:00:00Z,e1\n${rows(30, line)}`
  expect((await imported('short.csv', text)).profile.columns.map(({ name }) => name)).toEqual(HEADER.split(','))
})

test('names of rows that have no heading of their own are a column, and move nothing', async () => {
  const { profile, dataset, events } = await imported(
    'r.csv',
    `${HEADER}\n${rows(30, (index) => `${index + 1},${line(index)}`)}`,
  )
  expect(profile.columns.map(({ name }) => name)).toEqual(['column 1', ...HEADER.split(',')])
  expect(profile.guess).toMatchObject({ case: 'customer_id', timestamp: 'time', ignore: ['column 1'] })
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  expect((await events())[1]).toMatchObject({ who: 'c1', value: 1.5 })
})

test('columns that are only counted have no row of data above them', async () => {
  const { dataset, events } = await imported('counted.csv', `0,1,2,3\n${rows(30, line)}`, { event: '2' })
  expect(dataset.result).toMatchObject({ records: 30, accepted: 30 })
  expect((await events())[0]?.at).toBe('2025-03-01T10:00:00.000Z')
})

test('the error of a cell that was saved as text is no case and no event, and what may be nobody is told', async () => {
  const who = (index: number): string => (index % 5 === 0 ? '#N/A' : index % 5 === 1 ? 'None' : `c${index % 7}`)
  const what = (index: number): string => (index === 2 ? '#REF!' : `e${index % 3}`)
  const text = `customer_id,time,event\n${rows(30, (index) => `${who(index)},2025-03-${two((index % 28) + 1)},${what(index)}`)}`
  const { profile, dataset } = await imported('errors.csv', text)
  expect(dataset.result).toMatchObject({ accepted: 23, rejectedBy: { missing_case: 6, missing_event: 1 } })
  expect(profile.warnings).toContainEqual({ warning: 'case_of_nobody', count: 6 })
})

test('dates that a spreadsheet has turned round are told of, where only those are kept whose day could be a month', async () => {
  const cell = (index: number) => {
    const day = (index % 28) + 1
    const turned = Math.floor(Date.UTC(2025, day - 1, 3) / 86_400_000) + 25_569
    return day > 12 ? `${day}/03/2025` : { xml: `<c s="1"><v>${turned}</v></c>` }
  }
  const table = (dates: typeof cell) =>
    workbookOf([
      {
        name: 'S',
        rows: [
          ['customer_id', 'time', 'event'],
          ...Array.from({ length: 40 }, (_, index) => [`c${index % 7}`, dates(index), `e${index % 3}`]),
        ],
      },
    ])
  const { profile, warnings } = await imported('turned.xlsx', table(cell))
  expect(profile.warnings.map(({ warning }) => warning)).toContain('dates_turned')
  expect(warnings['dates_turned']).toBe(24)
  // A kept date with a day that is no month says that nothing was turned.
  const right = (index: number) => (index === 5 ? { xml: '<c s="1"><v>45741</v></c>' } : cell(index))
  expect((await imported('right.xlsx', table(right))).warnings).not.toHaveProperty('dates_turned')
})

test('case numbers with more digits than a spreadsheet keeps are told of when all of them are round', async () => {
  const text = (last: (index: number) => number): string =>
    `customer_id,time,event\n${rows(30, (index) => `12345678901234${index % 7}${last(index)},2025-03-${two((index % 28) + 1)},e${index % 3}`)}`
  const names = async (file: string) => (await imported('ids.csv', file)).profile.warnings.map(({ warning }) => warning)
  expect(await names(text(() => 0))).toContain('ids_rounded')
  expect(await names(text((index) => index % 3))).not.toContain('ids_rounded')
})

test('a text in which nothing parts the values is told to be one column', async () => {
  const text = `customer:event\n${rows(30, (index) => `c${index % 7}:e${index % 3}`)}`
  const { profile } = await imported('odd.txt', text, { timestamp: 'customer:event', eventName: 'x' })
  expect(profile.warnings).toEqual([{ warning: 'one_column', count: 1 }])
})

async function errorOf(name: string, text: string | Buffer) {
  const { datasets } = await startDatasets()
  return (await uploaded(datasets, { name, text })).error
}

const RECORDS = Array.from({ length: 20 }, (_, index) => line(index).split(','))
const onSide = (headings: readonly string[] | null): string =>
  [
    ...(headings ? [headings.join(',')] : []),
    ...HEADER.split(',').map((name, field) => [name, ...RECORDS.map((record) => record[field])].join(',')),
  ]
    .map((row) => `${row}\n`)
    .join('')

test('a table with a row for each field is refused with what to do, under headings or without', async () => {
  const headings = ['field', ...RECORDS.map((_, index) => `record ${index}`)]
  for (const text of [onSide(null), onSide(headings)])
    expect(await errorOf('side.csv', text)).toMatchObject({ code: 'table-on-its-side' })
  const steps = ['Ordered', 'Paid', 'Shipped'].map(
    (step, index) => `${step},${[1, 2, 3, 4].map((day) => `2025-03-0${day + index}`).join(',')}\n`,
  )
  expect(await errorOf('steps.csv', `Step,case 1,case 2,case 3,case 4\n${steps.join('')}`)).toMatchObject({
    code: 'table-on-its-side',
  })
})

test('a wide table and one of few rows do not lie on their side', async () => {
  const wide = `order_id,ordered,paid,shipped\n${rows(3, (index) => `o${index},2025-03-0${index + 1},2025-03-1${index},2025-03-2${index}`)}`
  expect((await imported('wide.csv', wide)).profile.recognized?.shape).toBe('wide')
  expect((await imported('few.csv', `${HEADER}\n${rows(2, line)}`, { event: 'event' })).dataset.result?.accepted).toBe(
    2,
  )
})

test.each([
  ['-- a dump\n-- -- -- of a database\nCREATE TABLE events (id int);\n', 'This is a script or a dump of a database'],
  ["INSERT INTO events VALUES ('c1', '2025-03-01');\n", 'This is a script or a dump of a database'],
  ['Please log in to continue.\n', 'It is one line of text: “Please log in to continue.”.'],
  [Buffer.from('$FL2@(#) SPSS DATA FILE'), 'This is an SPSS file'],
])('what is no table at all is refused by its name: %s', async (text, words) => {
  const error = await errorOf('data.csv', text)
  expect(error?.code).toBe('file-not-supported')
  expect(error?.detail).toContain(words)
})

test('a table of a web page is refused with what to do', async () => {
  const error = await errorOf('old.xls', '<html><table><tr><td>c1</td></tr></table></html>')
  expect(error).toMatchObject({ code: 'file-looks-like-html' })
  expect(error?.detail).toContain('open it in a spreadsheet')
})

const cellsOf = (cells: readonly string[]): string => cells.map((cell) => `<td>${cell}</td>`).join('')
const page = `<table border=1><caption>March</caption>${[HEADER.split(','), ...RECORDS].map((cells) => `<tr>${cellsOf(cells)}</tr>`).join('\n')}</table>`

test.each([
  ['alone', page],
  [
    'below styles and what lays out the page',
    `<html><head><style>${'td {x: "<table>"} '.repeat(8_000)}</style></head><!-- <table> --><table><tr><td>Report<td>x</tr></table>${page}</html>`,
  ],
  ['in the page of a table', `<table><tr><td>${page}</td></tr></table>`],
  [
    'without ends, in capitals',
    page
      .replaceAll(/<\/t[dr]>/g, '')
      .toUpperCase()
      .replaceAll('CUSTOMER_ID', 'customer_id'),
  ],
])('the table of a web page is read: %s', async (_, text) => {
  const { profile, dataset, events } = await imported('export.xls', text)
  expect(profile).toMatchObject({ format: 'html', sheetsAre: 'tables' })
  expect(dataset.result).toMatchObject({ records: 20, accepted: 20, complete: true })
  expect((await events())[3]).toMatchObject({
    who: expect.stringMatching(/^c3$/i) as string,
    at: '2025-03-04T10:00:00.000Z',
    value: 3.5,
  })
})

test('cells that reach over rows say the same for each, and signs of letters are letters', async () => {
  const pairs = Array.from(
    { length: 12 },
    (_, index) =>
      `<tr><td rowspan=2>c${index}</td><td>2025-03-${two(index + 1)}</td><td>caf&eacute;&nbsp;&lt;1&gt;</td></tr><tr><td>2025-04-${two(index + 1)}</td><td>th&#233;</td></tr>`,
  ).join('')
  const { events } = await imported(
    'rows.html',
    `<table><tr>${cellsOf(['customer_id', 'time', 'event'])}</tr>${pairs}</table>`,
  )
  expect((await events()).slice(0, 2)).toEqual([
    { who: 'c0', at: '2025-03-01T00:00:00.000Z', event: 'café <1>', value: null },
    { who: 'c0', at: '2025-04-01T00:00:00.000Z', event: 'thé', value: null },
  ])
})

test('a web page that was cut is told to be, and the row that was cut is none', async () => {
  const { dataset } = await imported('cut.xls', page.slice(0, page.indexOf('c5') + 30))
  expect(dataset.result).toMatchObject({ records: 5, accepted: 5, complete: false })
})

test('pages with a table each are one table', async () => {
  const { profile, dataset } = await imported('pages.html', `<h1>One</h1>${page}<h1>Two</h1>${page}`)
  expect(profile).toMatchObject({ sheet: '*', parts: ['Table 1', 'Table 2'] })
  expect(dataset.result).toMatchObject({ accepted: 40 })
})

test('a workbook of 2003 that is one XML file is read, whose rows and cells may be skipped', async () => {
  const data = (cell: string, type = 'String'): string => `<Data ss:Type="${type}">${cell}</Data>`
  const row = ([who = '', time = '', event = '', amount = '']: readonly string[]): string =>
    `<Row><Cell>${data(who)}</Cell><Cell>${data(time.replace('Z', '.000'), 'DateTime')}</Cell>${event === 'e1' ? '' : `<Cell>${data(event)}</Cell>`}<Cell ss:Index="4">${data(amount, 'Number')}</Cell></Row>`
  const headings = HEADER.split(',').map((name) => `<Cell>${data(name)}</Cell>`)
  const sheet = (name: string): string =>
    `<Worksheet ss:Name="${name}"><Table><Row ss:Index="3">${headings.join('')}</Row>${RECORDS.map(row).join('')}</Table></Worksheet>`
  const book = `<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet">${sheet('Jan')}${sheet('Feb')}</Workbook>`
  const { profile, dataset, events, rejects } = await imported('old.xls', book)
  expect(profile).toMatchObject({ format: 'xml-sheet', sheet: '*', parts: ['Jan', 'Feb'] })
  expect(dataset.result).toMatchObject({ records: 40, accepted: 26, rejectedBy: { missing_event: 14 } })
  expect((await events())[1]).toEqual({ who: 'c2', at: '2025-03-03T10:00:00.000Z', event: 'e2', value: 2.5 })
  expect((await rejects())[0]).toEqual({ line: 5, reason: 'missing_event' })
})

test('of a workbook the sheet with times is read, though a list of names lies before it, and others are told of', async () => {
  const events = [HEADER.split(','), ...RECORDS]
  const workbook = workbookOf([
    {
      name: 'Names',
      rows: [
        ['id', 'name'],
        ['c1', 'Ann'],
        ['c2', 'Bob'],
      ],
    },
    { name: 'Events', rows: events },
    { name: 'Later', rows: events },
    { name: 'Secret', rows: events, state: 'hidden' },
  ])
  const { profile, warnings } = await imported('events.xlsx', workbook)
  expect(profile.sheet).toBe('Events')
  expect(warnings['other_sheets']).toBe(2)
  // They are not called like parts of a whole; who says that they are has them as one.
  expect(profile.sheets.map(({ name }) => name)).toEqual(['*', 'Names', 'Events', 'Later', 'Secret'])
})

test('sheets of months with the same headings are one table, whatever the order of their columns', async () => {
  const later = RECORDS.map(([who, time, event, amount]) => [event, who, amount, time?.replace('-03-', '-04-')])
  const workbook = workbookOf([
    { name: 'Summary', rows: [['About'], ['Our year']] },
    { name: 'March', rows: [HEADER.split(','), ...RECORDS] },
    {
      name: 'April',
      rows: [['event', 'Customer ID', 'amount', 'time'], ...later, ['e1', 'c1', '1', 'never']].map((row) =>
        row.map((cell) => cell ?? ''),
      ),
    },
    { name: 'May', rows: [['event', 'customer_id', 'amount', 'time']] },
    { name: 'May (2)', rows: [HEADER.split(','), ...RECORDS], state: 'hidden' },
  ])
  const { profile, dataset, events, rejects, warnings } = await imported('year.xlsx', workbook)
  expect(profile).toMatchObject({ sheet: '*', parts: ['March', 'April', 'May'] })
  expect(dataset.result).toMatchObject({ records: 41, accepted: 40 })
  expect(warnings['other_sheets']).toBe(1)
  expect((await events())[20]).toMatchObject({ who: 'c0', at: '2025-04-01T10:00:00.000Z', event: 'e0', value: 0.5 })
  expect(await rejects()).toEqual([{ line: 22, reason: 'bad_timestamp' }])
})

test.each([
  [['Jan', 'Feb'], true],
  [['janv.', 'mars'], true],
  [['Q1 2025', 'Q2 2025'], true],
  [['Sheet1', 'Sheet2'], true],
  [['Data', 'Data (2)'], false],
  [['Sheet1', 'Sheet1 (2)'], false],
  [['Raw', 'Clean'], false],
  [['Jan'], false],
])('%j are parts of a whole: %s', (names, isSo) => {
  expect(arePartsOfWhole(names)).toBe(isSo)
})

test('columns of times without headings are no steps, and who asked is not what happened', async () => {
  const times = (index: number) => [1, 2, 3].map((hour) => `2025-03-${two((index % 28) + 1)} 0${hour}:00:00`).join('\t')
  const { profile } = await imported(
    'bare.tsv',
    rows(30, (index) => `web\t${times(index)}\t${['page_view', 'struct'][index % 2]}\tid-${index}`),
    { event: 'column 5', eventName: null },
  )
  expect(profile.recognized).toBeNull()
  const tickets = rows(
    30,
    (index) => `${index},Ann ${index % 9},9${index % 9},2025-03-${two((index % 28) + 1)} 10:00,Email`,
  )
  const asked = await imported('tickets.csv', `Id,Requester,Requester id,Created at,Channel\n${tickets}`, {
    eventName: 'x',
  })
  expect(asked.profile.guess).toMatchObject({ event: null })
  const calls = rows(
    30,
    (index) => `k${index};+4917012345${index % 9};2025-03-${two((index % 28) + 1)} 10:00:00;A${index % 3}`,
  )
  const caller = await imported('calls.csv', `call_id;caller;start;queue\n${calls}`, { eventName: 'Call' })
  expect(caller.profile.guess).toMatchObject({ case: 'caller' })
})

test('headings of groups that are repeated over each of their columns stand before those', async () => {
  const groups = ['Who', 'What happened', 'What happened', 'What happened']
  const { profile } = await imported('groups.csv', `${groups.join(',')}\n${HEADER}\n${rows(30, line)}`)
  expect(profile.columns.map(({ name }) => name)).toEqual([
    'Who',
    'What happened time',
    'What happened event',
    'What happened amount',
  ])
})
