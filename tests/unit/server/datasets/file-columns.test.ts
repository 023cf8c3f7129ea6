import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import type { Datasets } from '#server/datasets/datasets.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import type { RejectItem } from '#shared/contract/rest/datasets.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { fileColumns, type FileColumnsInput } from '#shared/contract/rest/file-columns.ts'
import { jobEnded, mapped, startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

// Engines are started, killed and started again here.
vi.setConfig({ testTimeout: 60_000 })

const SHOP = `customer_id,event,ts,place,amount
c1,visit,2025-03-01 10:00:00,web,1.5
c2,visit,2025-03-01 11:00:00,app,
c1,buy,2025-03-01 12:00:00,web,1234.5
`
const MAPPING = { case: 'customer_id', timestamp: 'ts', event: 'event', channel: 'place', value: 'amount' }
/** The same customers in another system: other names, another zone, other dates and other numbers. */
const DESK = `kunde;aktion;zeit;kanal;betrag;filiale
c1;visit;02.03.2025 10:00;web;2,5;Nord
c2;visit;02.03.2025 12:00;web;;Nord
c3;call;15.03.2025 11:00;phone;1.234,5;Süd
;call;15.03.2025 12:00;phone;;Süd
`
const DESK_ROWS = DESK.trim()
  .split('\n')
  .slice(1)
  .map((line) => line.split(';'))
const SAID: FileColumnsInput = {
  columns: { customer_id: 'kunde', event: 'aktion', ts: 'zeit', place: 'kanal', amount: 'betrag' },
  timezone: 'Europe/Berlin',
}

async function started(folder?: string) {
  const open = await startDatasets(folder)
  const { datasets, engine } = open
  const { id } = await uploaded(datasets, { name: 'shop.csv', text: SHOP })
  await mapped(datasets, id, MAPPING)
  const rows = () =>
    engine.query<{ case_id: string; at: string }>(
      `SELECT case_id, event, strftime(ts, '%d %H:%M') AS at, channel, value FROM ${eventsTableName(id)} ORDER BY ts, seq`,
    )
  return { ...open, id, rows }
}

async function added(datasets: Datasets, id: string, name: string, text: string, said?: FileColumnsInput) {
  const stream = Readable.from([Buffer.from(text)])
  const columns = said && fileColumns.parse(said)
  const taken = await datasets.furtherFiles.add(id, { fileName: name, stream, maxBytes: 1e9, columns })
  if (!taken.ok) throw new Error(taken.reason)
  const job = taken.value === null ? null : await jobEnded(datasets, taken.value)
  return { job, dataset: await datasets.get(id) }
}

async function said(datasets: Datasets, id: string, columns: FileColumnsInput) {
  const waiting = (await datasets.get(id))?.waiting
  const result = await datasets.furtherFiles.nameColumns(id, waiting?.id ?? '', fileColumns.parse(columns))
  const job = result.ok ? await jobEnded(datasets, result.value) : null
  return { result, job, dataset: await datasets.get(id) }
}

const BOTH = [
  { case_id: 'c1', event: 'visit', at: '01 10:00', channel: 'web', value: 1.5 },
  { case_id: 'c2', event: 'visit', at: '01 11:00', channel: 'app', value: null },
  { case_id: 'c1', event: 'buy', at: '01 12:00', channel: 'web', value: 1234.5 },
  { case_id: 'c1', event: 'visit', at: '02 09:00', channel: 'web', value: 2.5 },
  { case_id: 'c2', event: 'visit', at: '02 11:00', channel: 'web', value: null },
  { case_id: 'c3', event: 'call', at: '15 10:00', channel: 'phone', value: 1234.5 },
]

test('a file that names its columns otherwise waits with a proposal; what is said of it makes one log of both', async () => {
  const { datasets, id, rows, folder } = await started()
  const asked = await added(datasets, id, 'desk.csv', DESK)
  expect(asked.job).toMatchObject({ state: 'failed', error: { code: 'file-columns-needed' } })
  expect(asked.job?.error?.detail).toContain('“desk.csv” has no column “customer_id”, which says whose event it is.')
  expect(asked.dataset).toMatchObject({ state: 'ready', events: 3, files: [{ name: 'shop.csv', columns: null }] })
  expect(asked.dataset?.waiting).toMatchObject({
    name: 'desk.csv',
    profile: { columns: [{ name: 'kunde' }, { name: 'aktion' }, {}, {}, {}, {}], preview: DESK_ROWS },
    proposal: { columns: SAID.columns, ignore: [], timezone: null, dateOrder: null },
    reasons: { kunde: 'It has the same values: c1, c2.', zeit: expect.any(String) },
  })
  const { job, dataset } = await said(datasets, id, SAID)
  expect(job).toMatchObject({ state: 'done', error: null })
  expect(await rows()).toEqual(BOTH)
  expect(dataset).toMatchObject({
    state: 'ready',
    error: null,
    waiting: null,
    cases: 3,
    files: [{ columns: null }, { name: 'desk.csv', columns: SAID }],
    result: {
      records: 7,
      accepted: 6,
      rejectedBy: { missing_case: 1 },
      warnings: expect.arrayContaining([{ warning: 'naive_timestamps', count: 7 }]),
    },
  })
  expect(dataset?.fields.map(({ name, values }) => [name, values.map(({ value }) => value).sort()])).toEqual([
    ['filiale', ['Nord', 'Süd']],
  ])
  const rejects: RejectItem[] = []
  for await (const reject of datasets.rejects(id)) rejects.push(reject)
  expect(rejects).toMatchObject([
    { line: 5, file: 'desk.csv', reason: 'missing_case', text: expect.stringContaining(';call;') },
  ])
  // The first rows that were shown of it are gone with the question.
  expect(await readdir(path.join(folder, 'uploads'))).toHaveLength(3)
})

test('the same file again adds nothing, and the next of the same shape is read as it was', async () => {
  const { datasets, id, rows } = await started()
  await added(datasets, id, 'desk.csv', DESK)
  // Also while it waits.
  expect((await added(datasets, id, 'again.csv', DESK)).job).toBeNull()
  await said(datasets, id, SAID)
  const again = await added(datasets, id, 'again.csv', DESK)
  expect([again.job, again.dataset?.events]).toEqual([null, 6])
  const next = await added(
    datasets,
    id,
    'desk-april.csv',
    'aktion;zeit;kunde;kanal;betrag;filiale\ncall;03.04.2025 08:00;c9;;;\ncall;30.04.2025 08:00;c9;;;\n',
  )
  expect(next.job).toMatchObject({ state: 'done' })
  expect(next.dataset).toMatchObject({ events: 8, waiting: null, files: [{}, { columns: SAID }, { columns: SAID }] })
  expect((await rows()).slice(-2).map(({ case_id, at }) => [case_id, at])).toEqual([
    ['c9', '03 06:00'],
    ['c9', '30 06:00'],
  ])
})

test('what is said of a file is kept when the dataset is mapped anew, and rows of both that are alike count once', async () => {
  const { datasets, id, rows } = await started()
  const twice = 'kunde;aktion;zeit;kanal;betrag\nc1;visit;2025-03-01 11:00:00;web;1,5\n'
  await added(datasets, id, 'desk.csv', twice, SAID)
  expect(await rows()).toHaveLength(4)
  const { dataset } = await mapped(datasets, id, { ...MAPPING, dropDuplicates: true })
  expect(dataset).toMatchObject({ events: 3, error: null, result: { rejectedBy: { duplicate: 1 } } })
})

test('an answer that cannot be is refused and changes nothing; the file can go', async () => {
  const { datasets, id, folder } = await started()
  const { dataset } = await added(datasets, id, 'desk.csv', DESK)
  const fileId = dataset?.waiting?.id ?? ''
  const { columns } = SAID
  for (const [answer, words] of [
    [{ columns: { ...columns, customer_id: 'nobody' } }, '“desk.csv” has no column “nobody”.'],
    [{ columns: { ...columns, place: 'kunde' } }, '“kunde” cannot stand for both “customer_id” and “place”.'],
    [{ columns: { ...columns, nothing: 'filiale' } }, 'The dataset has no column “nothing”.'],
    [{ columns, timezone: 'Mars/Olympus' }, '“Mars/Olympus” is no time zone.'],
    [
      { columns: { customer_id: 'kunde', event: 'aktion' } },
      '“desk.csv” has no column “ts”, which says when it happened.',
    ],
  ] as const) {
    const refused = await said(datasets, id, answer)
    expect(refused.result).toMatchObject({
      ok: false,
      reason: 'mapping-not-valid',
      detail: expect.stringContaining(words),
    })
  }
  expect(await datasets.furtherFiles.nameColumns(id, 'nofile', fileColumns.parse(SAID))).toMatchObject({
    reason: 'file-not-found',
  })
  expect(await datasets.furtherFiles.remove(id, id)).toMatchObject({ reason: 'not-ready' })
  expect(await datasets.furtherFiles.remove(id, fileId)).toEqual({ ok: true, value: null })
  expect(await datasets.get(id)).toMatchObject({ waiting: null, error: null, events: 3 })
  expect(await readdir(path.join(folder, 'uploads'))).toHaveLength(2)
})

test('dates that can be read in two ways are asked for, with what was said before', async () => {
  const { datasets, id, rows } = await started()
  await added(datasets, id, 'desk.csv', 'kunde;aktion;zeit\nc7;call;03/04/2025 10:00\n')
  const columns = { customer_id: 'kunde', event: 'aktion', ts: 'zeit' }
  const asked = await said(datasets, id, { columns })
  expect(asked.job).toMatchObject({ error: { code: 'date-order-needed', detail: '“desk.csv”: Column “zeit”.' } })
  expect(asked.dataset).toMatchObject({ state: 'ready', events: 3, waiting: { proposal: { columns } } })
  await said(datasets, id, { columns, dateOrder: 'MDY' })
  expect((await rows()).at(-1)).toMatchObject({ case_id: 'c7', at: '04 10:00' })
})

test('personal columns stay personal under their other names, and what is kept of the file is hashed', async () => {
  const { datasets, engine, folder } = await startDatasets()
  const { id } = await uploaded(datasets, {
    name: 'a.csv',
    text: 'mail,event,ts,phone\nann@x.org,visit,2025-03-01 10:00,0170\n',
  })
  await mapped(datasets, id, { case: 'mail', timestamp: 'ts', event: 'event', personal: ['mail', 'phone'] })
  const text = 'person,aktion,ts,mail,tel\nANN@x.org,call,2025-03-02 10:00,office@x.org,0171\n'
  const { dataset } = await added(datasets, id, 'b.csv', text, {
    columns: { mail: 'person', event: 'aktion', phone: 'tel' },
  })
  expect(dataset).toMatchObject({ events: 2, cases: 1, error: null })
  // Its own “mail” has to give way, and stays personal.
  expect(dataset?.fields.map(({ name }) => name)).toEqual(['phone', 'mail (2)'])
  const stored = JSON.stringify(await engine.query(`SELECT * EXCLUDE (ts) FROM ${eventsTableName(id)}`))
  const uploads = path.join(folder, 'uploads')
  const kept = (
    await Promise.all((await readdir(uploads)).map((name) => readFile(path.join(uploads, name), 'utf8')))
  ).join()
  for (const clear of ['x.org', '0170', '0171']) {
    expect(stored).not.toContain(clear)
    expect(kept).not.toContain(clear)
  }
  // From the copies it is the same once more.
  const again = await mapped(datasets, id, {
    case: 'mail',
    timestamp: 'ts',
    event: 'event',
    personal: ['mail', 'phone'],
  })
  expect(again.dataset).toMatchObject({ events: 2, cases: 1, error: null })
  expect(JSON.stringify(await engine.query(`SELECT * EXCLUDE (ts) FROM ${eventsTableName(id)}`))).toBe(stored)
})

test('names may change places, and what is left out is in no event', async () => {
  const { datasets, id, rows } = await started()
  const { dataset } = await added(
    datasets,
    id,
    'b.csv',
    'event,customer_id,ts,note\nc5,call,2025-03-09 10:00:00,secret\n',
    {
      columns: { customer_id: 'event', event: 'customer_id' },
      ignore: ['note'],
    },
  )
  expect(dataset).toMatchObject({ events: 4, fields: [] })
  expect((await rows()).at(-1)).toMatchObject({ case_id: 'c5', event: 'call' })
})

test('a file that lacks what a new mapping needs waits, and its rows stay until somebody has answered', async () => {
  const { datasets, id, rows } = await started()
  await added(datasets, id, 'desk.csv', DESK, SAID)
  const anew = { ...MAPPING, case: 'amount', value: null }
  const text = 'customer_id,event,ts\nc1,call,2025-03-20 10:00:00\n'
  await added(datasets, id, 'short.csv', text)
  expect(await rows()).toHaveLength(7)
  expect((await mapped(datasets, id, anew)).refusal).toBe('file-columns-needed')
  expect(await datasets.get(id)).toMatchObject({ state: 'ready', events: 7, waiting: { name: 'short.csv' } })
  const { result } = await said(datasets, id, { columns: { amount: 'customer_id' } })
  expect(result.ok).toBe(true)
  expect(await datasets.get(id)).toMatchObject({ waiting: null, error: null, events: 5 })
  // Without it the others are read anew, since its rows are there.
  expect((await mapped(datasets, id, { ...MAPPING, case: 'place', channel: null })).refusal).toBe('file-columns-needed')
  const fileId = (await datasets.get(id))?.waiting?.id ?? ''
  const removed = await datasets.furtherFiles.remove(id, fileId)
  if (!removed.ok || removed.value === null) throw new Error('nothing is read anew')
  expect(await jobEnded(datasets, removed.value)).toMatchObject({ state: 'done' })
  expect(await datasets.get(id)).toMatchObject({ waiting: null, error: null, files: [{}, { name: 'desk.csv' }] })
  expect((await rows()).map((row) => row.case_id)).toEqual(['web', 'app', 'web', 'web', 'web', 'phone', 'phone'])
})

test('a restart in the middle leaves a file waiting, and takes up what was answered', async () => {
  const folder = await temporaryFolder()
  const first = await started(folder)
  await added(first.datasets, first.id, 'desk.csv', DESK)
  await first.close()
  const second = await startDatasets(folder)
  const dataset = await second.datasets.get(first.id)
  expect(dataset).toMatchObject({
    state: 'ready',
    events: 3,
    waiting: { profile: { preview: DESK_ROWS } },
  })
  const answered = await second.datasets.furtherFiles.nameColumns(
    first.id,
    dataset?.waiting?.id ?? '',
    fileColumns.parse(SAID),
  )
  expect(answered.ok).toBe(true)
  await second.close()
  const third = await startDatasets(folder)
  await expect.poll(async () => (await third.datasets.get(first.id))?.state, { timeout: 30_000 }).toBe('ready')
  expect(await third.datasets.get(first.id)).toMatchObject({ events: 6, waiting: null, files: [{}, { columns: SAID }] })
})

test('a table with a time for each step takes the place of a waiting one only where the dataset has steps', async () => {
  const { datasets, id } = await started()
  const wide = [
    'order,ordered_at,packed_at,sent_at',
    ...[1, 2, 3, 4].map((n) => `o${n},2025-03-0${n} 10:00,2025-03-0${n} 11:00,2025-03-0${n} 12:00`),
  ].join('\n')
  const odd = await added(datasets, id, 'orders.csv', wide)
  expect(odd.dataset).toMatchObject({ error: { code: 'files-not-alike' }, waiting: null, files: [{}] })
  const own = await uploaded(datasets, { name: 'orders.csv', text: wide })
  await mapped(datasets, own.id, {
    case: 'order',
    steps: [
      { column: 'ordered_at', event: 'Ordered' },
      { column: 'packed_at', event: 'Packed' },
      { column: 'sent_at', event: 'Sent' },
    ],
  })
  const more = await added(
    datasets,
    own.id,
    'b.csv',
    'auftrag,bestellt,verschickt\no9,04.03.2025 10:00,20.03.2025 12:00\n',
  )
  expect(more.dataset?.waiting).toMatchObject({ name: 'b.csv' })
  const { dataset } = await said(datasets, own.id, {
    columns: { order: 'auftrag', ordered_at: 'bestellt', sent_at: 'verschickt' },
  })
  expect(dataset).toMatchObject({ events: 14, cases: 5, error: null })
})

test('what a pull brings is read as a file of its shape was said to be; before that it is refused, and does not stay', async () => {
  const { datasets, id, rows, folder } = await started()
  const bring = (text: string) =>
    datasets.bring(id, {
      pullId: 'pull',
      fileName: 'desk.csv',
      stream: Readable.from([Buffer.from(text)]),
      maxBytes: 1e9,
      mode: 'replace',
    })
  expect(await bring(DESK)).toMatchObject({ ok: false, reason: 'file-columns-needed' })
  expect(await datasets.get(id)).toMatchObject({ events: 3, waiting: null, files: [{}] })
  expect(await readdir(path.join(folder, 'uploads'))).toHaveLength(2)
  await added(datasets, id, 'desk-may.csv', `${DESK}c5;call;20.03.2025 11:00;phone;;\n`)
  await said(datasets, id, SAID)
  const day = (text: string) => `kunde;aktion;zeit;kanal;betrag;filiale\n${text};21.04.2025 10:00;phone;;\n`
  for (const what of ['c8;call', 'c9;call']) {
    expect(await bring(day(what))).toMatchObject({ ok: true, value: { outcome: 'imported' } })
    expect((await rows()).at(-1)).toMatchObject({ case_id: what.slice(0, 2), at: '21 08:00' })
    expect((await datasets.get(id))?.files.map(({ columns }) => columns !== null)).toEqual([false, true, true])
  }
})

test('a file with the same columns that proves other dates or numbers waits, and is read in its own way', async () => {
  const { datasets, id, rows, folder, close } = await started()
  const day = (text: string) => `customer_id,event,ts,place,amount\n${text}\n`
  // Nothing in the first file is written in an order; this one has the day first.
  await added(datasets, id, 'day.csv', day('c1,call,03/04/2025 10:00,phone,\nc1,call,13/04/2025 10:00,phone,'))
  const american = day('c2,call,04/05/2025 10:00,phone,\nc2,call,04/25/2025 10:00,phone,')
  const asked = await added(datasets, id, 'american.csv', american)
  expect(asked.job).toMatchObject({ state: 'failed', error: { code: 'file-columns-needed' } })
  expect(asked.job?.error?.detail).toBe(
    '“american.csv” writes its dates with the month first, and the dataset with the day first.',
  )
  expect(asked.dataset).toMatchObject({ state: 'ready', events: 5, waiting: { waitsFor: 'formats' } })
  const proposal = asked.dataset?.waiting?.proposal
  expect(proposal).toMatchObject({ columns: { customer_id: 'customer_id', ts: 'ts' }, dateOrder: 'MDY' })
  await said(datasets, id, proposal ?? { columns: {} })
  expect((await rows()).slice(-4).map(({ case_id, at }) => [case_id, at])).toEqual([
    ['c1', '03 10:00'],
    ['c2', '05 10:00'],
    ['c1', '13 10:00'],
    ['c2', '25 10:00'],
  ])
  // The next that proves the same is not asked; one that proves nothing is, since files of both kinds are there.
  const next = await added(datasets, id, 'may.csv', day('c3,call,05/27/2025 10:00,phone,'))
  expect([next.job?.state, (await rows()).at(-1)?.at]).toEqual(['done', '27 10:00'])
  const open = await added(datasets, id, 'open.csv', day('c4,call,06/07/2025 10:00,phone,'))
  expect(open.dataset).toMatchObject({ events: 8, waiting: { name: 'open.csv', profile: { dateOrderNeeded: true } } })
  await datasets.furtherFiles.remove(id, open.dataset?.waiting?.id ?? '')
  const comma = await added(datasets, id, 'comma.csv', 'customer_id;event;ts;amount\nc5;buy;2025-07-01 10:00;1.234,5\n')
  expect(comma.job?.error?.detail).toBe('“comma.csv” writes “,” before decimals, and the dataset “.”.')
  // Also after a restart it waits.
  await close()
  const again = await startDatasets(folder)
  const { dataset } = await said(
    again.datasets,
    id,
    (await again.datasets.get(id))?.waiting?.proposal ?? { columns: {} },
  )
  expect(dataset).toMatchObject({ events: 9, error: null, waiting: null })
  const [last] = await again.engine.query<{ value: number }>(
    `SELECT value FROM ${eventsTableName(id)} ORDER BY ts DESC LIMIT 1`,
  )
  expect(last?.value).toBe(1234.5)
})

test('a file in which one thing only happens is given its name, and the next of its shape has it, too', async () => {
  const { datasets, id, rows } = await started()
  const calls = 'kunde;zeit\nc1;2025-03-05 10:00\nc9;2025-03-06 10:00\n'
  expect((await added(datasets, id, 'calls.csv', calls)).dataset?.waiting).toMatchObject({ name: 'calls.csv' })
  const columns = { customer_id: 'kunde', ts: 'zeit' }
  const refused = await said(datasets, id, { columns })
  expect(refused.result).toMatchObject({ ok: false, reason: 'mapping-not-valid' })
  const { dataset } = await said(datasets, id, { columns, eventName: ' Call ' })
  expect(dataset).toMatchObject({ events: 5, error: null, files: [{}, { columns: { eventName: 'Call' } }] })
  await added(datasets, id, 'more.csv', 'kunde;zeit\nc3;2025-03-07 10:00\n')
  expect((await rows()).slice(-3)).toMatchObject([
    { case_id: 'c1', event: 'Call' },
    { case_id: 'c9', event: 'Call' },
    { case_id: 'c3', event: 'Call' },
  ])
  // Whatever the file itself calls so is left out with it; a row with too many values stays none.
  const own = 'kunde;zeit;event\nc7;2025-03-04 10:00;x\nc7;2025-03-04 11:00;x;\nc7;2025-03-04 12:00;x;too much\n'
  await added(datasets, id, 'own.csv', own, { columns, ignore: ['event'], eventName: 'Mail' })
  expect(await datasets.get(id)).toMatchObject({ events: 8, result: { rejectedBy: { ragged_row: 1 } } })
  // So it stays with the copies that take the places of the files.
  await datasets.removeCustomer(FIRST_WORKSPACE, 'c9')
  const again = await mapped(datasets, id, MAPPING)
  expect(again.dataset).toMatchObject({ events: 7, error: null, result: { rejectedBy: { ragged_row: 1 } } })
  expect((await rows()).slice(3)).toMatchObject([
    { event: 'Mail', at: '04 10:00' },
    { event: 'Mail', at: '04 11:00' },
    { event: 'Call', at: '05 10:00' },
    { event: 'Call', at: '07 10:00' },
  ])
})

test('a dataset says that it was not searched for a customer while a file of it waits', async () => {
  const { datasets, id } = await started()
  await added(datasets, id, 'desk.csv', DESK)
  expect(await datasets.findCustomer(FIRST_WORKSPACE, 'c1')).toMatchObject({
    datasets: [{ id, events: 2 }],
    notSearched: [{ id }],
  })
  await said(datasets, id, SAID)
  const removed = await datasets.removeCustomer(FIRST_WORKSPACE, 'c1')
  expect(removed).toMatchObject({ ok: true, value: { datasets: [{ id, events: 3 }], notSearched: [] } })
  // Also from the file with other names.
  expect((await mapped(datasets, id, MAPPING)).dataset).toMatchObject({ events: 3, cases: 2 })
})
