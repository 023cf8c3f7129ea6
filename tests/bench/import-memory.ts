import { spawnSync } from 'node:child_process'
import { createWriteStream, readFileSync, statSync } from 'node:fs'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { once } from 'node:events'
import { gzipSync } from 'node:zlib'
import { DuckDBInstance } from '@duckdb/node-api'
import { openTable } from '#server/datasets/import/open-table.ts'
import { zipOf } from '#tests/support/zip-file.ts'

/**
 * Peak memory of reading a small and a large file of every format: `node tests/bench/import-memory.ts [rows]`. Each is read twice,
 * as an import does, in a process of its own.
 */
const SMALL_ROWS = 20_000
const LARGE_ROWS = Number(process.argv[2] ?? 1_000_000)

const at = (row: number): string => new Date(Date.UTC(2025, 0) + row * 1_000).toISOString()
const fields = (row: number) => ({
  user: `u${row % 50_000}`,
  time: at(row),
  event: `step ${row % 12}`,
  amount: (row * 7) % 1_000,
  note: `note ${(row * 7_919) % 1_000_003}`,
})

interface Writer {
  readonly head: string
  readonly row: (row: number) => string
  readonly tail: string
}

const json = (row: number): string => JSON.stringify(fields(row))
const WRITERS: Readonly<Record<string, Writer>> = {
  csv: { head: 'user,time,event,amount,note\n', row: (row) => `${Object.values(fields(row)).join(',')}\n`, tail: '' },
  ndjson: { head: '', row: (row) => `${json(row)}\n`, tail: '' },
  json: { head: '{"events":[', row: (row) => `${row === 0 ? '' : ',\n'}${json(row)}`, tail: ']}' },
  xes: {
    head: '<?xml version="1.0"?><log>',
    row: (row) =>
      `<trace><string key="concept:name" value="u${row}"/><event><string key="concept:name" value="step ${row % 12}"/><date key="time:timestamp" value="${at(row)}"/></event></trace>\n`,
    tail: '</log>',
  },
}

async function write(file: string, { head, row, tail }: Writer, rows: number): Promise<void> {
  const stream = createWriteStream(file)
  stream.write(head)
  for (let index = 0; index < rows; index += 1_000) {
    const piece = Array.from({ length: Math.min(1_000, rows - index) }, (_, offset) => row(index + offset)).join('')
    if (!stream.write(piece)) await once(stream, 'drain')
  }
  stream.end(tail)
  await once(stream, 'close')
}

function sheet(rows: number): Buffer {
  const cells = (values: readonly (string | number)[], row: number): string =>
    `<row r="${row}">${values.map((value) => (typeof value === 'number' ? `<c><v>${value}</v></c>` : `<c t="inlineStr"><is><t>${value}</t></is></c>`)).join('')}</row>`
  const body = Array.from({ length: rows }, (_, row) => cells(Object.values(fields(row)), row + 2)).join('')
  return zipOf({
    'xl/workbook.xml': '<workbook><sheets><sheet name="A" sheetId="1" r:id="r1"/></sheets></workbook>',
    'xl/_rels/workbook.xml.rels':
      '<Relationships><Relationship Id="r1" Target="worksheets/sheet1.xml"/></Relationships>',
    'xl/worksheets/sheet1.xml': `<worksheet><sheetData>${cells(['user', 'time', 'event', 'amount', 'note'], 1)}${body}</sheetData></worksheet>`,
  })
}

async function parquet(file: string, rows: number): Promise<void> {
  const connection = await (await DuckDBInstance.create(':memory:')).connect()
  await connection.run(
    `COPY (SELECT 'u' || (i % 50000) AS user, TIMESTAMP '2025-01-01' + INTERVAL (i) SECOND AS time, 'step ' || (i % 12) AS event, i % 1000 AS amount, 'note ' || (i * 7919 % 1000003) AS note FROM range(${rows}) AS t(i)) TO '${file}' (FORMAT parquet)`,
  )
  connection.closeSync()
}

async function makeAll(folder: string, rows: number): Promise<string[]> {
  const made: string[] = []
  for (const [kind, writer] of Object.entries(WRITERS)) {
    const file = path.join(folder, `${rows}.${kind}`)
    await write(file, writer, rows)
    made.push(file)
  }
  const packed = {
    'csv.gz': gzipSync(readFileSync(made[0] ?? '')),
    'csv.zip': zipOf({ 'a.csv': readFileSync(made[0] ?? '') }),
    xlsx: sheet(rows),
  }
  for (const [kind, bytes] of Object.entries(packed)) {
    const file = path.join(folder, `${rows}.${kind}`)
    await writeFile(file, bytes)
    made.push(file)
  }
  const columnar = path.join(folder, `${rows}.parquet`)
  await parquet(columnar, rows)
  return [...made, columnar]
}

async function readAll(file: string): Promise<void> {
  const { signal } = new AbortController()
  const started = performance.now()
  const opened = await openTable({ files: [{ path: file, fileName: path.basename(file) }], sheet: null, signal })
  if (!opened.ok) throw new Error(`${opened.reason}: ${opened.detail}`)
  let rows = 0
  for (let time = 0; time < 2; time++) for await (const { records } of opened.value.read(signal)) rows += records.length
  await opened.value.close()
  const peakKib = /VmHWM:\s*(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1]
  console.log(
    JSON.stringify({
      rows: rows / 2,
      peakMib: Math.round(Number(peakKib) / 1024),
      seconds: Math.round(performance.now() - started) / 1000,
    }),
  )
}

if (process.argv[2] === 'read') await readAll(process.argv[3] ?? '')
else {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-memory-'))
  try {
    for (const rows of [SMALL_ROWS, LARGE_ROWS]) {
      for (const file of await makeAll(folder, rows)) {
        const { stdout, stderr } = spawnSync(process.execPath, [import.meta.filename, 'read', file], {
          encoding: 'utf8',
        })
        const size = (statSync(file).size / 1024 ** 2).toFixed(1)
        console.log(`${path.basename(file).padEnd(20)} ${size.padStart(8)} MiB  ${stdout.trim() || stderr}`)
      }
    }
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}
