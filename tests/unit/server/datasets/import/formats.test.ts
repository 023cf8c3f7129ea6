import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { gzipSync } from 'node:zlib'
import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { dateStyleOf, serialToText } from '#server/datasets/import/cell-dates.ts'
import { createLogHandlers, type LogEvent } from '#server/datasets/import/event-log-events.ts'
import { openTable } from '#server/datasets/import/open-table.ts'
import type { SourceTable } from '#server/datasets/import/source-table.ts'
import { createXmlReader } from '#server/datasets/import/xml-events.ts'
import { structFields } from '#server/duckdb/parquet-file.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { workbookOf, zipOf } from '#tests/support/zip-file.ts'

const { signal } = new AbortController()

async function opened(bytes: Buffer | string, fileName = 'file', sheet: string | null = null) {
  const file = path.join(await temporaryFolder(), 'upload')
  await writeFile(file, bytes)
  return openTable({ files: [{ path: file, fileName }], sheet, signal })
}

/** Everything that a table gives, and nothing left behind. */
async function tableOf(bytes: Buffer | string, fileName = 'file', sheet: string | null = null) {
  const result = await opened(bytes, fileName, sheet)
  if (!result.ok) throw new Error(`${result.reason}: ${result.detail}`)
  return { table: result.value, ...(await contentOf(result.value)) }
}

async function contentOf(table: SourceTable) {
  const rows: (readonly string[])[] = []
  const lines: number[] = []
  for await (const { records } of table.read(signal)) {
    for (const { fields, line } of records) {
      rows.push(fields)
      lines.push(line)
    }
  }
  await table.close()
  return { names: table.columns.map(({ name }) => name), rows, lines }
}

const DAYS = { 'day-2.csv': 'u,e\nb,2\n', 'day-10.csv': 'e,u\n10,c\n', 'day-1.csv': 'u,e\na,1\n' }

test('files of one archive are read as one table, by day, whatever the order of their columns', async () => {
  const { table, names, rows } = await tableOf(
    zipOf({ ...DAYS, '__MACOSX/._day-1.csv': 'junk', 'README.txt': 'About these files' }),
  )
  expect(table.parts).toEqual(['day-1.csv', 'day-2.csv', 'day-10.csv'])
  expect(names).toEqual(['u', 'e'])
  expect(rows).toEqual([
    ['a', '1'],
    ['b', '2'],
    ['c', '10'],
  ])
})

test('an archive of gzipped JSON, a gzipped workbook and an archive with one workbook are unpacked', async () => {
  const json = await tableOf(
    zipOf({ '1.json.gz': gzipSync('{"a":1}\n{"a":2}\n'), '2.json.gz': gzipSync('{"a":3,"b":4}\n') }),
  )
  expect(json.names).toEqual(['a', 'b'])
  expect(json.rows).toEqual([
    ['1', ''],
    ['2', ''],
    ['3', '4'],
  ])
  const workbook = workbookOf([
    {
      name: 'Data',
      rows: [
        ['a', 'b'],
        ['x', 1],
      ],
    },
  ])
  for (const packed of [gzipSync(workbook), zipOf({ 'folder/book.xlsx': workbook })]) {
    expect((await tableOf(packed)).rows).toEqual([['x', '1']])
  }
})

test.each<[string, () => Buffer | string, string]>([
  ['tables of different shape', () => zipOf({ 'a.csv': 'u,e\n1,2\n', 'b.csv': 'x,y,z\n1,2,3\n' }), 'files-not-alike'],
  ['an archive in an archive', () => zipOf({ 'a.zip': zipOf(DAYS) }), 'archive-not-readable'],
  ['a gzip bomb', () => gzipSync(Buffer.alloc(20 * 1024 ** 2, 'a')), 'file-unpacks-too-far'],
  ['a ZIP bomb', () => zipOf({ 'a.csv': Buffer.alloc(20 * 1024 ** 2, 'a') }), 'file-unpacks-too-far'],
  [
    'a ZIP bomb that lies about its size',
    () => zipOf({ 'a.csv': Buffer.alloc(20 * 1024 ** 2, 'a') }, 10),
    'file-damaged',
  ],
  ['half an archive', () => zipOf(DAYS).subarray(0, 150), 'file-damaged'],
  [
    'a workbook that is a bomb',
    () => workbookOf([{ name: 'A', rows: [['a'], ['x'.repeat(20 * 1024 ** 2)]] }]),
    'file-unpacks-too-far',
  ],
  ['entities', () => '<?xml version="1.0"?><!DOCTYPE log [<!ENTITY a "aaa">]><log>&a;</log>', 'xml-with-entities'],
  ['XML that is no log', () => '<?xml version="1.0"?><rss><item/></rss>', 'file-not-supported'],
  [
    'XML with events that say nothing',
    () => '<?xml version="1.0"?><rows><event><user>a</user></event></rows>',
    'file-not-supported',
  ],
  ['a file that is packed twice', () => gzipSync(gzipSync('a,b\n1,2\n')), 'file-not-supported'],
  ['a table of absurd width', () => `${'a^'.repeat(3_000)}b\n${'1^'.repeat(3_000)}2\n`, 'too-many-columns'],
  ['an OpenDocument table', () => zipOf({ mimetype: 'application/vnd', 'content.xml': '<x/>' }), 'file-not-supported'],
  [
    'a Word document',
    () => zipOf({ '[Content_Types].xml': '<x/>', 'word/document.xml': '<x/>' }),
    'file-not-supported',
  ],
  ['a damaged Parquet file', () => `PAR1${'x'.repeat(100)}PAR1`, 'file-damaged'],
  ['JSON without a record', () => '[]', 'file-empty'],
])('%s: refused in words', async (_, bytes, code) => {
  const result = await opened(bytes())
  expect(result.ok ? 'read' : result.reason).toBe(code)
})

test('of a workbook the first sheet in sight with a table is read, or the one that is asked for', async () => {
  const bytes = workbookOf([
    { name: 'Cover', rows: [['Report']] },
    {
      name: 'Secret',
      state: 'hidden',
      rows: [
        ['a', 'b'],
        ['1', '2'],
      ],
    },
    {
      name: 'Events',
      rows: [['Title of this'], [], ['customer', 'event', 'value'], ['007', 'x & y', 1.5], [], ['c2', 'z', null]],
    },
  ])
  const { table, names, rows, lines } = await tableOf(bytes)
  expect(table.sheet).toBe('Events')
  expect(table.sheets).toEqual([
    { name: 'Cover', isHidden: false },
    { name: 'Secret', isHidden: true },
    { name: 'Events', isHidden: false },
  ])
  expect(names).toEqual(['customer', 'event', 'value'])
  expect(rows).toEqual([
    ['007', 'x & y', '1.5'],
    ['c2', 'z', ''],
  ])
  expect(lines).toEqual([4, 6])
  expect((await tableOf(bytes, 'x', 'Secret')).rows).toEqual([['1', '2']])
  const missing = await opened(bytes, 'x', 'Nowhere')
  expect(missing.ok ? 'read' : missing.reason).toBe('sheet-not-found')
  const folder = await temporaryFolder()
  const files = ['May', 'June'].map((month) => ({ path: path.join(folder, month), fileName: `${month}.xlsx` }))
  for (const { path: file, fileName } of files) {
    await writeFile(
      file,
      workbookOf([
        {
          name: fileName,
          rows: [
            ['id', 'what'],
            ['a', fileName],
          ],
        },
      ]),
    )
  }
  const months = await openTable({ files, sheet: 'May.xlsx', signal })
  if (!months.ok) throw new Error(months.reason)
  expect((await contentOf(months.value)).rows).toEqual([
    ['a', 'May.xlsx'],
    ['a', 'June.xlsx'],
  ])
})

test('dates are told from numbers by their format, in both ways of counting days', async () => {
  const cell = (style: number, value: number) => ({ xml: `<c s="${style}"><v>${value}</v></c>` })
  const rows = [
    ['id', 'd', 't', 'own', 'n'],
    ['a', cell(1, 45_717), cell(2, 45_717.416666666664), cell(3, 45_717.5), 45_717],
  ]
  expect((await tableOf(workbookOf([{ name: 'A', rows }]))).rows).toEqual([
    ['a', '2025-03-01', '2025-03-01 10:00:00', '2025-03-01 12:00:00', '45717'],
  ])
  const later = await tableOf(workbookOf([{ name: 'A', rows }], { from1904: true }))
  expect(later.rows[0]?.[1]).toBe('2029-03-02')
  expect([1, 59, 60, 61, 0.5].map((serial) => serialToText(serial, false))).toEqual([
    '1900-01-01',
    '1900-02-28',
    '1900-02-29',
    '1900-03-01',
    '12:00:00.000',
  ])
  expect([
    dateStyleOf(164, '0.00'),
    dateStyleOf(164, '[Red]0;"day"0'),
    dateStyleOf(164, 'mmm yy'),
    dateStyleOf(45),
  ]).toEqual([null, null, 'date', 'time'])
})

test('formulas are not computed but counted, errors are empty cells', async () => {
  const rows = [
    ['id', 'what', 'n'],
    ['a', { xml: '<c t="str"><f>WEBSERVICE("http://x")</f><v>kept</v></c>' }, { xml: '<c t="e"><v>#DIV/0!</v></c>' }],
  ]
  const { table, rows: read } = await tableOf(workbookOf([{ name: 'A', rows }]))
  expect(read).toEqual([['a', 'kept', '']])
  expect([...table.noticed]).toEqual([
    ['formula_cell', 1],
    ['error_cell', 1],
  ])
})

const LOG = `<?xml version="1.0" encoding="UTF-8"?><!-- a log --><log xes.version="1.0">
  <global scope="event"><string key="concept:name" value="UNKNOWN"/><date key="time:timestamp" value="1970-01-01T00:00:00Z"/></global>
  <classifier name="Activity" keys="concept:name"/><string key="concept:name" value="of the log"/>
  <trace><string key="concept:name" value="c&amp;1"/><int key="AMOUNT" value="5"><string key="unit" value="EUR"/></int>
    <event><string key="concept:name" value="a"/><date key="time:timestamp" value="2025-03-01T10:00:00.000+01:00"/>
      <list key="tags"><values><string key="tag" value="x"/><string key="tag" value="y"/></values></list></event>
    <event><date key="time:timestamp" value="2025-03-01T11:00:00Z"/><string key="late" value="1"/></event></trace>
  <trace/><event><string key="concept:name" value="outside"/></event></log>`

test('an event log becomes a row an event: traces, nested attributes, lists, defaults, events outside', async () => {
  const { names, rows, table } = await tableOf(LOG)
  expect(names).toEqual([
    'case:concept:name',
    'case:AMOUNT',
    'case:AMOUNT.unit',
    'concept:name',
    'time:timestamp',
    'tags.tag',
    'late',
  ])
  expect(rows).toEqual([
    ['c&1', '5', 'EUR', 'a', '2025-03-01T10:00:00.000+01:00', 'x, y', ''],
    ['c&1', '5', 'EUR', 'UNKNOWN', '2025-03-01T11:00:00Z', '', '1'],
    ['', '', '', 'outside', '', '', ''],
  ])
  expect(table.fault()).toBeNull()
  const cut = await tableOf(LOG.slice(0, LOG.indexOf('<trace/>')))
  expect(cut.table.fault()).toBe('truncated')
  expect(cut.rows).toHaveLength(2)
})

test('wherever XML is cut into pieces, the same events come out', () => {
  const eventsOf = (cuts: readonly number[]): LogEvent[] => {
    const found: LogEvent[] = []
    const reader = createXmlReader(createLogHandlers((event) => found.push(event)))
    let from = 0
    for (const cut of [...cuts].sort((a, b) => a - b)) {
      reader.push(LOG.slice(from, cut))
      from = cut
    }
    reader.push(LOG.slice(from))
    expect(reader.end()).toBeNull()
    return found
  }
  const whole = eventsOf([])
  fc.assert(
    fc.property(fc.uniqueArray(fc.integer({ min: 0, max: LOG.length }), { maxLength: 20 }), (cuts) => {
      expect(eventsOf(cuts)).toEqual(whole)
    }),
  )
  expect(eventsOf(Array.from({ length: LOG.length }, (_, index) => index))).toEqual(whole)
})

test('structs of a Parquet file are taken apart by their type', () => {
  expect(structFields('STRUCT(a INTEGER, "b ""c" STRUCT(d VARCHAR, e DECIMAL(18,3)), f INTEGER[])')).toEqual([
    ['a', 'INTEGER'],
    ['b "c', 'STRUCT(d VARCHAR, e DECIMAL(18,3))'],
    ['f', 'INTEGER[]'],
  ])
  expect(structFields('STRUCT(a INTEGER)[]')).toBeNull()
})

test('of an event log without names of traces each trace is a case, by its place', async () => {
  const event = (name: string) => `<event><string key="concept:name" value="${name}"/></event>`
  const log = `<log>${event('x')}<trace>${event('a')}${event('b')}</trace><trace><int key="age" value="7"/>${event('c')}</trace></log>`
  const { names, rows } = await tableOf(log)
  expect(names).toEqual(['case:trace number', 'case:age', 'concept:name'])
  expect(rows).toEqual([
    ['', '', 'x'],
    ['1', '', 'a'],
    ['1', '', 'b'],
    ['2', '7', 'c'],
  ])
})

test('of several lists in a JSON object the longest is read, and what the others hold is told', async () => {
  const events = Array.from({ length: 5 }, (_, index) => ({ user: `u${index}`, event: 'visit' }))
  const { table, rows } = await tableOf(JSON.stringify({ pages: [{ page: 1 }, { page: 2 }], data: { events } }))
  expect(rows).toEqual(events.map(({ user, event }) => [user, event]))
  expect([...table.noticed]).toEqual([['other_lists', 2]])
  expect([...(await tableOf(JSON.stringify({ data: { events } }))).table.noticed]).toEqual([])
})

test('a table of columns between blanks is read, and where they lie says which value is missing', async () => {
  const text = 'id    time        what\nc1    2025-03-01  a b\nc2                x\n'.concat(
    ...Array.from({ length: 30 }, (_, index) => `c${index}    2025-03-02  visit\n`),
  )
  const { table, names, rows } = await tableOf(text)
  expect(names).toEqual(['id', 'time', 'what'])
  expect(rows.slice(0, 3)).toEqual([
    ['c1', '2025-03-01', 'a b'],
    ['c2', '', 'x'],
    ['c0', '2025-03-02', 'visit'],
  ])
  await table.close()
})

test('of a sheet with two rows of headings, the upper one with gaps, both name the columns', async () => {
  const days = Array.from({ length: 6 }, (_, index) => [`c${index}`, 'a', `2025-03-0${index + 1}`, index])
  const bytes = workbookOf([
    { name: 'A', rows: [['Customer', null, 'Event', null], ['id', 'segment', 'time', 'value'], ...days] },
  ])
  const { names, rows, lines } = await tableOf(bytes)
  expect(names).toEqual(['Customer id', 'Customer segment', 'Event time', 'Event value'])
  expect(rows[0]).toEqual(['c0', 'a', '2025-03-01', '0'])
  expect(lines[0]).toBe(3)
})

test('a day in one column and a time in another are offered together, in every row as it stands', async () => {
  const text =
    'Kunde;Datum;Uhrzeit;Ereignis\na;01.03.2025;08:05;x\nb;02.03.2025;;y\nc;;09:00;z\nd;03.03.2025;10:00:30\n'
  const { names, rows } = await tableOf(text)
  expect(names).toEqual(['Datum + Uhrzeit', 'Kunde', 'Datum', 'Uhrzeit', 'Ereignis'])
  expect(rows).toEqual([
    ['01.03.2025 08:05', 'a', '01.03.2025', '08:05', 'x'],
    ['02.03.2025', 'b', '02.03.2025', '', 'y'],
    ['', 'c', '', '09:00', 'z'],
    ['03.03.2025 10:00:30', 'd', '03.03.2025', '10:00:30'],
  ])
})

test.each([
  ['start_date,start_time,end_date,end_time\n2025-03-01,8:00 AM,2025-03-02,9:00 PM\n', 'start_date + start_time'],
  // A time that has its day, one that is a length, and two days for one time.
  ['date,time,what\n2025-03-01,2025-03-01 10:00,x\n', 'date'],
  ['date,handling_time,what\n2025-03-01,340,x\n', 'date'],
  ['birth_date,order_date,time\n1980-01-01,2025-03-01,10:00\n', 'birth_date'],
])('of %j the first column is %s', async (text, name) => {
  expect((await tableOf(text)).names[0]).toBe(name)
})

test('a cell that is merged over rows says the same for each of them, and nothing beyond', async () => {
  const bytes = workbookOf([
    {
      name: 'A',
      rows: [
        ['Events of March', null, null],
        ['customer', 'event', 'value'],
        ['c1', 'visit', 1],
        [null, 'buy', 2],
        [null, null, 3],
        ['c2', 'visit', 4],
        [null, 'lost', 5],
      ],
      merged: ['A1:C1', 'A3:A5', 'B4:B5'],
    },
  ])
  const { rows } = await tableOf(bytes)
  expect(rows).toEqual([
    ['c1', 'visit', '1'],
    ['c1', 'buy', '2'],
    ['c1', 'buy', '3'],
    ['c2', 'visit', '4'],
    ['', 'lost', '5'],
  ])
})

test('blanks in a heading are no columns', async () => {
  expect((await tableOf(`id,${' '.repeat(5_000)}what\n1,2\n`)).names).toEqual(['id', 'what'])
})

/** As a CSV field. */
const quoted = (value: unknown): string => `"${JSON.stringify(value).replaceAll('"', '""')}"`

test('JSON objects in a column of text become columns, named as nested JSON, and nothing of them is lost', async () => {
  const many = Object.fromEntries(Array.from({ length: 120 }, (_, index) => [`rare${index}`, index]))
  const text = [
    'id,properties,time',
    `a,${quoted({ plan: 'free', page: { path: '/x' }, big: 1 })},1`,
    `b,${quoted({ plan: 'pro', page: { path: '/y' } })},2`,
    'c,,3',
    `d,${quoted(many)},4`,
    'e',
    '',
  ].join('\n')
  const { names, rows } = await tableOf(text)
  expect(names.slice(0, 5)).toEqual(['id', 'properties', 'properties.plan', 'properties.page.path', 'properties.big'])
  expect(names).toHaveLength(103)
  expect(rows[0]?.slice(0, 5)).toEqual(['a', '', 'free', '/x', '1'])
  expect(rows[1]?.slice(0, 5)).toEqual(['b', '', 'pro', '/y', ''])
  expect(rows[2]?.at(-1)).toBe('3')
  const rest = JSON.parse(rows[3]?.[1] ?? '') as Record<string, string>
  expect(Object.keys(rest)).toHaveLength(23)
  // A row that is too short stays so, and is told of.
  expect(rows[4]).toEqual(['e'])
})

test('the parameters of Google Analytics, a list of keys with their values, become columns', async () => {
  const parameters = (page: string, session: string) => [
    { key: 'page_location', value: { string_value: page, int_value: null } },
    { key: 'ga_session_id', value: { string_value: null, int_value: session } },
  ]
  const lines = [
    { event_name: 'page_view', event_params: parameters('/a', '17') },
    { event_name: 'scroll', event_params: parameters('/b', '18') },
  ]
  const { names, rows } = await tableOf(lines.map((line) => JSON.stringify(line)).join('\n'))
  expect(names).toEqual(['event_name', 'event_params', 'event_params.page_location', 'event_params.ga_session_id'])
  expect(rows).toEqual([
    ['page_view', '', '/a', '17'],
    ['scroll', '', '/b', '18'],
  ])
})

test('a column that is seldom JSON, or a list of other things, stays as it is', async () => {
  const text = `note,items\n${quoted({ a: 1 })},${quoted([{ sku: 1 }])}\nhello,${quoted([{ sku: 2 }])}\n`
  expect((await tableOf(text)).names).toEqual(['note', 'items'])
})

test('of JSON in a column that is hashed whole or in part nothing personal comes through', async () => {
  const file = path.join(await temporaryFolder(), 'upload')
  // The part that is personal comes only where nobody looks beforehand; one text is broken.
  const rows = Array.from({ length: 6_000 }, (_, index) =>
    quoted(index < 5_900 ? { plan: 'x' } : { plan: 'x', email: 'ada@example.org' }),
  )
  await writeFile(
    file,
    `id,properties\n${[...rows, '"{""email"": ""ada@example.org"'].map((cell) => `1,${cell}\n`).join('')}`,
  )
  for (const columns of [['properties'], ['properties.email']]) {
    const files = [{ path: file, fileName: 'x.csv' }]
    const table = await openTable({ files, sheet: null, signal, personal: { columns, key: 'ab'.repeat(32) } })
    if (!table.ok) throw new Error(table.detail)
    const { names, rows: read } = await contentOf(table.value)
    expect(names).toEqual(
      columns[0] === 'properties' ? ['id', 'properties'] : ['id', 'properties', 'properties.plan', 'properties.email'],
    )
    expect(JSON.stringify(read)).not.toContain('ada@')
    expect(read[5_950]?.at(-1)).toMatch(/^[\da-f]{32}$/)
  }
})

test.each([
  ['="007",="1",a', ['007', '1', 'a']],
  ['"=""007""","=""1""",a', ['007', '1', 'a']],
  ['="007",=1+1,"see <a href=""x"">"', ['007', '=1+1', 'see <a href="x">']],
])('what keeps the zeros of %s for a spreadsheet is no part of the value', async (row, fields) => {
  const { rows } = await tableOf(`id,number,note\n${row}\n${row}\n`)
  expect(rows).toEqual([fields, fields])
})
