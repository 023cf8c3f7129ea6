import { createHmac } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import type { Datasets } from '#server/datasets/datasets.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import { createPersonalHash, personalHashSql } from '#server/datasets/personal/personal-hash.ts'
import { openDatabase } from '#server/storage/sqlite/database.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { jobEnded, mapped, startDatasets, uploaded, type TestDatasets } from '#tests/support/data-datasets.ts'

vi.setConfig({ testTimeout: 60_000 })

const KEY = 'ab'.repeat(32)
const MAPPING = { case: 'mail', timestamp: 'time', event: 'what' }
const HEADER = 'mail,time,what,phone'
const live = (id: string, phone: string) => ({ index: 0, raw: { case: id, event: 'call', attributes: { phone } } })

async function casesOf({ engine }: TestDatasets, id: string): Promise<string[]> {
  const rows = await engine.query<{ id: string }>(
    `SELECT DISTINCT case_id AS id FROM ${eventsTableName(id)} ORDER BY case_id`,
  )
  return rows.map((row) => row.id)
}

async function added(datasets: Datasets, id: string, fileName: string, text: string): Promise<void> {
  const taken = await datasets.furtherFiles.add(id, {
    fileName,
    stream: Readable.from([Buffer.from(text)]),
    maxBytes: 1e6,
  })
  if (!taken.ok || taken.value === null) throw new Error('the file was not taken')
  expect(await jobEnded(datasets, taken.value)).toMatchObject({ state: 'done' })
}

async function keyOf(folder: string): Promise<string> {
  const database = await openDatabase(folder)
  const row = await database.selectFrom('workspace_keys').selectAll().executeTakeFirstOrThrow()
  await database.destroy()
  expect(row.workspace_id).toBe(FIRST_WORKSPACE)
  return row.key
}

test('the hash is HMAC-SHA-256 over the trimmed value, of an address over its small letters', () => {
  const hash = createPersonalHash(KEY)
  const expected = (text: string): string =>
    createHmac('sha256', Buffer.from(KEY, 'hex')).update(text).digest('hex').slice(0, 32)
  expect(hash('  Ann@Example.ORG ')).toBe(expected('ann@example.org'))
  expect(hash('Ann Example')).toBe(expected('Ann Example'))
  expect(hash('ann example')).not.toBe(hash('Ann Example'))
  expect(createPersonalHash('cd'.repeat(32))('ann')).not.toBe(hash('ann'))
})

test('the engine hashes a value as the program does', async () => {
  const { engine } = await startDatasets()
  const hash = createPersonalHash(KEY)
  for (const text of ['Ann@Example.ORG', '\tZoë@Straße.DE \n', 'Ünal İpek', '+49 170 1', "O'Brien@x"]) {
    const [row] = await engine.query<{ hash: string }>(`SELECT ${personalHashSql('$1::VARCHAR', KEY)} AS hash`, [text])
    expect(row?.hash).toBe(hash(text))
  }
})

test('files and live events of one customer join by the same hash, whatever marks came first', async () => {
  const open = await startDatasets()
  const { datasets, folder } = open
  const file = `${HEADER}\nann@x.example,2025-03-01T10:00:00Z,visit,+49 170 111 222`
  const { id } = await uploaded(datasets, { name: 'a.csv', text: file })
  await mapped(datasets, id, MAPPING)
  await datasets.ingest(id, [live('ANN@x.example', '+49 170 333 444')])
  // In clear until somebody marks it.
  expect(await casesOf(open, id)).toEqual(['ANN@x.example', 'ann@x.example'])
  await mapped(datasets, id, { ...MAPPING, personal: ['mail', 'phone'] })
  const hash = createPersonalHash(await keyOf(folder))
  expect(await casesOf(open, id)).toEqual([hash('ann@x.example')])
  await datasets.ingest(id, [live('Ann@X.example', '+49 170 333 444'), live('bob@x.example', '')])
  await added(datasets, id, 'b.csv', `${HEADER}\nAnn@x.example ,2025-03-02T10:00:00Z,buy,+49 170 111 222`)
  expect(await casesOf(open, id)).toEqual([hash('ann@x.example'), hash('bob@x.example')].sort())
  const dataset = await datasets.get(id)
  expect(dataset).toMatchObject({ events: 5, cases: 2, personal: { case: true, columns: ['mail', 'phone'] } })
  expect(dataset?.fields[0]?.values).toEqual([
    { value: expect.stringMatching(/^[\da-f]{32}$/), events: 2 },
    { value: expect.stringMatching(/^[\da-f]{32}$/), events: 2 },
  ])
  // A mapping without the mark does not bring anything back, and the next file is hashed as well.
  await mapped(datasets, id, MAPPING)
  await added(datasets, id, 'c.csv', `${HEADER}\ncid@x.example,2025-03-03T10:00:00Z,visit,+49 170 555 666`)
  expect(await casesOf(open, id)).toContain(hash('cid@x.example'))
  for (const name of await readdir(path.join(folder, 'uploads'))) {
    expect(await readFile(path.join(folder, 'uploads', name), 'utf8')).not.toMatch(/@x\.example|170 /i)
  }
})

test('a dataset for live events is hashed from its first event on', async () => {
  const open = await startDatasets()
  const { id } = await open.datasets.createEmpty(FIRST_WORKSPACE, 'Live', { case: true, columns: ['phone'] })
  await open.datasets.ingest(id, [live('ann@x.example', '+49 170 333 444')])
  const hash = createPersonalHash(await keyOf(open.folder))
  expect(await casesOf(open, id)).toEqual([hash('ann@x.example')])
  expect((await open.datasets.get(id))?.fields[0]?.values).toEqual([{ value: hash('+49 170 333 444'), events: 1 }])
})

test('what is needed as it is cannot be hashed', async () => {
  const { datasets } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: `${HEADER}\na@x.example,2025-03-01,visit,1` })
  for (const name of ['time', 'what', 'nothing']) {
    expect((await mapped(datasets, id, { ...MAPPING, personal: [name] })).refusal).toBe('mapping-not-valid')
  }
})
