import { readdir, readFile, rename } from 'node:fs/promises'
import path from 'node:path'
import { PassThrough, Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import type { Datasets } from '#server/datasets/datasets.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import type { RunningEngine } from '#server/duckdb/start-engine.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import type { DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import { type FileColumnsInput, fileColumns } from '#shared/contract/rest/file-columns.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { jobEnded, mapped, openDatasets, startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

// Engines are started, killed and started again here.
vi.setConfig({ testTimeout: 60_000 })

const MAPPING = { case: 'id', timestamp: 'time', event: 'what' }
const JAN = 'id,time,what\nann,2025-01-05 10:00:00,visit\nann,2025-01-06 10:00:00,buy\nbob,2025-01-07 10:00:00,visit\n'
const FEB =
  'id,time,what,shop\nann,2025-01-06 10:00:00,buy,\nbob,2025-02-01 10:00:00,buy,north\ncid,2025-02-02 10:00:00,visit,south\n,2025-02-03,visit,\n'
const live = (id: string, time: string, name?: string) => ({
  index: 0,
  raw: {
    case: id,
    event: 'call',
    timestamp: time,
    ...(name !== undefined && { id: name }),
    attributes: { desk: 'one' },
  },
})

async function add(datasets: Datasets, id: string, name: string, text: string, columns?: FileColumnsInput) {
  const stream = Readable.from([Buffer.from(text)])
  const said = columns && fileColumns.parse(columns)
  const taken = await datasets.furtherFiles.add(id, { fileName: name, stream, maxBytes: 1e9, columns: said })
  if (!taken.ok) throw new Error(`${taken.reason} ${taken.detail}`)
  return taken.value === null ? null : jobEnded(datasets, taken.value)
}

async function fileCalled(datasets: Datasets, id: string, name: string): Promise<string> {
  const file = (await datasets.get(id))?.files.find((each) => each.name === name)
  if (!file) throw new Error(`no file ${name}`)
  return file.id
}

async function removed(datasets: Datasets, id: string, name: string) {
  const taken = await datasets.furtherFiles.remove(id, await fileCalled(datasets, id, name))
  if (!taken.ok || taken.value === null) throw new Error(taken.ok ? 'no job' : `${taken.reason} ${taken.detail}`)
  const job = await jobEnded(datasets, taken.value)
  return { job, dataset: await datasets.get(id) }
}

async function answered(datasets: Datasets, id: string, name: string, columns: FileColumnsInput) {
  const file = await fileCalled(datasets, id, name)
  const taken = await datasets.furtherFiles.nameColumns(id, file, fileColumns.parse(columns))
  if (!taken.ok) return { refusal: taken.reason, job: null, dataset: await datasets.get(id) }
  const job = await jobEnded(datasets, taken.value)
  return { refusal: job.error?.code ?? null, job, dataset: await datasets.get(id) }
}

const rowsOf = async (engine: RunningEngine, id: string): Promise<readonly string[]> => {
  const rows = await engine.query<{ row: string }>(
    `SELECT concat_ws(' ', case_id, strftime(ts, '%m-%d %H'), event) AS row FROM ${eventsTableName(id)} ORDER BY ts, seq`,
  )
  return rows.map(({ row }) => row)
}

/** Each case of the table of cases, with its number and start, as it is and as the events say it is. */
async function casesOf(engine: RunningEngine, id: string) {
  const table = eventsTableName(id)
  const kept = await engine.query(
    `SELECT case_id, case_no, epoch_us(first_ts) AS first FROM cases_of_${table} ORDER BY case_id`,
  )
  const said = await engine.query(
    `SELECT case_id, any_value(case_no) AS case_no, epoch_us(min(ts)) AS first FROM ${table} GROUP BY case_id ORDER BY case_id`,
  )
  return { kept, said }
}

const rejectsOf = async (datasets: Datasets, id: string): Promise<readonly string[]> => {
  const found: string[] = []
  for await (const { reason, text } of datasets.rejects(id)) found.push(`${reason} ${text}`)
  return found
}

async function ofTwo(mapping: DatasetMappingInput = MAPPING, folder?: string) {
  const open = await startDatasets(folder)
  const { datasets } = open
  const { id } = await uploaded(datasets, { name: 'jan.csv', text: JAN })
  await mapped(datasets, id, mapping)
  await add(datasets, id, 'feb.csv', FEB)
  return { ...open, id, table: eventsTableName(id) }
}

test('a file that is taken out takes its rows along, and everything that is told of them; others and live events stay', async () => {
  const { datasets, engine, id, folder, errors } = await ofTwo()
  await datasets.ingest(id, [live('cid', '2025-02-10T10:00:00Z', 'e1'), live('new', '2025-02-11T10:00:00Z')])
  expect(await datasets.get(id)).toMatchObject({ events: 8, cases: 4, result: { records: 7, rejected: 1 } })
  expect(await rejectsOf(datasets, id)).toEqual([expect.stringContaining('missing_case')])
  const feb = await fileCalled(datasets, id, 'feb.csv')
  expect(await datasets.furtherFiles.shareOf(id, feb)).toEqual({
    ok: true,
    // Cid has a live event as well, and so do not all of its cases go.
    value: { events: 3, cases: 3, onlyCases: 0, isPulled: false, isOnly: false },
  })
  const before = (await datasets.table(id))?.epoch
  const { job, dataset } = await removed(datasets, id, 'feb.csv')
  expect(job).toMatchObject({ kind: 'remove', state: 'done' })
  expect(await rowsOf(engine, id)).toEqual([
    'ann 01-05 10 visit',
    'ann 01-06 10 buy',
    'bob 01-07 10 visit',
    'cid 02-10 10 call',
    'new 02-11 10 call',
  ])
  expect(dataset).toMatchObject({
    state: 'ready',
    error: null,
    events: 5,
    cases: 4,
    lastEventAt: Date.parse('2025-02-11T10:00:00Z'),
    files: [{ name: 'jan.csv' }],
    fields: [{ name: 'desk' }],
    result: { records: 3, accepted: 3, rejected: 0 },
  })
  expect(await rejectsOf(datasets, id)).toEqual([])
  const { kept, said } = await casesOf(engine, id)
  expect(kept).toEqual(said)
  expect((await datasets.table(id))?.epoch).not.toBe(before)
  expect(await readdir(path.join(folder, 'uploads'))).toEqual([id, `${id}.samples`])
  // An event that was sent before is still known.
  const again = await datasets.ingest(id, [live('cid', '2025-02-10T10:00:00Z', 'e1')])
  expect(again).toMatchObject({ ok: true, value: { accepted: 0, duplicates: 1 } })
  // And the file can come again.
  expect(await add(datasets, id, 'feb.csv', FEB)).toMatchObject({ state: 'done' })
  expect(await datasets.get(id)).toMatchObject({ events: 8, cases: 4 })
  expect(errors).toEqual([])
})

test('a row that two files have counts once, and stays as long as one of them does', async () => {
  for (const name of ['jan.csv', 'feb.csv']) {
    const { datasets, engine, id } = await ofTwo({ ...MAPPING, ignore: ['shop'], dropDuplicates: true })
    expect(await datasets.get(id)).toMatchObject({ events: 5, result: { rejectedBy: { duplicate: 1 } } })
    const { dataset } = await removed(datasets, id, name)
    expect(dataset).toMatchObject({ events: 3, result: { accepted: 3 } })
    expect(dataset?.result?.rejectedBy).not.toHaveProperty('duplicate')
    expect(await rowsOf(engine, id)).toContain('ann 01-06 10 buy')
  }
})

test('when the first file goes the next one is the first, and all goes on: mapping, adding, naming columns', async () => {
  const { datasets, engine, id, folder } = await ofTwo()
  await add(datasets, id, 'desk.csv', 'kunde;zeit;tat\ndora;2025-03-01 10:00:00;call\n', {
    columns: { id: 'kunde', time: 'zeit', what: 'tat' },
  })
  const { dataset } = await removed(datasets, id, 'jan.csv')
  expect(dataset).toMatchObject({
    events: 4,
    files: [{ id, name: 'feb.csv' }, { name: 'desk.csv' }],
    profile: { fileName: 'feb.csv', columns: [{ name: 'id' }, { name: 'time' }, { name: 'what' }, { name: 'shop' }] },
  })
  expect(dataset?.profile?.preview[1]).toEqual(['bob', '2025-02-01 10:00:00', 'buy', 'north'])
  expect(await readFile(path.join(folder, 'uploads', id), 'utf8')).toBe(FEB)
  const share = await datasets.furtherFiles.shareOf(id, id)
  expect(share).toMatchObject({ value: { events: 3, cases: 3, onlyCases: 3 } })
  // Now the one with other names is the first.
  const last = await removed(datasets, id, 'feb.csv')
  expect(last.dataset).toMatchObject({
    events: 1,
    files: [{ id, name: 'desk.csv' }],
    profile: { columns: [{ name: 'id' }, { name: 'time' }, { name: 'what' }] },
    fields: [],
  })
  expect(await add(datasets, id, 'jan.csv', JAN)).toMatchObject({ state: 'done' })
  expect((await mapped(datasets, id, MAPPING)).dataset).toMatchObject({ events: 4, error: null })
  expect(await rowsOf(engine, id)).toContain('dora 03-01 10 call')
})

test('a dataset whose last file goes is empty, and not broken: live events stay, a file can come, its days stay', async () => {
  const { datasets, engine, folder } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'jan.csv', text: JAN })
  await mapped(datasets, id, { ...MAPPING, timezone: 'Europe/Berlin' })
  await datasets.ingest(id, [live('ann', '2025-02-10T10:00:00Z', 'e1')])
  expect(await datasets.furtherFiles.shareOf(id, id)).toEqual({
    ok: true,
    value: { events: 3, cases: 2, onlyCases: 1, isPulled: false, isOnly: true },
  })
  const { job, dataset } = await removed(datasets, id, 'jan.csv')
  expect(job).toMatchObject({ kind: 'remove', state: 'done' })
  const empty = { state: 'ready', error: null, files: [], profile: null, mapping: null, result: null }
  expect(dataset).toMatchObject({ ...empty, events: 1, cases: 1, timeZone: 'Europe/Berlin' })
  expect(await readdir(path.join(folder, 'uploads'))).toEqual([])
  expect(await rejectsOf(datasets, id)).toEqual([])
  const { kept, said } = await casesOf(engine, id)
  expect(kept).toEqual(said)
  await datasets.ingest(id, [live('ann', '2025-02-12T10:00:00Z')])
  expect(await rowsOf(engine, id)).toEqual(['ann 02-10 10 call', 'ann 02-12 10 call'])
  // What is no table leaves it as it was.
  expect(await add(datasets, id, 'nothing.csv', '')).toMatchObject({ error: { code: 'file-empty' } })
  expect(await datasets.get(id)).toMatchObject({ state: 'ready', files: [], events: 2 })
  expect(await add(datasets, id, 'feb.csv', FEB)).toMatchObject({ kind: 'profile', state: 'done' })
  expect(await datasets.get(id)).toMatchObject({ state: 'mapping-needed', events: 2, goesOnWithoutFile: true })
  // Nobody has to choose its columns.
  expect(await datasets.furtherFiles.remove(id, id)).toEqual({ ok: true, value: null })
  expect(await datasets.get(id)).toMatchObject({ ...empty, events: 2 })
  await add(datasets, id, 'feb.csv', FEB)
  // A first choice that does not do is made again.
  const wrong = await mapped(datasets, id, { ...MAPPING, timestamp: 'what', event: 'time' })
  expect(wrong).toMatchObject({ refusal: 'no-events', dataset: { state: 'mapping-needed' } })
  expect((await mapped(datasets, id, MAPPING)).dataset).toMatchObject({ state: 'ready', events: 5 })
})

test('what only the file that goes had is not missed, and what only it showed of dates and numbers still holds', async () => {
  const { datasets, engine } = await startDatasets()
  const mapping = { ...MAPPING, channel: 'where', value: 'sum', scale: null }
  // Day first and the decimal comma are shown by the first file alone.
  const text = 'id;time;what;where;sum\nann;25.03.2025;buy;web;1,5\nann;26.03.2025;buy;web;1.234,25\n'
  const { id } = await uploaded(datasets, { name: 'a.csv', text })
  await mapped(datasets, id, mapping)
  await add(datasets, id, 'b.csv', 'id;time;what;sum\nbob;02.03.2025;buy;1.100\n')
  const values = () =>
    engine.query(`SELECT value, strftime(ts, '%m-%d') AS day FROM ${eventsTableName(id)} WHERE case_id = 'bob'`)
  expect(await values()).toEqual([{ value: 1100, day: '03-02' }])
  const { dataset } = await removed(datasets, id, 'a.csv')
  expect(await values()).toEqual([{ value: 1100, day: '03-02' }])
  expect(dataset?.mapping).toMatchObject({ channel: null, value: 'sum', dateOrder: 'DMY', decimal: ',' })
  // And for what comes.
  expect(await add(datasets, id, 'c.csv', 'id;time;what;sum\ncid;04.03.2025;buy;2.200\n')).toMatchObject({
    state: 'done',
  })
  expect(await engine.query(`SELECT max(value) AS most FROM ${eventsTableName(id)}`)).toEqual([{ most: 2200 }])
})

test('a further file that is read by other answers has its rows replaced, and shows by which it was read', async () => {
  const { datasets, engine, id } = await ofTwo()
  const mixed = 'id,time,what,note\nann,03/04/2025 10:00,return,x\n'
  await add(datasets, id, 'mar.csv', mixed, { columns: {}, dateOrder: 'MDY', ignore: ['note'] })
  expect(await rowsOf(engine, id)).toContain('ann 03-04 10 return')
  const mar = await fileCalled(datasets, id, 'mar.csv')
  expect(await datasets.furtherFiles.howRead(id, mar)).toMatchObject({
    value: {
      name: 'mar.csv',
      profile: { preview: [['ann', '03/04/2025 10:00', 'return', 'x']] },
      answers: { columns: { id: 'id', time: 'time', what: 'what' }, dateOrder: 'MDY', ignore: ['note'] },
    },
  })
  const { refusal, dataset } = await answered(datasets, id, 'mar.csv', { columns: {}, dateOrder: 'DMY' })
  expect(refusal).toBeNull()
  expect(dataset).toMatchObject({ state: 'ready', events: 7, files: [{}, {}, { columns: { dateOrder: 'DMY' } }] })
  expect(await rowsOf(engine, id)).toContain('ann 04-03 10 return')
  expect(await rowsOf(engine, id)).not.toContain('ann 03-04 10 return')
  expect(dataset?.fields.map(({ name }) => name)).toContain('note')
  // Of one that was read under the names of the dataset as well.
  const feb = await answered(datasets, id, 'feb.csv', { columns: {}, timezone: 'Asia/Tokyo' })
  expect(feb.refusal).toBeNull()
  expect(await rowsOf(engine, id)).toContain('cid 02-02 01 visit')
  expect((await casesOf(engine, id)).kept).toEqual((await casesOf(engine, id)).said)
})

test('answers that do not do change nothing: rows, report, rejected rows and the answers from before stay', async () => {
  const { datasets, engine, id } = await ofTwo()
  const before = {
    rows: await rowsOf(engine, id),
    dataset: await datasets.get(id),
    rejects: await rejectsOf(datasets, id),
  }
  const isAsBefore = async (error: string | null) => {
    const now = await datasets.get(id)
    expect(now?.error?.code ?? null).toBe(error)
    const { files, mapping, result, events } = before.dataset ?? {}
    expect(now).toMatchObject({ state: 'ready', files, mapping, result, events, waiting: null })
    expect(await rowsOf(engine, id)).toEqual(before.rows)
    expect(await rejectsOf(datasets, id)).toEqual(before.rejects)
  }
  expect((await answered(datasets, id, 'feb.csv', { columns: { id: 'nobody' } })).refusal).toBe('mapping-not-valid')
  await isAsBefore(null)
  // Of all files: no row is an event by it.
  const all = await mapped(datasets, id, { ...MAPPING, timestamp: 'what', event: 'time' })
  expect(all.refusal).toBe('no-events')
  expect(all.dataset.error?.detail).toContain('bad timestamp')
  await isAsBefore('no-events')
  // What comes next is read as the rows were.
  expect(await add(datasets, id, 'mar.csv', 'id,time,what\nann,2025-03-01 10:00:00,visit\n')).toMatchObject({
    state: 'done',
  })
  expect(await datasets.get(id)).toMatchObject({ events: 7, error: null })
})

/** So many rows that one can be in the middle of reading them. */
const MANY = `id,time,what\n${Array.from({ length: 60_000 }, (_, n) => `c${n % 500},2025-01-05 10:00:00,visit`).join('\n')}\n`

async function isReading(datasets: Datasets, job: string): Promise<void> {
  await expect.poll(async () => (await datasets.job(job))?.rows, { interval: 2, timeout: 30_000 }).toBeGreaterThan(0)
}

test('an engine that dies in the middle, and a person who stops it there, leave the file and its rows where they are', async () => {
  const { datasets, engine, id } = await ofTwo()
  await add(datasets, id, 'many.csv', MANY)
  const before = (await rowsOf(engine, id)).length
  const feb = await fileCalled(datasets, id, 'feb.csv')
  const going = await datasets.furtherFiles.remove(id, feb)
  const job = (going.ok && going.value) || ''
  await isReading(datasets, job)
  expect(await datasets.get(id)).toMatchObject({ state: 'importing', events: before })
  process.kill(engine.processId() ?? 0, 'SIGKILL')
  expect(await jobEnded(datasets, job)).toMatchObject({ state: 'failed', error: { code: 'import-interrupted' } })
  expect(await rowsOf(engine, id)).toHaveLength(before)
  expect(await datasets.get(id)).toMatchObject({ state: 'ready', error: { code: 'import-interrupted' } })
  const tokyo = fileColumns.parse({ columns: {}, timezone: 'Asia/Tokyo' })
  const anew = await datasets.furtherFiles.nameColumns(id, feb, tokyo)
  const again = (anew.ok && anew.value) || ''
  await isReading(datasets, again)
  // Nothing else can be begun meanwhile.
  expect(await datasets.furtherFiles.remove(id, feb)).toMatchObject({ ok: false, reason: 'not-ready' })
  await datasets.cancel(id)
  expect(await jobEnded(datasets, again)).toMatchObject({ error: { code: 'import-cancelled' } })
  expect(await rowsOf(engine, id)).toHaveLength(before)
  // They stopped it themselves, and nothing is wrong.
  const files = [{ columns: null }, { columns: null }, { columns: null }]
  expect(await datasets.get(id)).toMatchObject({ state: 'ready', error: null, files })
})

test.each(['jan.csv', 'feb.csv'])(
  'a removal (%s) that a restart cuts off in the middle comes to its end',
  async (name) => {
    const folder = await temporaryFolder()
    const open = await openDatasets(folder)
    const { id } = await uploaded(open.datasets, { name: 'jan.csv', text: JAN })
    await mapped(open.datasets, id, MAPPING)
    await add(open.datasets, id, 'feb.csv', FEB)
    await add(open.datasets, id, 'many.csv', MANY)
    const going = await open.datasets.furtherFiles.remove(id, await fileCalled(open.datasets, id, name))
    await isReading(open.datasets, (going.ok && going.value) || '')
    await open.close()
    const { datasets } = await startDatasets(folder)
    await expect.poll(async () => (await datasets.get(id))?.state, { timeout: 30_000 }).toBe('ready')
    const left = name === 'jan.csv' ? 'feb.csv' : 'jan.csv'
    const files = [{ id, name: left }, { name: 'many.csv' }]
    expect(await datasets.get(id)).toMatchObject({ events: 60_003, error: null, files, profile: { fileName: left } })
  },
)

test('a first file whose successor has its place already, and is not known there yet, leaves all the same', async () => {
  const folder = await temporaryFolder()
  const open = await openDatasets(folder)
  const { id } = await uploaded(open.datasets, { name: 'jan.csv', text: JAN })
  await mapped(open.datasets, id, MAPPING)
  await add(open.datasets, id, 'feb.csv', FEB)
  const feb = await fileCalled(open.datasets, id, 'feb.csv')
  const mapping = (await open.datasets.get(id))?.mapping
  await open.close()
  // As the server leaves it when it ends between the two.
  const database = await openDatabase(folder)
  const former = `{"mapping":${JSON.stringify(mapping)},"file":null,"isRemoval":true}`
  await database.updateTable('datasets').set({ state: 'importing', former }).where('id', '=', id).execute()
  await database.updateTable('dataset_files').set({ state: 'leaving' }).where('id', '=', id).execute()
  await database.destroy()
  await rename(path.join(folder, 'uploads', `${id}.${feb}`), path.join(folder, 'uploads', id))
  const again = await startDatasets(folder)
  await expect.poll(async () => (await again.datasets.get(id))?.state).toBe('ready')
  expect(await again.datasets.get(id)).toMatchObject({
    events: 3,
    files: [{ id, name: 'feb.csv' }],
    profile: { fileName: 'feb.csv' },
  })
  expect(await again.datasets.furtherFiles.shareOf(id, id)).toMatchObject({ value: { events: 3 } })
})

test('other answers that a restart cuts off hold afterwards', async () => {
  const folder = await temporaryFolder()
  const open = await openDatasets(folder)
  const { id } = await uploaded(open.datasets, { name: 'jan.csv', text: JAN })
  await mapped(open.datasets, id, MAPPING)
  await add(open.datasets, id, 'feb.csv', FEB)
  const feb = await fileCalled(open.datasets, id, 'feb.csv')
  await open.datasets.furtherFiles.nameColumns(id, feb, fileColumns.parse({ columns: {}, timezone: 'Asia/Tokyo' }))
  await open.close()
  const { datasets, engine } = await startDatasets(folder)
  await expect.poll(async () => (await datasets.get(id))?.state).toBe('ready')
  expect(await rowsOf(engine, id)).toContain('cid 02-02 01 visit')
  expect(await datasets.get(id)).toMatchObject({ events: 6, error: null })
})

test('who was deleted stays away when another file goes or is answered otherwise, and so does what is too old', async () => {
  const { datasets, engine, id, folder } = await ofTwo()
  const old = new Date(Date.now() - 400 * DAY_MS).toISOString()
  const young = new Date(Date.now() - DAY_MS).toISOString()
  await add(datasets, id, 'now.csv', `id,time,what\nann,${young},visit\neve,${young},visit\neve,${old},visit\n`)
  await datasets.removeCustomer(FIRST_WORKSPACE, 'ann')
  await datasets.retention.set(id, 30)
  expect(await datasets.get(id)).toMatchObject({ events: 1, cases: 1 })
  await removed(datasets, id, 'jan.csv')
  expect(await rowsOf(engine, id)).toEqual([expect.stringContaining('eve')])
  await answered(datasets, id, 'now.csv', { columns: {}, timezone: 'Asia/Tokyo' })
  expect(await rowsOf(engine, id)).toEqual([expect.stringContaining('eve')])
  const names = await readdir(path.join(folder, 'uploads'))
  for (const name of names) expect(await readFile(path.join(folder, 'uploads', name), 'utf8')).not.toContain('ann')
})

test('personal columns stay hashed whichever file goes', async () => {
  const { datasets, engine, id, folder } = await ofTwo({ ...MAPPING, personal: ['id'] })
  const before = await rowsOf(engine, id)
  const { dataset } = await removed(datasets, id, 'jan.csv')
  expect(dataset).toMatchObject({ events: 3, personal: { case: true, columns: ['id'] } })
  expect(before).toEqual(expect.arrayContaining([...(await rowsOf(engine, id))]))
  for (const name of await readdir(path.join(folder, 'uploads')))
    expect(await readFile(path.join(folder, 'uploads', name), 'utf8')).not.toContain('bob')
})

test('while a file waits for its columns no other goes, since that one would be left out', async () => {
  const { datasets, id } = await ofTwo()
  expect(await add(datasets, id, 'desk.csv', 'kunde;zeit;tat\ndora;2025-03-01;call\n')).toMatchObject({
    state: 'failed',
  })
  const feb = await fileCalled(datasets, id, 'feb.csv')
  for (const asked of [
    datasets.furtherFiles.remove(id, feb),
    datasets.furtherFiles.shareOf(id, feb),
    datasets.furtherFiles.howRead(id, feb),
  ])
    expect(await asked).toMatchObject({ ok: false, reason: 'not-ready' })
  expect(await datasets.furtherFiles.remove(id, 'nobody')).toMatchObject({ reason: 'file-not-found' })
  expect(await datasets.furtherFiles.remove('nobody', feb)).toMatchObject({ reason: 'dataset-not-found' })
})

test('what a plan fetches while its file is taken out is read beside the others, and not in the place of what is gone', async () => {
  const { datasets, engine, id } = await ofTwo()
  const brought = (name: string, stream: Readable) =>
    datasets.bring(id, { pullId: 'p', fileName: name, stream, maxBytes: 1e6, mode: 'replace' })
  const row = (who: string) => `id,time,what\n${who},2025-05-01 10:00:00,visit\n`
  await brought('pulled.csv', Readable.from([Buffer.from(row('old'))]))
  const file = await fileCalled(datasets, id, 'pulled.csv')
  expect(await datasets.furtherFiles.shareOf(id, file)).toMatchObject({ value: { events: 1, isPulled: true } })
  const late = new PassThrough()
  late.write('id,time,what\n')
  const coming = brought('pulled-again.csv', late)
  await removed(datasets, id, 'pulled.csv')
  late.end('new,2025-05-02 10:00:00,visit\n')
  expect(await coming).toMatchObject({ ok: true, value: { outcome: 'imported' } })
  const rows = await rowsOf(engine, id)
  expect(rows).toContain('new 05-02 10 visit')
  expect(rows).not.toContain('old 05-01 10 visit')
  expect((await datasets.get(id))?.files.map(({ name }) => name)).toEqual(['jan.csv', 'feb.csv', 'pulled-again.csv'])
})
