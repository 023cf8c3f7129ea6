import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { zstdCompressSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { expect, test, vi } from 'vitest'
import { startDatasets, uploaded } from '#tests/support/data-datasets.ts'
import { imported, rows, two } from '#tests/support/data-imported.ts'
import { temporaryFolder } from '#tests/support/data-temporary-folder.ts'
import { zipOf } from '#tests/support/zip-file.ts'

// An engine is started for each file that is read.
vi.setConfig({ testTimeout: 60_000 })

type Order = 'DMY' | 'MDY'

/** Dates of January to March from a day of the month on, in one order or the other. */
function month(order: Order, firstDay: number, amount: (index: number) => string = (index) => `${index}.50`): string {
  const date = (index: number): string => {
    const [day, number] = [two(firstDay + (index % 12)), two((index % 3) + 1)]
    return order === 'DMY' ? `${day}/${number}/2025` : `${number}/${day}/2025`
  }
  return `customer_id;time;event;amount\n${rows(24, (index) => `c${index % 5};${date(index)} 10:${two(index)};e${index % 3};${amount(index)}`)}`
}

async function refusalOf(files: Readonly<Record<string, string | Buffer>>) {
  const { datasets } = await startDatasets()
  return (await uploaded(datasets, { name: 'files.zip', text: zipOf(files) })).error
}

test('files of an archive that prove another order of day and month are not mixed, but refused with both named', async () => {
  const error = await refusalOf({ 'a.csv': month('DMY', 13), 'b.csv': month('MDY', 13) })
  expect(error).toMatchObject({ code: 'files-written-otherwise' })
  expect(error?.detail).toBe('“a.csv” writes its dates with the day first, and “b.csv” with the month first.')
})

test('so are files of an archive with another decimal mark, whichever comes first', async () => {
  const comma = month('DMY', 13, (index) => `1.2${10 + index},50`)
  const point = month('DMY', 13, (index) => `1,2${10 + index}.50`)
  for (const files of [
    { 'a.csv': comma, 'b.csv': point },
    { 'a.csv': point, 'b.csv': comma },
  ])
    expect(await refusalOf(files)).toMatchObject({ code: 'files-written-otherwise' })
})

test('a file of an archive that proves nothing is read as the others are', async () => {
  const archive = zipOf({ 'a.csv': month('DMY', 13), 'b.csv': month('DMY', 1) })
  const { dataset, events } = await imported('files.zip', archive)
  expect(dataset.result).toMatchObject({ accepted: 48, rejected: 0 })
  expect((await events())[24]).toMatchObject({ at: '2025-01-01T10:00:00.000Z' })
})

test('columns that were chosen after all are looked at once more, when the archive is read', async () => {
  // What is proposed is the time; the other dates count only when somebody takes them.
  const withOther = (text: string, order: Order): string =>
    text
      .split('\n')
      .map((line, index) =>
        line === '' ? line : `${line};${index === 0 ? 'due_on' : order === 'DMY' ? '31/01/2025' : '01/31/2025'}`,
      )
      .join('\n')
  const archive = zipOf({
    'a.csv': withOther(month('DMY', 13), 'DMY'),
    'b.csv': withOther(month('DMY', 13), 'MDY'),
  })
  const taken = await imported('files.zip', archive)
  expect(taken.dataset.result).toMatchObject({ accepted: 48 })
  expect((await imported('files.zip', archive, { timestamp: 'due_on' })).refusal).toBe('files-written-otherwise')
})

test('what systems and people put beside data is no table', async () => {
  const archive = zipOf({
    '__MACOSX/export/._a.csv': '\u0000\u0005',
    'export/.DS_Store': '\u0000',
    'export/desktop.ini': '[x]',
    'export/a.csv': month('DMY', 13),
    'README.txt': 'Please read me.',
    'manifest.json': '{"files": 1}',
    'logo.png': '\u0089PNG',
  })
  const { profile, dataset } = await imported('files.zip', archive)
  expect(profile.parts).toEqual(['export/a.csv'])
  expect(dataset.result).toMatchObject({ accepted: 24, rejected: 0 })
  expect(await refusalOf({ 'a.png': '\u0089PNG', 'notes.md': '# x' })).toMatchObject({
    code: 'archive-not-readable',
    detail: 'There is no table among its files.',
  })
})

test('a Parquet file that is damaged inside is told to be, though its list of contents is whole', async () => {
  const folder = await temporaryFolder()
  const instance = await DuckDBInstance.create(':memory:')
  const connection = await instance.connect()
  const file = path.join(folder, 'events.parquet')
  await connection.run(
    `COPY (SELECT 'c' || (i % 7) AS customer_id, TIMESTAMP '2025-01-01' + INTERVAL (i) HOUR AS ts, 'paid' AS event FROM range(40) t(i)) TO '${file}' (FORMAT parquet)`,
  )
  connection.closeSync()
  instance.closeSync()
  const bytes = await readFile(file)
  bytes.fill(1, 10, 60)
  const { datasets, errors } = await startDatasets()
  expect((await uploaded(datasets, { name: 'events.parquet', text: bytes })).error).toMatchObject({
    code: 'file-damaged',
    detail: 'A part of this Parquet file cannot be unpacked.',
  })
  expect(errors).toEqual([])
})

test('what is packed by Zstandard is read, told to be cut where it is, and refused where nothing is left of it', async () => {
  const text = month('DMY', 13, (index) => `${index * 7919}.25`)
  const packed = zstdCompressSync(Buffer.from(text))
  const whole = await imported('events.csv.zst', packed)
  expect(whole.dataset.result).toMatchObject({ accepted: 24, complete: true })
  const varied = rows(
    20_000,
    (index) => `c${index % 97};13/03/2025 10:${two(index % 60)};e${index % 3};${(index * index * 7919) % 100_003}.5`,
  )
  const long = zstdCompressSync(Buffer.from(`customer_id;time;event;amount\n${varied}`))
  const cut = await imported('events.csv.zst', long.subarray(0, long.length - 200))
  expect(cut.dataset.result).toMatchObject({ complete: false, rejected: 0 })
  expect(cut.dataset.result?.accepted).toBeGreaterThan(24)
  const { datasets } = await startDatasets()
  const broken = Buffer.concat([packed.subarray(0, 6), Buffer.alloc(40, 0xff)])
  expect((await uploaded(datasets, { name: 'events.csv.zst', text: broken })).error).toMatchObject({
    code: 'file-damaged',
  })
})
