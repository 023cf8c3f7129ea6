import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test, vi } from 'vitest'
import { jobEnded, mapped, startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { imported, two } from '#tests/support/data-imported.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

// An engine is started for each file that is read.
vi.setConfig({ testTimeout: 60_000 })

const list = <Item>(count: number, item: (index: number) => Item): Item[] =>
  Array.from({ length: count }, (_, index) => item(index))

const NAMES = ['view', 'cart', 'buy'] as const
const happened = (person: number, index: number) => ({
  name: NAMES[index % 3],
  time: `2025-03-${two((person % 28) + 1)}T10:${two(index)}:00Z`,
  props: { price: index * 1.5 },
})
const people = list(20, (person) => ({
  user_id: `u${person}`,
  amount_paid: person + 0.25,
  events: list((person % 4) + 1, (index) => happened(person, index)),
}))
const COLUMNS = ['user_id', 'amount_paid', 'events.name', 'events.time', 'events.props.price']

test.each([
  ['lines', people.map((person) => JSON.stringify(person)).join('\n')],
  ['a list', JSON.stringify(people)],
  ['a list in an object', JSON.stringify({ total: 20, users: people })],
])('people with a list of what they did are one record for each of it: %s', async (_, text) => {
  const { profile, dataset, events } = await imported('people.json', text)
  expect(profile).toMatchObject({ sheetsAre: 'lists-in-records', sheet: 'events' })
  expect(profile.columns.map(({ name }) => name)).toEqual(COLUMNS)
  // What a person pays is no value of each event.
  expect(profile.guess).toMatchObject({
    case: 'user_id',
    timestamp: 'events.time',
    event: 'events.name',
    value: 'events.props.price',
  })
  expect(dataset.result).toMatchObject({ records: 50, accepted: 50, rejected: 0 })
  expect(await events()).toEqual(
    people.flatMap(({ user_id: who, events: all }) =>
      all.map(({ name: event, time, props }) => ({
        who,
        at: new Date(time).toISOString(),
        event,
        value: props.price,
      })),
    ),
  )
})

test.each([
  ['by case', Object.fromEntries(people.map(({ user_id: who, events }) => [who, events]))],
  [
    'wrapped',
    { made: { by: 'us' }, cases: Object.fromEntries(people.map(({ user_id: who, events }) => [who, events])) },
  ],
])('lists by the key of their case are the events of it: %s', async (_, text) => {
  const { profile, dataset, events } = await imported('cases.json', JSON.stringify(text))
  expect(profile.guess).toMatchObject({ case: '(key)', timestamp: 'entries.time', event: 'entries.name' })
  expect(dataset.result).toMatchObject({ records: 50, accepted: 50 })
  expect((await events())[1]).toMatchObject({ who: 'u1', event: 'view' })
})

test('lists within lists are unrolled too, and what has a list but is an event is not', async () => {
  const visits = list(12, (person) => ({
    visitor: `v${person}`,
    sessions: list(2, (day) => ({
      start: `2025-03-0${day + 1}T09:00:00Z`,
      hits: list(3, (index) => ({ page: `/p${index}`, time: `2025-03-0${day + 1}T09:0${index}:00Z` })),
    })),
  }))
  const inner = await imported('visits.json', JSON.stringify(visits))
  expect(inner.profile.guess).toMatchObject({ timestamp: 'sessions.hits.time', event: 'sessions.hits.page' })
  expect(inner.dataset.result).toMatchObject({ records: 72, accepted: 72 })
  const orders = list(40, (index) => ({
    customer_id: `c${index % 7}`,
    time: `2025-03-${two((index % 28) + 1)}T10:00:00Z`,
    event: NAMES[index % 3],
    items: list(2, (item) => ({ sku: `s${item}`, shipped_at: '2025-04-01T10:00:00Z' })),
  }))
  const outer = await imported('orders.json', JSON.stringify(orders))
  expect(outer.profile.sheets).toEqual([])
  expect(outer.dataset.result).toMatchObject({ records: 40, accepted: 40 })
})

test('properties of a person that say since when they hold are no events', async () => {
  const plan = [{ key: 'plan', value: { string_value: 'pro', set_timestamp_micros: '1740816000000000' } }]
  const opened = list(20, (index) => ({
    member: `m${index}`,
    day: '2025-03-01',
    action: 'open',
    user_properties: plan,
  }))
  const { profile, dataset } = await imported('opened.json', JSON.stringify(opened))
  expect(profile.sheets).toEqual([])
  expect(profile.columns.map(({ name }) => name)).toContain('user_properties.plan')
  expect(dataset.result).toMatchObject({ records: 20, accepted: 20 })
  const exported = opened.map(({ member, user_properties: properties }, index) => ({
    event_name: 'open',
    event_timestamp: String(1_740_816_000_000_000 + index),
    user_pseudo_id: member,
    sent: [{ at: '2025-03-01', by: 'x' }],
    user_properties: properties,
  }))
  expect((await imported('ga4.json', JSON.stringify(exported))).profile).toMatchObject({
    recognized: { shape: 'ga4' },
    sheets: [],
  })
})

test('events under keys that differ from record to record are a list, and fields that all records have are not', async () => {
  const pushed = people.map(({ events, ...person }, at) => ({
    ...person,
    log: { all: Object.fromEntries(events.map((event, index) => [`-Nk${at}${index}`, event])) },
    times: { created: { at: '2025-01-01', by: 'x' }, changed: { at: '2025-01-02', by: 'y' } },
  }))
  const { profile, dataset, events } = await imported('pushed.json', JSON.stringify(pushed))
  expect(profile.columns.map(({ name }) => name)).toEqual([
    ...COLUMNS.slice(0, 2),
    'times.created.at',
    'times.created.by',
    'times.changed.at',
    'times.changed.by',
    'log.all.(key)',
    'log.all.name',
    'log.all.time',
    'log.all.props.price',
  ])
  expect(profile.guess).toMatchObject({ case: 'user_id', timestamp: 'log.all.time', event: 'log.all.name' })
  expect(dataset.result).toMatchObject({ records: 50, accepted: 50 })
  expect((await events())[1]).toMatchObject({ who: 'u1', event: 'view' })
})

test('events under keys that count are a list, though all records have the same', async () => {
  const counted = people.map(({ user_id }, person) => ({
    user_id,
    steps: Object.fromEntries(list(3, (index) => [`step_${index + 1}`, happened(person, index)])),
  }))
  const { profile, dataset } = await imported('counted.json', JSON.stringify(counted))
  expect(profile.guess).toMatchObject({ case: 'user_id', timestamp: 'steps.time', event: 'steps.name' })
  expect(dataset.result).toMatchObject({ records: 60, accepted: 60 })
})

test('what cannot be unrolled is in sight, with the record and the entry where it stands', async () => {
  const odd = [
    ...people.slice(0, 4),
    { user_id: 'nothing', events: [] },
    { user_id: 'none', events: null },
    { user_id: 'odd', events: [5, { name: 'late' }] },
  ]
  const text = `${odd.map((person) => JSON.stringify(person)).join('\n')}\n{"broken":`
  const { datasets } = await startDatasets()
  const { id, profile } = await uploaded(datasets, { name: 'odd.ndjson', text })
  expect(profile?.sheet).toBe('events')
  const { dataset, rejects } = await imported('odd.ndjson', text)
  expect(dataset.result).toMatchObject({
    records: 15,
    accepted: 10,
    rejectedBy: { missing_timestamp: 3, not_an_object: 1, bad_json: 1 },
  })
  expect((await rejects()).map(({ reason }) => reason)).toEqual([
    'missing_timestamp',
    'missing_timestamp',
    'not_an_object',
    'missing_timestamp',
    'bad_json',
  ])
  // Somebody who wants the records themselves says so.
  const again = await datasets.chooseSheet(id, '(records)')
  expect(again.ok).toBe(true)
})

test('an object around a list that says whose events it holds is in each of them', async () => {
  const hits = list(6_000, (index) => happened(1, index % 60))
  const { profile, dataset, events } = await imported('one.json', JSON.stringify({ page: 1, user: { id: 'u7' }, hits }))
  expect(profile.columns.map(({ name }) => name)).toEqual(['user.id', 'name', 'time', 'props.price'])
  expect(profile.guess.case).toBe('user.id')
  expect(dataset.result).toMatchObject({ accepted: 6_000 })
  expect((await events()).length).toBe(6_000)
})

test('whose events they are is seen where one person did all that is looked at', async () => {
  const text = JSON.stringify(
    list(2, (person) => ({ user_id: `u${person}`, events: list(30_000, (index) => happened(1, index % 60)) })),
  )
  const { profile, dataset } = await imported('few.json', text)
  expect(profile.guess.case).toBe('user_id')
  expect(dataset.cases).toBe(2)
})

test('lists of structs in a Parquet file are unrolled, and what tells who somebody is can be hashed in them', async () => {
  const folder = await temporaryFolder()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const file = path.join(folder, 'people.parquet')
  const struct = `{'name': 'view', 'time': TIMESTAMP '2025-03-01' + INTERVAL (i * 10 + e) HOUR, 'email': 'p' || i || '@example.com'}`
  await connection.run(
    `COPY (SELECT 'u' || i AS user_id, [${struct} FOR e IN [0, 1, 2]] AS events FROM range(20) t(i)) TO '${file}' (FORMAT parquet)`,
  )
  connection.closeSync()
  instance.closeSync()
  const { profile, dataset, events } = await imported('people.parquet', await readFile(file), {
    personal: ['events.email'],
  })
  expect(profile).toMatchObject({ format: 'parquet', sheet: 'events', personal: [{ column: 'events.email' }] })
  expect(dataset.result).toMatchObject({ records: 60, accepted: 60 })
  expect((await events())[4]).toMatchObject({ who: 'u1', at: '2025-03-01T11:00:00.000Z', event: 'view' })
  const hashed = dataset.fields.find(({ name }) => name === 'events.email')
  expect(hashed?.distinct).toBe(20)
  expect(hashed?.values.some(({ value }) => value.includes('@'))).toBe(false)
})

test('records without a word of whose they are get a number each', async () => {
  const { profile, events } = await imported(
    'nameless.json',
    JSON.stringify(people.map(({ events: all }) => ({ all }))),
  )
  expect(profile.guess).toMatchObject({ case: 'case number', timestamp: 'all.time', event: 'all.name' })
  expect((await events()).slice(0, 3).map(({ who }) => who)).toEqual(['1', '2', '2'])
})

const objectLog = {
  objectTypes: [
    { name: 'order', attributes: [{ name: 'price', type: 'float' }] },
    { name: 'item', attributes: [] },
  ],
  eventTypes: [
    { name: 'place', attributes: [{ name: 'who', type: 'string' }] },
    { name: 'pack', attributes: [] },
  ],
  objects: [
    ...list(10, (order) => ({
      id: `o${order}`,
      type: 'order',
      attributes: [{ name: 'price', time: '1970-01-01T00:00:00Z', value: order }],
    })),
    ...list(30, (item) => ({ id: `i${item}`, type: 'item' })),
  ],
  events: [
    ...list(10, (order) => ({
      id: `place${order}`,
      type: 'place',
      time: `2025-03-01T10:${two(order)}:00Z`,
      attributes: [{ name: 'who', value: 'ann' }],
      relationships: [order * 3, order * 3 + 1]
        .map((item) => ({ objectId: `i${item}`, qualifier: 'item' }))
        .concat({ objectId: `o${order}`, qualifier: 'order' }),
    })),
    ...list(30, (item) => ({
      id: `pack${item}`,
      type: 'pack',
      time: `2025-03-02T10:${two(item)}:00Z`,
      attributes: [],
      relationships: [`o${Math.floor(item / 3)}`, `i${item}`].map((objectId) => ({ objectId, qualifier: 'x' })),
    })),
    { id: 'audit', type: 'audit', time: '2025-03-03T10:00:00Z', attributes: [], relationships: [] },
  ],
}

test('of a log of objects the kind is proposed that events have one of, and another one can be chosen', async () => {
  const text = JSON.stringify(objectLog)
  const { profile, dataset, events } = await imported('ocel.json', text)
  expect(profile).toMatchObject({ sheet: 'order', sheetsAre: 'kinds-of-object' })
  expect(profile.guess).toMatchObject({ case: 'case:order', timestamp: 'ocel:timestamp', event: 'ocel:activity' })
  // What has no order is in sight, and what an order costs is no value of each event.
  expect(profile.guess.value).toBeNull()
  expect(dataset.result).toMatchObject({ records: 41, accepted: 40, rejectedBy: { missing_case: 1 } })
  expect((await events())[0]).toMatchObject({ who: 'o0', event: 'place' })
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'ocel.json', text })
  expect((await datasets.chooseSheet(id, 'item')).ok).toBe(true)
  await vi.waitFor(async () => expect((await datasets.get(id))?.profile?.sheet).toBe('item'), 20_000)
  // Placing an order is an event of each of its items.
  expect((await datasets.get(id))?.profile?.columns[0]?.name).toBe('case:item')
})

test('a further file of people is unrolled as the first one, and the same one again adds nothing', async () => {
  const { datasets } = await startDatasets()
  const text = (from: number): string =>
    people
      .slice(from, from + 10)
      .map((person) => JSON.stringify(person))
      .join('\n')
  const { id, profile } = await uploaded(datasets, { name: 'a.ndjson', text: text(0) })
  if (!profile) throw new Error('it was not looked at')
  // Hashed, its copy is what is read again.
  const first = await mapped(datasets, id, { ...profile.guess, timezone: 'UTC', personal: ['user_id'] })
  const add = async (fileName: string, content: string) => {
    const stream = Readable.from([Buffer.from(content)])
    const job = await datasets.furtherFiles.add(id, { fileName, stream, maxBytes: 1e9 })
    if (!job.ok) throw new Error(job.reason)
    if (job.value !== null) await jobEnded(datasets, job.value)
    return { job: job.value, dataset: await datasets.get(id) }
  }
  const more = await add('b.ndjson', text(10))
  expect(more.dataset?.result).toMatchObject({ records: 50, accepted: 50 })
  expect(more.dataset).toMatchObject({ waiting: null, events: 50, cases: 20 })
  expect(first.dataset.events).toBeLessThan(50)
  const again = await add('c.ndjson', text(10))
  expect([again.job, again.dataset?.events]).toEqual([null, 50])
  // Its entries are not there under the names of the dataset, and it waits to be told which stand for which.
  const flat = await add('d.csv', 'user_id,time,event\nu1,2025-03-01,view\n')
  expect(flat.dataset).toMatchObject({ events: 50, waiting: { waitsFor: 'columns' } })
})
