import { access, readdir, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import type { Datasets } from '#server/datasets/datasets.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import { rejectsCsv } from '#server/datasets/rejects-csv.ts'
import { datasetMapping, type RejectItem } from '#shared/contract/rest/datasets.ts'
import { jobEnded, mapped, PLAIN_MAPPING, startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

// Engines are started, killed and started again here.
vi.setConfig({ testTimeout: 60_000 })

const HEADER = 'customer_id,timestamp,event,channel,value,plan'
const row = (index: number, more = 'free'): string =>
  `c${index % 7},2025-03-01T10:00:${String(index % 60).padStart(2, '0')}Z,visit ${index % 3},web,${index},${more}`
const csv = (count: number): string => [HEADER, ...Array.from({ length: count }, (_, index) => row(index))].join('\n')
const live = (id: string, more: object = {}) => ({ index: 0, raw: { case: id, event: 'live', ...more } })

test('a file becomes a dataset with its values', async () => {
  const { datasets } = await startDatasets()
  const changed: string[] = []
  datasets.onChanged((id) => changed.push(id))
  const profiled = await uploaded(datasets, { name: 'visits.csv', text: csv(100) })
  expect(profiled).toMatchObject({ name: 'visits.csv', state: 'mapping-needed', events: 0 })
  expect(await datasets.table(profiled.id)).toBeUndefined()
  const { dataset, job } = await mapped(datasets, profiled.id, PLAIN_MAPPING)
  expect(job).toMatchObject({ kind: 'import', state: 'done', progress: 1, rows: 100, error: null })
  expect(dataset).toMatchObject({
    state: 'ready',
    events: 100,
    cases: 7,
    firstEventAt: Date.UTC(2025, 2, 1, 10),
    channels: [{ value: 'web', events: 100 }],
    fields: [{ name: 'plan', distinct: 1, values: [{ value: 'free', events: 100 }] }],
  })
  expect(dataset.eventNames[0]).toEqual({ event: 'visit 0', events: 34, cases: 7 })
  expect(changed).toEqual([dataset.id])
  expect(await datasets.table(dataset.id)).toMatchObject({ table: eventsTableName(dataset.id), fields: ['plan'] })
  expect(await datasets.freshness(dataset.id)).toMatchObject({ events: 100, cases: 7, name: 'visits.csv' })
  expect((await datasets.list()).map(({ id }) => id)).toEqual([dataset.id])
})

test('a mapping that does not fit is refused at once, and says why', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: csv(3) })
  const refusals = [
    { ...PLAIN_MAPPING, case: 'nobody' },
    { ...PLAIN_MAPPING, event: 'customer_id' },
    { ...PLAIN_MAPPING, timezone: 'Mars/Olympus' },
  ]
  for (const mapping of refusals) expect((await mapped(datasets, id, mapping)).refusal).toBe('mapping-not-valid')
  expect(await datasets.get(id)).toMatchObject({ state: 'mapping-needed' })
})

test('a file none of whose rows is an event fails and keeps the reasons', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, {
    name: 'a.csv',
    text: `${HEADER}\n,2025-03-01T10:00:00Z,visit,web,1,\nc1,soon,visit,web,1,`,
  })
  const { dataset, refusal } = await mapped(datasets, id, PLAIN_MAPPING)
  expect(refusal).toBe('no-events')
  expect(dataset).toMatchObject({
    state: 'failed',
    events: 0,
    result: { records: 2, accepted: 0, rejectedBy: { missing_case: 1, bad_timestamp: 1 } },
  })
  const lines: unknown[] = []
  for await (const reject of datasets.rejects(id)) lines.push([reject.line, reject.reason])
  expect(lines).toEqual([
    [2, 'missing_case'],
    [3, 'bad_timestamp'],
  ])
})

test('mapped anew, the rows are replaced and live events stay', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: csv(10) })
  await mapped(datasets, id, PLAIN_MAPPING)
  await datasets.ingest(id, [live('new', { attributes: { plan: 'paid', source: 'app' } })])
  await mapped(datasets, id, { ...PLAIN_MAPPING, channel: null, ignore: ['plan'] })
  expect((await datasets.table(id))?.fields).toEqual(['channel', 'plan', 'source'])
  const rows = await engine.query(`SELECT case_id, a0, a1, a2 FROM ${eventsTableName(id)} ORDER BY seq DESC LIMIT 2`)
  expect(rows).toEqual([
    { case_id: 'new', a0: null, a1: 'paid', a2: 'app' },
    { case_id: 'c2', a0: 'web', a1: null, a2: null },
  ])
  // A mapping that finds no event leaves everything as it was.
  const { refusal, dataset } = await mapped(datasets, id, { ...PLAIN_MAPPING, timestamp: 'event', event: 'timestamp' })
  expect(refusal).toBe('no-events')
  expect(dataset).toMatchObject({ state: 'ready', events: 11 })
})

test('live events go on, and stay, while a file is read', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: csv(60_000) })
  await mapped(datasets, id, PLAIN_MAPPING)
  const again = await datasets.map(id, datasetMapping.parse(PLAIN_MAPPING))
  if (!again.ok) throw new Error(again.reason)
  let sent = 0
  const state = { isRunning: true }
  const job = jobEnded(datasets, again.value).then(() => (state.isRunning = false))
  while (state.isRunning) {
    const answer = await datasets.ingest(id, [live(`live ${sent}`)])
    if (answer.ok) sent++
  }
  await job
  expect(sent).toBeGreaterThan(3)
  expect(await datasets.get(id)).toMatchObject({ state: 'ready', events: 60_000 + sent, cases: 7 + sent })
})

test('an import that a restart cut off is taken up again from the kept file', async () => {
  const folder = await temporaryFolder()
  const first = await startDatasets(folder)
  const { id } = await uploaded(first.datasets, { name: 'a.csv', text: csv(80_000) })
  const started = await first.datasets.map(id, datasetMapping.parse(PLAIN_MAPPING))
  if (!started.ok) throw new Error(started.reason)
  await expect
    .poll(async () => (await first.datasets.job(started.value))?.rows, { interval: 5, timeout: 15_000 })
    .toBeGreaterThan(0)
  await first.close()
  await writeFile(path.join(folder, 'uploads', 'half-sent'), 'id,ti')
  const second = await startDatasets(folder)
  await expect.poll(async () => (await second.datasets.get(id))?.state, { interval: 20, timeout: 30_000 }).toBe('ready')
  expect(await second.datasets.get(id)).toMatchObject({ error: null, events: 80_000 })
  expect(await second.datasets.job(started.value)).toMatchObject({
    state: 'failed',
    error: { code: 'import-interrupted' },
  })
  await expect(access(path.join(folder, 'uploads', 'half-sent'))).rejects.toThrow('ENOENT')
  const left = await second.engine.query(
    "SELECT 1 FROM information_schema.tables WHERE starts_with(table_name, 'staging_')",
  )
  expect(left).toEqual([])
  expect((await mapped(second.datasets, id, PLAIN_MAPPING)).dataset).toMatchObject({ state: 'ready', events: 80_000 })
})

test('an engine that dies during an import leaves the dataset as it was', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: csv(80_000) })
  const started = await datasets.map(id, datasetMapping.parse(PLAIN_MAPPING))
  if (!started.ok) throw new Error(started.reason)
  await expect
    .poll(async () => (await datasets.job(started.value))?.rows, { interval: 5, timeout: 15_000 })
    .toBeGreaterThan(0)
  process.kill(engine.processId() ?? 0, 'SIGKILL')
  expect(await jobEnded(datasets, started.value)).toMatchObject({
    state: 'failed',
    error: { code: 'import-interrupted' },
  })
  expect((await mapped(datasets, id, PLAIN_MAPPING)).dataset).toMatchObject({ state: 'ready', events: 80_000 })
})

test('live events survive an engine that dies in between, each exactly once', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await datasets.createEmpty('first', 'live')
  let stored = 0
  for (let round = 0; round < 3; round++) {
    const sending = Array.from({ length: 40 }, (_, index) => datasets.ingest(id, [live(`c${round}-${index}`)]))
    process.kill(engine.processId() ?? 0, 'SIGKILL')
    const answers = await Promise.allSettled(sending)
    stored += answers.filter((answer) => answer.status === 'fulfilled' && answer.value.ok).length
    const [counted] = await engine.query<{ events: number; cases: number }>(
      `SELECT count(*) AS events, count(DISTINCT case_id) AS cases FROM ${eventsTableName(id)}`,
    )
    expect(counted).toEqual({ events: stored, cases: stored })
  }
  expect(stored).toBe(120)
})

test('an event with an id goes in once, though the engine dies while it is stored and its sender tries again', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await datasets.createEmpty('first', 'live')
  const named = Array.from({ length: 40 }, (_, index) => ({
    index,
    raw: { id: `${index}`, case: `c${index}`, event: 'e' },
  }))
  let accepted = 0
  for (let round = 0; round < 3; round++) {
    const sending = named.map((item) => datasets.ingest(id, [{ ...item, index: 0 }]))
    process.kill(engine.processId() ?? 0, 'SIGKILL')
    for (const answer of await Promise.all(sending)) accepted += answer.ok ? answer.value.accepted : 0
  }
  expect(accepted).toBe(40)
  expect(await datasets.get(id)).toMatchObject({ events: 40, cases: 40 })
})

test('a generated dataset is filled by its statements; one that cannot be leaves nothing', async () => {
  const { datasets } = await startDatasets()
  const { id } = await datasets.createGenerated({
    workspaceId: 'first',
    name: 'made',
    fields: ['plan'],
    fill: (table) => [
      {
        sql: `INSERT INTO ${table} SELECT 'c' || range, TIMESTAMP '2025-01-01', range, 'start', 'web', NULL, NULL, 'free' FROM range(10)`,
      },
    ],
  })
  expect(await datasets.get(id)).toMatchObject({ state: 'ready', events: 10, fields: [{ name: 'plan', distinct: 1 }] })
  await expect(
    datasets.createGenerated({
      workspaceId: 'first',
      name: 'broken',
      fields: [],
      fill: () => [{ sql: 'INSERT INTO nowhere VALUES (1)' }],
    }),
  ).rejects.toThrow()
  expect(await datasets.list()).toHaveLength(1)
})

test('a deleted dataset is gone with its rows, its file and its rejects, even while it is read', async () => {
  const { datasets, engine, folder } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: csv(60_000) })
  await datasets.map(id, datasetMapping.parse(PLAIN_MAPPING))
  expect(await datasets.remove(id)).toBe(true)
  expect(await datasets.get(id)).toBeUndefined()
  expect(await datasets.remove(id)).toBe(false)
  await expect(access(path.join(folder, 'uploads', id))).rejects.toThrow('ENOENT')
  expect(
    await engine.query('SELECT table_name FROM information_schema.tables WHERE contains(table_name, $1)', [id]),
  ).toEqual([])
  for (const registry of ['dataset_tables', 'dataset_identity'])
    expect(await engine.query(`SELECT * FROM ${registry}`), registry).toEqual([])
})

test('what a spreadsheet would take for a formula is made text in the list of rejects', async () => {
  async function* rejects(): AsyncGenerator<RejectItem> {
    yield { line: 2, reason: 'bad_timestamp', detail: '@x', text: '=1+1,"a"' }
  }
  let text = ''
  for await (const piece of rejectsCsv(rejects())) text += piece
  expect(text).toBe(`\uFEFFline,reason,detail,record,file\r\n"2","bad_timestamp","'@x","'=1+1,""a""",""\r\n`)
})

test('an import that a person stops stays stopped, and can be started again', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: csv(80_000) })
  const started = await datasets.map(id, datasetMapping.parse(PLAIN_MAPPING))
  if (!started.ok) throw new Error(started.reason)
  expect(await datasets.cancel(id)).toBe(true)
  expect(await datasets.job(started.value)).toMatchObject({ state: 'failed', error: { code: 'import-cancelled' } })
  expect(await datasets.get(id)).toMatchObject({ state: 'failed', events: 0 })
  expect(await datasets.cancel(id)).toBe(false)
  expect((await mapped(datasets, id, PLAIN_MAPPING)).dataset).toMatchObject({ state: 'ready', events: 80_000 })
})

async function added(datasets: Datasets, id: string, name: string, text: string) {
  const result = await datasets.furtherFiles.add(id, {
    fileName: name,
    stream: Readable.from([Buffer.from(text)]),
    maxBytes: 1e9,
  })
  if (result.ok && result.value !== null) await jobEnded(datasets, result.value)
  return { result, dataset: await datasets.get(id) }
}

test('the next file adds its rows; the same file again, under another name, adds nothing', async () => {
  const { datasets, folder } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: csv(10) })
  await mapped(datasets, id, PLAIN_MAPPING)
  const next = csv(7).replaceAll('visit', 'call')
  expect((await added(datasets, id, 'b.csv', next)).dataset).toMatchObject({
    state: 'ready',
    events: 17,
    result: { records: 17, accepted: 17 },
    files: [{ name: 'a.csv' }, { name: 'b.csv' }],
  })
  for (const text of [csv(10), next]) {
    const again = await added(datasets, id, 'other-name.csv', text)
    expect(again.result).toEqual({ ok: true, value: null })
    expect(again.dataset).toMatchObject({ events: 17 })
  }
  expect((await mapped(datasets, id, PLAIN_MAPPING)).dataset).toMatchObject({ events: 17 })
  const odd = await added(datasets, id, 'odd.csv', 'x,y,z\n1,2,3\n')
  expect(odd.dataset).toMatchObject({ state: 'ready', events: 17, error: { code: 'file-columns-needed' } })
  expect(odd.dataset?.files).toHaveLength(2)
  await datasets.furtherFiles.remove(id, odd.dataset?.waiting?.id ?? '')
  // And the first rows that the wizard shows.
  expect(await readdir(path.join(folder, 'uploads'))).toHaveLength(3)
  await datasets.remove(id)
  expect(await readdir(path.join(folder, 'uploads'))).toEqual([])
})

test('a further file may have its columns in another order, more of them, and fewer that nobody needs', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, {
    name: 'a.csv',
    text: 'customer_id,time,event,channel,note\nc1,2025-03-01 10:00,visit,web,first\nc2,2025-03-01 11:00,visit,app,\n',
  })
  const mapping = { case: 'customer_id', timestamp: 'time', event: 'event', channel: 'channel' }
  await mapped(datasets, id, mapping)
  const more = await added(datasets, id, 'b.csv', 'Event;Plan;Customer ID;Time\nbuy;pro;c1;2025-03-02 10:00\n')
  expect(more.dataset).toMatchObject({ state: 'ready', events: 3, error: null, result: { accepted: 3, rejected: 0 } })
  expect(more.dataset?.fields.map(({ name, values }) => [name, values.map(({ value }) => value)])).toEqual([
    ['note', ['first']],
    ['Plan', ['pro']],
  ])
  const json = await added(datasets, id, 'c.json', '[{"time":"2025-03-03 10:00","event":"call","customer_id":"c3"}]')
  expect(json.dataset).toMatchObject({ events: 4, cases: 3, error: null })
  // What makes an event must be there, and it is said what is not.
  const lacking = await added(datasets, id, 'd.csv', 'kunde,time,event\nc1,2025-03-04 10:00,visit\n')
  expect(lacking.dataset).toMatchObject({ state: 'ready', events: 4, error: { code: 'file-columns-needed' } })
  expect(lacking.dataset?.error?.detail).toBe(
    '“d.csv” has no column “customer_id”, which says whose event it is. Its columns are “kunde”, “time”, “event”.',
  )
  expect(lacking.dataset?.files).toHaveLength(3)
})

test('a personal column is hashed in a further file too, though it is written another way there', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await uploaded(datasets, {
    name: 'a.csv',
    text: 'who,time,event,e-mail\nc1,2025-03-01,visit,a@b.de\n',
  })
  await mapped(datasets, id, { case: 'who', timestamp: 'time', event: 'event', personal: ['e-mail'] })
  await added(datasets, id, 'b.csv', 'Who,Time,Event,E_Mail\nc2,2025-03-02,visit,a@b.de\n')
  const mails = await engine.query<{ a0: string }>(`SELECT a0 FROM ${eventsTableName(id)}`)
  expect(mails).toHaveLength(2)
  expect(new Set(mails.map(({ a0 }) => a0)).size).toBe(1)
  expect(mails[0]?.a0).toMatch(/^[0-9a-f]{32}$/)
})

test('a file with the same columns is read like the last one; the very same file is known', async () => {
  const { datasets } = await startDatasets()
  const first = await uploaded(datasets, { name: 'a.csv', text: csv(10) })
  expect(first).toMatchObject({ savedMapping: null, sameFile: null })
  await mapped(datasets, first.id, { ...PLAIN_MAPPING, timezone: 'Europe/Berlin' })
  const second = await uploaded(datasets, { name: 'b.csv', text: csv(3) })
  expect(second.savedMapping).toMatchObject({ datasetId: first.id, mapping: { timezone: 'Europe/Berlin' } })
  expect(second.sameFile).toBeNull()
  expect((await uploaded(datasets, { name: 'c.csv', text: csv(10) })).sameFile).toEqual({ id: first.id, name: 'a.csv' })
})
