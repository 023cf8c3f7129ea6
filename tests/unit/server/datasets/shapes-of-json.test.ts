import { expect, test, vi } from 'vitest'
import { readdir } from 'node:fs/promises'
import { startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { imported, two } from '#tests/support/data-imported.ts'

// An engine is started for each file that is read.
vi.setConfig({ testTimeout: 60_000 })

const list = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index))

test('answers of a survey that lie on one line are as many cases as there are answers, in their order', async () => {
  const answers = list(30, (index) => ({
    response_id: `r${index}`,
    date: '2025-03-01',
    nps: index % 11,
    comment: `It was fine, number ${index}`,
  }))
  const { dataset, events } = await imported('answers.json', JSON.stringify({ data: answers }))
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  const found = await events()
  expect(new Set(found.map(({ who }) => who)).size).toBe(30)
  expect(found.map(({ value }) => value)).toEqual(answers.map(({ nps }) => nps))
})

test('records on one line are repetitions of each other only where they are alike, and their numbers are told', async () => {
  const record = (index: number): string =>
    `{"customer_id":"c${index % 2}","timestamp":"2025-03-01T10:00:0${index % 2}Z","event":"e${index % 2}"}`
  const text = `[${[0, 1, 0, 1].map(record).join(',')},{"customer_id":"c1","timestamp":"never","event":"e"}]`
  const { dataset, rejects } = await imported('one-line.json', text, { dropDuplicates: true })
  expect(dataset.result).toMatchObject({ accepted: 2, rejectedBy: { duplicate: 2, bad_timestamp: 1 } })
  expect(await rejects()).toEqual([
    { line: 5, reason: 'bad_timestamp' },
    { line: 3, reason: 'duplicate' },
    { line: 4, reason: 'duplicate' },
  ])
})

test('what Python writes for no number is an absent value, and in a text it is a word', async () => {
  const text = `[${list(20, (index) => `{"customer_id":"c${index % 3}","timestamp":"2025-03-${two(index + 1)}T10:00:00Z","event":"NaN, he said","amount":${['NaN', '-Infinity', '1.5'][index % 3]}}`).join(',')}]`
  const { dataset, events } = await imported('python.json', text)
  expect(dataset.result).toMatchObject({ accepted: 20, rejected: 0 })
  const found = await events()
  expect(found[0]).toMatchObject({ event: 'NaN, he said', value: null })
  expect(found[2]).toMatchObject({ value: 1.5 })
})

const record = (index: number) => ({
  customer_id: `c${index % 5}`,
  time: `2025-03-${two((index % 28) + 1)}T10:00:00Z`,
  event: `e${index % 3}`,
})
const records = list(30, record)
const names = ['customer_id', 'time', 'event'] as const

const rows = records.map((each) => names.map((name) => each[name]))
const inColumns = {
  customer_id: records.map(({ customer_id }) => customer_id),
  time: records.map(({ time }) => time),
  event: records.map(({ event }) => event),
}
/** As pandas writes a table. */
const withKeys = (columns: Readonly<Record<string, readonly unknown[]>>) =>
  Object.fromEntries(Object.entries(columns).map(([name, values]) => [name, Object.fromEntries(values.entries())]))
const named = names.map((name) => ({ name, type: 'string' }))

test.each<[how: string, text: string]>([
  ['the first row names them', JSON.stringify([names, ...rows])],
  ['a row a line', [names, ...rows].map((row) => JSON.stringify(row)).join('\n')],
  ['a list for each column', JSON.stringify(inColumns, null, 2)],
  ['a column with a key for each value', JSON.stringify(withKeys(inColumns))],
  ['a row a line, indented', JSON.stringify([names, ...rows], null, 2)],
  ['pandas, split', JSON.stringify({ columns: names, index: list(30, (index) => index), data: rows })],
  ['names after the rows', JSON.stringify({ rows, columns: names })],
  ['ClickHouse', JSON.stringify({ meta: named, data: rows, rows: 30, statistics: { elapsed: 0.1 } }, null, 1)],
  ['Elasticsearch', JSON.stringify({ columns: named, rows, cursor: 'abc' })],
  ['Snowflake', JSON.stringify({ resultSetMetaData: { numRows: 30, rowType: named }, data: rows, code: '0' })],
  ['Kusto', JSON.stringify({ tables: [{ name: 'PrimaryResult', columns: named, rows }] })],
  ['Socrata', JSON.stringify({ meta: { view: { id: 'x', columns: named } }, data: rows })],
  ['names in the first row, in an object', JSON.stringify({ status: 'ok', values: [names, ...rows] })],
])('rows of values are read where their columns have names: %s', async (_, text) => {
  const { dataset, events, profile } = await imported('rows.json', text)
  expect(profile.guess).toMatchObject({ case: 'customer_id', timestamp: 'time', event: 'event' })
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  const found = await events()
  expect(found.map(({ who }) => who).toSorted()).toEqual(records.map((each) => each.customer_id).toSorted())
})

test('columns of values are read as they are written: nothing, numbers, signs of JSON in a text, and times in milliseconds', async () => {
  const texts = ['pay, "now"\n]}', 'été 😀', 'back\\slash', '{"a": [1, 2]}']
  const text = JSON.stringify({
    customer_id: list(30, (index) => `c${index % 5}`),
    time: list(30, (index) => Date.UTC(2025, 2, 1 + (index % 28), 10)),
    event: list(30, (index) => texts[index % 4]),
    amount: list(30, (index) => (index % 2 === 0 ? index + 0.5 : null)),
  }).replaceAll('null', 'NaN')
  const { dataset, events, profile } = await imported('columns.json', text)
  expect(profile.guess).toMatchObject({ case: 'customer_id', timestamp: 'time', event: 'event' })
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0, complete: true })
  const found = await events()
  expect(new Set(found.map(({ event }) => event))).toEqual(new Set(texts))
  expect(found.filter(({ value }) => value !== null)).toHaveLength(15)
})

test('columns of values that break off are damaged, and of those that are something else nothing is left', async () => {
  const { datasets, folder } = await startDatasets()
  const cut = JSON.stringify(inColumns).slice(0, -40)
  const { error } = await uploaded(datasets, { name: 'cut.json', text: cut })
  expect(error?.code).toBe('file-damaged')
  const tagged = JSON.stringify({ tags: ['a', 'b'], more: ['c', 'd'], events: records })
  const { profile } = await uploaded(datasets, { name: 'tagged.json', text: tagged })
  expect(profile?.columns.map(({ name }) => name)).toEqual([...names])
  const kept = await readdir(folder, { recursive: true })
  expect(kept.filter((name) => name.endsWith('.unpacked'))).toEqual([])
})

test('of rows of values those are rejected that are longer than there are names, or no rows; shorter ones lack the last', async () => {
  const text = [names, ...rows, ['c1', '2025-03-02T10:00:00Z', 'e1', 'more'], { a: 1 }, ['c1', '2025-03-02T11:00:00Z']]
    .map((row) => JSON.stringify(row))
    .join('\n')
  const { dataset, rejects } = await imported('rows.json', text)
  expect(dataset.result).toMatchObject({ accepted: 30, rejectedBy: { ragged_row: 2, missing_event: 1 } })
  expect(await rejects()).toEqual([
    { line: 32, reason: 'ragged_row' },
    { line: 33, reason: 'ragged_row' },
    { line: 34, reason: 'missing_event' },
  ])
})

test.each([
  ['a line each', '\n'],
  ['one behind the other', ''],
  ['with an empty one between', '\n[]\n'],
])('lists of records that follow one another are read as one: %s', async (_, between) => {
  const pages = [records.slice(0, 10), records.slice(10)].map((page) => JSON.stringify(page)).join(between)
  const { dataset, profile } = await imported('pages.json', pages)
  expect(profile.columns.map(({ name }) => name)).toEqual(names)
  expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0, complete: true })
})

test('of lists that follow one another the last may break off', async () => {
  const [first, second] = [records.slice(0, 20), records.slice(20)].map((page) => JSON.stringify(page))
  const { dataset } = await imported('pages.json', `${first}\n${second?.slice(0, 150)}`)
  expect(dataset.result).toMatchObject({ accepted: 22, complete: false })
})

test('records with lists of lists in them stay records', async () => {
  const withPaths = records.map((each) => ({
    ...each,
    path: [
      [1, 2, 3],
      [4, 5, 6],
    ],
    tags: ['a', 'b', 'c'],
  }))
  for (const value of [withPaths, { data: withPaths }]) {
    const { dataset, profile } = await imported('paths.json', JSON.stringify(value))
    expect(profile.columns.map(({ name }) => name)).toEqual([...names, 'path', 'tags'])
    expect(dataset.result).toMatchObject({ accepted: 30, rejected: 0 })
  }
})

test.each([
  ['rows without names', rows, 'lists of values without names'],
  ['rows without names in an object', { data: rows }, 'lists of values without'],
  [
    'columns of values of other lengths',
    { ...inColumns, time: inColumns.time.slice(1) },
    'has 30 values and “time” has 29',
  ],
  [
    'columns of values with other keys',
    { ...withKeys(inColumns), time: Object.fromEntries(inColumns.time.map((value, at) => [at + 1, value])) },
    'values for different rows',
  ],
])('a table that is written as lists is refused in words: %s', async (_, value, words) => {
  const { datasets } = await startDatasets()
  const { error } = await uploaded(datasets, { name: 'lists.json', text: JSON.stringify(value) })
  expect(error?.code).toBe('file-not-json')
  expect(error?.detail).toContain(words)
})

test('of several lists in an object another one than the longest can be chosen', async () => {
  const { datasets } = await startDatasets()
  const text = JSON.stringify({
    pages: list(3, (index) => ({ id: index, at: '2025-03-01' })),
    data: { events: records },
  })
  const { id, profile } = await uploaded(datasets, { name: 'lists.json', text })
  expect(profile).toMatchObject({
    sheetsAre: 'lists',
    sheet: 'events',
    sheets: [{ name: 'pages' }, { name: 'events' }],
  })
  expect((await datasets.chooseSheet(id, 'pages')).ok).toBe(true)
  await vi.waitFor(async () => expect((await datasets.get(id))?.profile?.sheet).toBe('pages'), 20_000)
})

test('lists that are no events, and addresses of people, do not say what happened', async () => {
  const reactions = records.map(({ customer_id: user, time: ts }) => ({
    user,
    ts,
    reactions: [{ name: 'x', count: 1 }],
  }))
  const { profile } = await imported('chat.json', JSON.stringify(reactions), { eventName: 'Message' })
  expect(profile.guess.event).toBeNull()
  const learned = records.map(({ customer_id: who, time: timestamp }) => ({
    actor: { mbox: `${who}@example.com` },
    timestamp,
  }))
  const found = await imported('learned.json', JSON.stringify(learned), { eventName: 'Done' })
  expect(found.profile).toMatchObject({
    guess: { case: 'actor.mbox', event: null },
    personal: [{ column: 'actor.mbox' }],
  })
})

test('an object-centric log of the first version is refused by name', async () => {
  const { datasets } = await startDatasets()
  const { error } = await uploaded(datasets, {
    name: 'log.jsonocel',
    text: '{"ocel:global-log": {}, "ocel:events": {}}',
  })
  expect(error?.code).toBe('file-not-supported')
  expect(error?.detail).toContain('OCEL 1.0')
})

test('an object without fields is an empty file', async () => {
  await expect(imported('empty.json', '{}')).rejects.toThrow('it was not looked at')
})
