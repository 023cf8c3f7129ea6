import { Readable } from 'node:stream'
import { expect, test, vi } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { DuckDBInstance } from '@duckdb/node-api'
import { createSession } from '#server/duckdb/engine-session.ts'
import { casesTableName, numberNewTable } from '#server/datasets/case-numbers.ts'
import { createEventsTable, eventsTableName } from '#server/datasets/events-table.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { FIRST_WORKSPACE } from '#server/storage/schema.ts'
import { jobEnded, mapped, openDatasets, startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

const MAPPING = { case: 'id', timestamp: 'time', event: 'what' }
const ago = (days: number): string => new Date(Date.now() - days * DAY_MS).toISOString()
const file = (...rows: readonly (readonly [id: string, days: number])[]): string =>
  ['id,time,what', ...rows.map(([id, days]) => `${id},${ago(days)},visit`)].join('\n')
const live = (id: string) => ({ index: 0, raw: { case: id, event: 'visit' } })
const liveAgo = (id: string, days: number) => ({ index: 0, raw: { case: id, event: 'visit', timestamp: ago(days) } })

/** Each case with its number; throws unless every event has one, every case one of its own, and the table of cases the same and when each starts. */
async function numbersOf(engine: Engine, id: string): Promise<Readonly<Record<string, number>>> {
  const table = eventsTableName(id)
  const rows = await engine.query<{
    id: string
    least: number
    most: number
    numbered: number
    events: number
    first: number
  }>(
    `SELECT case_id AS id, epoch_us(min(ts)) AS first, min(case_no) AS least, max(case_no) AS most, count(case_no) AS numbered, count(*) AS events FROM ${table} GROUP BY case_id`,
  )
  const numbers = Object.fromEntries(rows.map((row) => [row.id, row.least]))
  for (const row of rows) expect(row).toMatchObject({ most: row.least, numbered: row.events })
  expect(new Set(Object.values(numbers)).size).toBe(rows.length)
  const kept = await engine.query<{ id: string; no: number; first: number }>(
    `SELECT case_id AS id, case_no AS no, epoch_us(first_ts) AS first FROM ${casesTableName(table)}`,
  )
  const firsts = (of: readonly { id: string; first: number }[]) =>
    Object.fromEntries(of.map(({ id: name, first }) => [name, first]))
  expect(firsts(kept)).toEqual(firsts(rows))
  expect(Object.fromEntries(kept.map(({ id: name, no }) => [name, no]))).toEqual(numbers)
  return numbers
}

/** It comes a moment after the import. */
const untilIndexed = (engine: Engine, id: string): Promise<void> =>
  vi.waitFor(
    async () => {
      const table = casesTableName(eventsTableName(id))
      expect(await engine.query('SELECT 1 FROM duckdb_indexes() WHERE table_name = $1', [table])).toHaveLength(1)
    },
    { timeout: 20_000 },
  )

test('every case has one number, which its later events find again, whatever brings them', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: file(['a', 3], ['b', 2], ['a', 1]) })
  await mapped(datasets, id, MAPPING)
  expect(new Set(Object.values(await numbersOf(engine, id)))).toEqual(new Set([1, 2]))
  const before = await numbersOf(engine, id)
  await datasets.ingest(id, [live('b'), live('c'), live('c'), live('d')])
  expect(await numbersOf(engine, id)).toMatchObject(before)
  // Late ones, of a case that is known and of one that is not.
  await datasets.ingest(id, [liveAgo('b', 9), liveAgo('b', 8), live('late'), liveAgo('late', 7)])
  expect(await numbersOf(engine, id)).toMatchObject(before)
  // A further file is read anew with the first one, and the live events come over.
  const stream = Readable.from([Buffer.from(file(['d', 5], ['e', 4], ['old', 50]))])
  const added = await datasets.furtherFiles.add(id, { fileName: 'b.csv', stream, maxBytes: 1e6 })
  if (!added.ok || added.value === null) throw new Error('the file was not taken')
  await jobEnded(datasets, added.value)
  expect(Object.keys(await numbersOf(engine, id)).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'late', 'old'])
  expect(await datasets.get(id)).toMatchObject({ events: 14, cases: 7 })
})

test('a case that is deleted, too old or hashed is not told by its number', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: file(['a', 3], ['b', 2], ['b', 50], ['old', 50]) })
  await mapped(datasets, id, MAPPING)
  await datasets.ingest(id, [live('a'), live('c')])
  await datasets.removeCustomer(FIRST_WORKSPACE, 'c')
  await datasets.retention.set(id, 30)
  expect(Object.keys(await numbersOf(engine, id)).sort()).toEqual(['a', 'b'])
  await mapped(datasets, id, { ...MAPPING, personal: ['id'] })
  await datasets.ingest(id, [live('a')])
  const hashed = await numbersOf(engine, id)
  expect(Object.keys(hashed)).toHaveLength(2)
  expect(Object.keys(hashed)).not.toContain('a')
})

test('a case that went and comes again is a new one to those who knew it a moment ago', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: file(['a', 3]) })
  await mapped(datasets, id, MAPPING)
  await datasets.ingest(id, [live('b'), live('c'), liveAgo('d', 60), live('d')])
  await datasets.removeCustomer(FIRST_WORKSPACE, 'b')
  await datasets.ingest(id, [live('d'), live('b'), live('e')])
  expect(Object.keys(await numbersOf(engine, id)).sort()).toEqual(['a', 'b', 'c', 'd', 'e'])
  await datasets.retention.set(id, 30)
  await datasets.ingest(id, [liveAgo('d', 20), live('f')])
  expect(Object.keys(await numbersOf(engine, id)).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f'])
  // The rows of the file are numbered anew, with what came live.
  const stream = Readable.from([Buffer.from(file(['new', 5], ['b', 4]))])
  const added = await datasets.furtherFiles.add(id, { fileName: 'b.csv', stream, maxBytes: 1e6 })
  if (!added.ok || added.value === null) throw new Error('the file was not taken')
  await jobEnded(datasets, added.value)
  await datasets.ingest(id, [live('c'), live('g'), live('d')])
  expect(Object.keys(await numbersOf(engine, id)).sort()).toEqual(['a', 'b', 'c', 'd', 'e', 'f', 'g', 'new'])
})

test('events that were stored before cases had numbers get them at the next start', async () => {
  const folder = await temporaryFolder()
  const first = await openDatasets(folder)
  const { id } = await uploaded(first.datasets, { name: 'a.csv', text: file(['a', 3], ['b', 2], ['a', 1]) })
  await mapped(first.datasets, id, MAPPING)
  await first.datasets.ingest(id, [{ index: 0, raw: { case: 'b', event: 'call', attributes: { plan: 'free' } } }])
  const table = eventsTableName(id)
  await first.engine.transaction([
    { sql: `ALTER TABLE ${table} DROP COLUMN case_no` },
    { sql: `DROP TABLE ${casesTableName(table)}` },
  ])
  await first.close()

  const second = await openDatasets(folder)
  try {
    expect(await second.datasets.get(id)).toMatchObject({ events: 4, cases: 2 })
    await second.datasets.ingest(id, [live('a'), live('c')])
    expect(new Set(Object.values(await numbersOf(second.engine, id)))).toEqual(new Set([1, 2, 3]))
    const [kept] = await second.engine.query(`SELECT case_id, a0 FROM ${table} WHERE event = 'call'`)
    expect(kept).toEqual({ case_id: 'b', a0: 'free' })
  } finally {
    await second.close()
  }
})

test('when cases start is found for tables from before it was kept', async () => {
  const folder = await temporaryFolder()
  const first = await openDatasets(folder)
  const { id } = await uploaded(first.datasets, { name: 'a.csv', text: file(['a', 3], ['b', 2], ['a', 9]) })
  await mapped(first.datasets, id, MAPPING)
  await first.datasets.ingest(id, [live('a')])
  await untilIndexed(first.engine, id)
  const cases = casesTableName(eventsTableName(id))
  await first.engine.transaction([
    { sql: `DROP INDEX known_${eventsTableName(id)}` },
    { sql: `CREATE OR REPLACE TABLE ${cases} AS SELECT case_id, case_no FROM ${cases}` },
  ])
  await first.close()

  const second = await openDatasets(folder)
  try {
    await second.datasets.ingest(id, [liveAgo('b', 20), live('c')])
    expect(Object.keys(await numbersOf(second.engine, id)).sort()).toEqual(['a', 'b', 'c'])
  } finally {
    await second.close()
  }
})

test('a new table is numbered whole, however few rows are changed at once', async () => {
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const session = createSession(connection, () => instance.connect(), new AbortController().signal)
  await session.run(createEventsTable('events_new', 0))
  await session.run(`INSERT INTO events_new SELECT 'case ' || range % 3, TIMESTAMP '2025-01-01' + to_days(range), range, 'visit', NULL, NULL, NULL
    FROM range(8)`)
  await session.run('DELETE FROM events_new WHERE seq = 5')
  await numberNewTable(session, 'events_new', 3)
  const rows = await session.query<{ id: string; numbers: number; rows: number }>(
    'SELECT case_id AS id, count(DISTINCT case_no) AS numbers, count(case_no) AS rows FROM events_new GROUP BY ALL ORDER BY id',
  )
  expect(rows).toEqual([
    { id: 'case 0', numbers: 1, rows: 3 },
    { id: 'case 1', numbers: 1, rows: 3 },
    { id: 'case 2', numbers: 1, rows: 1 },
  ])
  connection.closeSync()
})

test('the cases of an import get their index, and again after the next one', async () => {
  const { datasets, engine } = await startDatasets()
  const { id } = await uploaded(datasets, { name: 'a.csv', text: file(['a', 3], ['b', 2]) })
  for (const _ of ['first', 'second']) {
    await mapped(datasets, id, MAPPING)
    await untilIndexed(engine, id)
  }
})
