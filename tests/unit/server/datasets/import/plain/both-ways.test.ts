import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import * as fc from 'fast-check'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { datasetMapping, type DatasetMappingInput } from '#shared/contract/rest/datasets.ts'
import { DATASET_JOBS } from '#server/datasets/engine-jobs.ts'
import type { ImportInput } from '#server/datasets/import/import-job.ts'
import { PLAIN_LIMITS } from '#server/datasets/import/plain/plain-plan.ts'
import type { FileProgress } from '#server/datasets/import/profile-job.ts'
import { startEngine, type RunningEngine } from '#server/duckdb/start-engine.ts'
import { importBothWays } from '#tests/support/data-both-ways.ts'

// Each file is imported twice by a real engine.
vi.setConfig({ testTimeout: 300_000 })

let folder: string
let engine: RunningEngine

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'waymark-plain-'))
  engine = await startEngine({ dataFolder: folder, memoryMb: 512, threads: 2, jobModules: [DATASET_JOBS] })
})
afterAll(async () => {
  await engine.close()
  await rm(folder, { recursive: true, force: true })
})

/** Of each kind of times. */
const RUNS = 20

const MAPPING: DatasetMappingInput = {
  case: 'who',
  timestamp: 'when',
  event: 'what',
  channel: 'channel',
  value: 'worth',
  timezone: 'UTC',
}
const HEADER = ['who', 'when', 'what', 'channel', 'worth', 'note']

async function bothWays(text: string | Buffer, mapping: Partial<DatasetMappingInput> = {}, limits = {}) {
  const file = path.join(folder, 'file.csv')
  await writeFile(file, text)
  const both = await importBothWays(engine, folder, file, { ...MAPPING, ...mapping }, limits)
  expect(await readdir(path.join(folder, 'duckdb-pieces'))).toEqual([])
  return both
}

/** Rows that nobody doubts, so that the guesses about the whole file (delimiter, header, kind of times) stand. */
const sure = (rows: number, time: (row: number) => string = isoTime): string[][] =>
  Array.from({ length: rows }, (_, row) => [`u${row % 5}`, time(row), `step ${row % 3}`, 'web', `${row % 10}`, 'n'])
const isoTime = (row: number): string => new Date(Date.UTC(2025, 0, 1, 0, row)).toISOString().slice(0, 19)
const csv = (rows: readonly (readonly string[])[], delimiter = ',', end = '\n'): string =>
  rows.map((row) => row.join(delimiter) + end).join('')

const BLANK = fc.constantFrom(' ', '\t', '\u00A0', '\u3000', '\uFEFF', '\v', '\u2028', '\u0085')
const WORD = fc.constantFrom(
  '',
  'NULL',
  'null',
  '\\N',
  'undefined',
  'NaN',
  'N/A',
  '(null)',
  'Null',
  '-',
  '#',
  'é',
  '日本',
)
const NUMBER = fc.oneof(
  fc.double({ noNaN: true }).map(String),
  fc.integer().map(String),
  fc.constantFrom(
    '-0',
    '-0.00',
    '0',
    '007',
    '1.',
    '.5',
    '1e3',
    '1,5',
    '12,50',
    '€ 5',
    '(3)',
    '+4',
    '1234567890123456',
    '5',
    '0.1',
  ),
)
const TIME = fc.oneof(
  fc
    .date({ min: new Date('1975-01-01'), max: new Date('2036-01-01'), noInvalidDate: true })
    .map((at) => at.toISOString()),
  fc.constantFrom(
    '2025-02-29 10:00:00',
    '2024-02-29T10:00:00',
    '2025-01-01',
    '2025-01-01 10:00',
    '2025-1-1 9:00',
    '2025-01-01 24:00:00',
    '2025-01-01 23:59:60',
    '2025-01-01 10:00:00.1234567',
    '2025-01-01 10:00:00.123456789',
    '2025-01-01t10:00:00',
    '2025-01-01 10:00:00Z',
    '2025-01-01 10:00:00z',
    '2025-01-01 10:00:00 UTC',
    '2025-01-01 10:00:00+02:00',
    '2025-01-01 10:00:00+0200',
    '2025-01-01 10:00:00-00:00',
    '2025-01-01 10:00:00.5-03:30',
    '2025-01-01 10:00:00+99:00',
    '2025-01-01 10:00 AM',
    '13/04/2025 10:00',
    '20250101T101010',
    '1735725600',
    '1735725600123',
    '1735725600.5',
    '45658.5',
    '999999999999',
    '0000-01-01 00:00:00',
    '9999-12-31 23:59:59',
    'yesterday',
    'infinity',
    'epoch',
  ),
)
const TEXT = fc.oneof(
  WORD,
  NUMBER,
  TIME,
  fc.string({ maxLength: 12 }),
  fc.string({ unit: 'binary', maxLength: 6 }),
  fc.constantFrom(
    'a"b',
    '"',
    'say ""hi""',
    '12E+05',
    '1E+05',
    '+49 30',
    '3+4',
    "O'Hara",
    '%s',
    '\\',
    "'",
    'a,b',
    'a;b',
  ),
)
const PADDED = fc
  .tuple(fc.option(BLANK, { nil: '' }), TEXT, fc.option(BLANK, { nil: '' }))
  .map((parts) => parts.join(''))
const FIELD = fc.oneof(
  { weight: 4, arbitrary: PADDED.map((text) => text.replaceAll(/[\r\n\0]/g, '')) },
  { weight: 1, arbitrary: PADDED.map((text) => text.replaceAll('\n', '')) },
)
const QUOTED = FIELD.map((text) => `"${text.replaceAll('"', '""')}"`)
/** What a careful writer makes of a text, and what a careless one does. */
const CELL = fc.oneof(
  { weight: 3, arbitrary: FIELD.map((text) => (/[",;\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text)) },
  { weight: 2, arbitrary: QUOTED },
  { weight: 1, arbitrary: FIELD },
)
const ROW = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(fc.constantFrom('a', 'b', 'NULL'), TIME, CELL, CELL, fc.oneof(NUMBER, WORD), CELL) },
  { weight: 3, arbitrary: fc.array(CELL, { minLength: 6, maxLength: 6 }) },
  { weight: 1, arbitrary: fc.array(CELL, { minLength: 0, maxLength: 7 }) },
  { weight: 1, arbitrary: fc.constantFrom([''], [' '], ['\u00A0'], ['#comment'], ['\0'], ['a', 'b\0']) },
)

const KINDS: Readonly<Record<string, (row: number) => string>> = {
  'without a zone': isoTime,
  'as the engine writes them': (row) => `${isoTime(row).replace('T', ' ')}${row % 4 === 0 ? '' : `.${row % 4}`}`,
  'in UTC': (row) => `${isoTime(row)}.25Z`,
  'with two offsets': (row) => `${isoTime(row)}${row % 2 === 0 ? '+01:00' : '+0200'}`,
  'with a negative offset': (row) => `${isoTime(row)}-03:30`,
  'in seconds': (row) => String(1_735_725_600 + row),
  'in milliseconds': (row) => String(1_735_725_600_000 + row),
  'as days': (row) => `2025-01-${String((row % 28) + 1).padStart(2, '0')}`,
}

test.each(Object.entries(KINDS))('hostile rows among times %s leave the same either way', async (_, time) => {
  let plainRuns = 0
  await fc.assert(
    fc.asyncProperty(
      fc.array(ROW, { minLength: 1, maxLength: 12 }),
      fc.record({
        end: fc.constantFrom('\n', '\n', '\n', '\r\n', '\r\n', '\r'),
        bom: fc.boolean(),
        delimiter: fc.constantFrom(',', ',', ';', '\t'),
        isOpenEnded: fc.boolean(),
        pieceBytes: fc.constantFrom(200, 1_000, 1_000_000),
        decimal: fc.constantFrom('.' as const, ',' as const),
        scale: fc.constantFrom(null, null, '0-10' as const),
        hasEventName: fc.boolean(),
      }),
      async (rows, { end, bom, delimiter, isOpenEnded, pieceBytes, decimal, scale, hasEventName }) => {
        const good = sure(40, time)
        const all = [HEADER, ...good.slice(0, 25), ...rows, ...good.slice(25)]
        let text = csv(all, delimiter, end)
        if (isOpenEnded) text = text.slice(0, -end.length)
        const names = hasEventName ? { event: null, eventName: "it's", eventFallback: 'note' } : {}
        const { plainRows } = await bothWays((bom ? '\uFEFF' : '') + text, { decimal, scale, ...names }, { pieceBytes })
        if ((plainRows ?? 0) >= 20) plainRuns++
      },
    ),
    { numRuns: RUNS },
  )
  // Otherwise nothing is proved.
  expect(plainRuns).toBeGreaterThan(RUNS / 5)
})

const withRows = (rows: readonly (readonly string[])[], end = '\n'): string =>
  csv([HEADER, ...sure(20), ...rows, ...sure(20)], ',', end)
const row = (change: Readonly<Record<number, string>>): string[] =>
  (sure(1)[0] ?? []).map((field, index) => change[index] ?? field)
const NO_NAMES = { case: 'column 1', timestamp: 'column 2', event: 'column 3', channel: null, value: null }

type Case = readonly [what: string, text: string, plainRows: number | null, mapping?: Partial<DatasetMappingInput>]
const CASES: readonly Case[] = [
  ['nothing odd', withRows([]), 40],
  ['Windows line ends', withRows([], '\r\n'), 40],
  ['a byte order mark', `\uFEFF${withRows([])}`, 40],
  ['no header', csv(sure(40)), 40, NO_NAMES],
  ['titles above the header', `A report,,,,,\n\n${withRows([])}`, 40],
  ['a header over two lines', withRows([]).replace('note', '"no\nte"'), 40],
  ['short and long records', withRows([['u1', isoTime(1)], row({ 5: 'n,extra' }), row({ 5: 'n,,,' })]), 40],
  ['one more delimiter at the end', withRows([row({ 5: 'n,' }), row({ 5: ',' })]), 42],
  ['blank lines', withRows([[''], ['  '], ['\u00A0']]), 40],
  ['a NUL byte', withRows([row({ 5: 'a\0b' })]), 40],
  ['quotes as they should be', withRows([row({ 5: '"a, ""b"""' }), row({ 5: '""' }), row({ 5: '"NULL"' })]), 43],
  ['a quote inside a field', withRows([row({ 5: 'a 5" pipe' }), row({ 5: 'x"y' })]), 40],
  ['text behind a quote', withRows([row({ 5: '"a"b' }), row({ 5: '"a" ' })]), 40],
  ['a quoted line end', withRows([row({ 5: '"a\nb"' })]), null],
  ['a quote that is never closed', withRows([row({ 5: '"a' })]), null],
  ['two kinds of line ends', withRows([row({ 5: 'n\r' })]), null],
  ['a very long value', withRows([row({ 5: 'x'.repeat(1_100_000) })]), null],
  ['blanks around a value', withRows([row({ 5: ' n' }), row({ 3: 'web ' })]), 40],
  ['blanks around most values', withRows([]).replaceAll(',web,', ', web ,').replace(' , worth', ',worth'), 40],
  ['times without seconds', withRows([row({ 1: '2025-01-01 10:00' }), row({ 1: '2025-01-01' })]), 42],
  ['values of many digits', withRows([row({ 4: '24.990000000000002' }), row({ 4: '-0' }), row({ 4: '-0.5' })]), 42],
  ['times that do not exist', withRows([row({ 1: '2025-02-30 00:00:00' }), row({ 1: '2025-01-01 24:00:00' })]), 40],
  ['times long ago and far ahead', withRows([row({ 1: '1970-01-01' }), row({ 1: '2080-01-01 00:00:00' })]), 40],
  ['ids that a spreadsheet spoilt', withRows([row({ 0: '1E+05' }), row({ 0: '+49' })]), 41],
  ['a zone with summer time', withRows([]), null, { timezone: 'Europe/Berlin' }],
]
for (const [what, text, plainRows, mapping = {}] of CASES) {
  test(what, async () => expect((await bothWays(text, mapping)).plainRows).toBe(plainRows))
}

test('a file of which too many rows are in doubt is read record by record', async () => {
  const doubtful = Array.from({ length: 30 }, () => row({ 4: '5 EUR' }))
  expect((await bothWays(withRows(doubtful), {}, { fewRows: 20 })).plainRows).toBeNull()
  expect((await bothWays(withRows(doubtful), {}, { fewRows: 40 })).plainRows).toBe(40)
})

test('an offset that appears later in the file is learnt', async () => {
  const at = (offset: string) => (index: number) => `${isoTime(index)}${offset}`
  const text = csv([HEADER, ...sure(3_000, at('+01:00')), ...sure(3_000, at('+02:00'))])
  const { plainRows, left } = await bothWays(text, {}, { pieceBytes: 20_000 })
  expect(plainRows).toBeGreaterThan(4_000)
  expect(left.rows).toHaveLength(6_000)
})

test('an import that is stopped ends at once and leaves nothing', async () => {
  const file = path.join(folder, 'long.csv')
  await writeFile(file, csv([HEADER, ...sure(100_000)]))
  const controller = new AbortController()
  const input: ImportInput = {
    files: [{ path: file, fileName: 'long.csv' }],
    mapping: datasetMapping.parse(MAPPING),
    sheet: null,
    stagingTable: 'staging_stopped',
    rejectsFile: path.join(folder, 'stopped.ndjson'),
    plain: { ...PLAIN_LIMITS, fromBytes: 0, pieceBytes: 500_000 },
  }
  const progress: FileProgress[] = []
  const stop = (value: unknown): void => {
    progress.push(value as FileProgress)
    controller.abort()
  }
  await expect(engine.runJob('importFile', input, stop, controller.signal)).rejects.toMatchObject({ code: 'cancelled' })
  expect(progress[0]?.progress).toBeLessThan(0.5)
  expect(await readdir(path.join(folder, 'duckdb-pieces'))).toEqual([])
  const left = "SELECT count(*) AS tables FROM information_schema.tables WHERE table_name = 'staging_stopped'"
  expect(await engine.query(left)).toEqual([{ tables: 0 }])
})
