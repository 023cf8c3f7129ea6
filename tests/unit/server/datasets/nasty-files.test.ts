import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { DatasetBody, DatasetMappingInput, RejectItem, RejectReason } from '#shared/contract/rest/datasets.ts'
import { eventsTableName } from '#server/datasets/events-table.ts'
import { mapped, uploaded, type TestDatasets } from '#tests/support/data-datasets.ts'
import { openSharedDatasets } from '#tests/support/data-open-datasets.ts'
import { hasSharedData, sharedFile, sharedJson } from '#tests/support/data-shared.ts'

interface Expectation {
  readonly file: string
  readonly records?: number
  readonly lines?: number
  readonly columns?: number
  readonly header?: string[]
  readonly firstRecord?: string[]
  readonly cell?: string[]
  readonly parsed?: (Record<string, string> | string[])[]
  readonly accepted?: number
  readonly acceptedAtLeast?: number
  readonly acceptedAtMost?: number
  readonly rejected?: number
  readonly rejectedBy?: Record<string, number>
  readonly rejectedAtLeastBy?: Record<string, number>
  readonly warnings?: string[]
  readonly samples?: [string, string, string, number | null][]
  readonly allInstants?: string
  readonly customers?: string[]
  readonly distinctCustomers?: number
  readonly distinctCustomersAtLeast?: number
  readonly mustReject?: string[]
  readonly values?: Record<string, number | null>
}

interface NastyFile {
  readonly import: {
    readonly format: string
    readonly map: Record<string, string> | null
    readonly decimal?: ',' | '.'
    readonly dateOrder?: 'DMY' | 'MDY'
    readonly timezone?: string
    readonly header?: boolean
  }
  readonly expect: Expectation
}

const REASONS: Record<string, string> = { missing_customer: 'missing_case' }
/** The byte in the file is C1, which is Á; the list says A. */
const CELLS: Record<string, string[]> = { 'duckdb/encodings_latin1.csv': ['José Álvarez', '30'] }
/** Files that must not be read, each with the code that says why. */
const REFUSED: Record<string, string> = {
  'empty.csv': 'file-empty',
  'html-as-csv.csv': 'file-looks-like-html',
  'columns-100k.csv.gz': 'too-many-columns',
  'not-json.json': 'file-not-json',
  'bomb-220MiB.xlsx': 'file-unpacks-too-far',
  'billion-laughs.xes': 'xml-with-entities',
}

const files = hasSharedData ? (sharedJson('nasty', 'expected.json') as { files: Record<string, NastyFile> }).files : {}

describe.skipIf(!hasSharedData)('files that break importers', () => {
  let open: TestDatasets
  beforeAll(async () => {
    open = await openSharedDatasets()
  })
  afterAll(() => open.close())

  interface Row {
    readonly case_id: string
    readonly ts: number
    readonly event: string
    readonly value: number | null
  }
  const rowsOf = (dataset: DatasetBody): Promise<Row[]> =>
    open.engine.query<Row>(`SELECT case_id, ts, event, value FROM ${eventsTableName(dataset.id)} ORDER BY seq`)

  async function allRejects({ id }: DatasetBody): Promise<RejectItem[]> {
    const found: RejectItem[] = []
    for await (const reject of open.datasets.rejects(id)) found.push(reject)
    return found
  }

  async function imported(name: string, file: NastyFile, more: Partial<DatasetMappingInput> = {}) {
    const profiled = await uploaded(open.datasets, sharedFile('nasty', name))
    const { map, decimal = null, dateOrder = null, timezone = 'UTC' } = file.import
    const columns = profiled.profile?.columns.map((column) => column.name) ?? []
    const optional = (column: string | undefined) => (column !== undefined && columns.includes(column) ? column : null)
    const mapping: DatasetMappingInput = {
      case: map?.['customer'] ?? '',
      timestamp: map?.['timestamp'] ?? '',
      // Of two columns called Event this means the first.
      event: (map?.['event'] ?? '').replace(' (first)', ''),
      channel: optional(map?.['channel']),
      value: optional(map?.['value']),
      decimal,
      dateOrder,
      timezone,
      ...more,
    }
    return mapped(open.datasets, profiled.id, mapping)
  }

  test.each(Object.keys(REFUSED))('%s is refused in words', async (name) => {
    const started = performance.now()
    const dataset = await uploaded(open.datasets, sharedFile('nasty', name))
    expect(dataset).toMatchObject({ state: 'failed', error: { code: REFUSED[name] }, events: 0 })
    expect(dataset.error?.message).toMatch(/^[A-Z].*\.$/)
    expect(performance.now() - started).toBeLessThan(10_000)
  })

  const mappedFiles = Object.entries(files).filter(([name, { import: how }]) => how.map && !(name in REFUSED))
  test.each(mappedFiles.filter(([, { expect: wanted }]) => !wanted.file.startsWith('needs')))(
    '%s imports as it must',
    async (name, file) => {
      const { dataset } = await imported(name, file)
      const { result } = dataset
      const wanted = file.expect
      if (!result) throw new Error(`no result: ${JSON.stringify(dataset.error)}`)
      if (wanted.records !== undefined) expect(result.records).toBe(wanted.records)
      if (wanted.acceptedAtLeast === undefined && wanted.accepted !== undefined)
        expect(result.accepted).toBe(wanted.accepted)
      if (wanted.acceptedAtLeast !== undefined) expect(result.accepted).toBeGreaterThanOrEqual(wanted.acceptedAtLeast)
      if (wanted.acceptedAtMost !== undefined) expect(result.accepted).toBeLessThanOrEqual(wanted.acceptedAtMost)
      expect(result.accepted + result.rejected).toBe(result.records)
      if (wanted.rejectedBy) {
        const reasons = Object.entries(wanted.rejectedBy).map(([reason, count]) => [REASONS[reason] ?? reason, count])
        expect(result.rejectedBy).toEqual(Object.fromEntries(reasons))
      }
      for (const [reason, count] of Object.entries(wanted.rejectedAtLeastBy ?? {})) {
        expect(result.rejectedBy[(REASONS[reason] ?? reason) as RejectReason]).toBeGreaterThanOrEqual(count)
      }
      const warnings = result.warnings.map(({ warning }) => warning)
      for (const warning of wanted.warnings ?? []) expect(warnings).toContain(warning)
      // Where none is expected, only what a closer look at the rows may add.
      if (wanted.warnings?.length === 0) expect(warnings).toEqual([])
      expect(result.complete).toBe(!wanted.file.startsWith('partial'))
      if (wanted.file.startsWith('partial')) expect(result.message).not.toBeNull()
      if (result.accepted === 0) return
      const rows = await rowsOf(dataset)
      expect(rows).toHaveLength(result.accepted)
      for (const [id, instant, event, value] of wanted.samples ?? []) {
        const row = { case_id: id, ts: Date.parse(instant) * 1000, event }
        expect(rows).toContainEqual(value === null ? { ...row, value: null } : { ...row, value })
      }
      if (wanted.allInstants) {
        expect(new Set(rows.map((row) => row.ts))).toEqual(new Set([Date.parse(wanted.allInstants) * 1000]))
      }
      const ids = new Set(rows.map((row) => row.case_id))
      if (wanted.customers) expect(ids).toEqual(new Set(wanted.customers))
      if (wanted.distinctCustomers !== undefined) expect(ids.size).toBe(wanted.distinctCustomers)
      if (wanted.distinctCustomersAtLeast) expect(ids.size).toBeGreaterThanOrEqual(wanted.distinctCustomersAtLeast)
      for (const event of wanted.mustReject ?? []) expect(rows.map((row) => row.event)).not.toContain(event)
      for (const [id, value] of Object.entries(wanted.values ?? {})) {
        expect(rows.find((row) => row.case_id === id)?.value).toBe(value)
      }
    },
  )

  test('a quote that is never closed is reported with its line', async () => {
    const name = 'unterminated-quote.csv'
    const { dataset } = await imported(name, files[name] as NastyFile)
    const rejects = await allRejects(dataset)
    expect(rejects).toEqual([expect.objectContaining({ line: 5, reason: 'malformed_quote' })])
    expect(dataset.result?.warnings).toContainEqual({ warning: 'malformed_quote', count: 1 })
  })

  test('dates that can be read two ways are not imported before a person says which', async () => {
    const name = 'dmy-mdy-ambiguous.csv'
    const file = files[name] as NastyFile
    const asked = await imported(name, file)
    expect(asked.dataset.profile?.dateOrderNeeded).toBe(true)
    expect(asked.refusal).toBe('date-order-needed')
    expect(asked.dataset).toMatchObject({ state: 'mapping-needed', events: 0 })
    for (const [dateOrder, instant] of [
      ['DMY', '2025-05-01T10:00:00Z'],
      ['MDY', '2025-01-05T10:00:00Z'],
    ] as const) {
      const { dataset } = await imported(name, file, { dateOrder })
      expect(dataset.result).toMatchObject({ accepted: 5, rejected: 0 })
      expect((await rowsOf(dataset)).find((row) => row.case_id === 'c0')?.ts).toBe(Date.parse(instant) * 1000)
    }
  })

  test('a column of another format with one such date in it does not guess', async () => {
    const profiled = await uploaded(open.datasets, sharedFile('nasty', 'duckdb/mixed_dates.csv'))
    const { dataset } = await mapped(open.datasets, profiled.id, { case: 'A', timestamp: 'B', event: 'column 1' })
    expect(dataset.result).toBeNull()
    const text = readFileSync(sharedFile('nasty', 'duckdb/mixed_dates.csv'), 'utf8').replaceAll(/^(\d)/gm, 'e,$1')
    const again = await uploaded(open.datasets, { name: 'mixed.csv', text: text.replace('A,', 'E,A,') })
    const read = await mapped(open.datasets, again.id, { case: 'A', timestamp: 'B', event: 'E' })
    expect(read.dataset.result).toMatchObject({ accepted: 4, rejectedBy: { bad_timestamp: 1 } })
    expect(read.dataset.result?.warnings).toContainEqual({ warning: 'ambiguous_date_order', count: 1 })
  })

  test('offsets without minutes, with halves and quarters', async () => {
    const text = readFileSync(sharedFile('nasty', 'duckdb/timestamp_timezone.csv'), 'utf8')
    const profiled = await uploaded(open.datasets, {
      name: 'zones.csv',
      text: text.replaceAll(/^/gm, 'c1,').replace('c1,', 'id,'),
    })
    const { dataset } = await mapped(open.datasets, profiled.id, {
      case: 'id',
      timestamp: 'time',
      event: 'description',
    })
    const instants = ['00:00', '08:00', '00:00', '00:00', '-08:00', '-05:30', '-13:45', '03:30'].map((clock) => {
      const [hours, minutes] = clock.replace('-', '').split(':').map(Number) as [number, number]
      return Date.UTC(2020, 0) * 1000 + (clock.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000_000
    })
    expect((await rowsOf(dataset)).map((row) => row.ts)).toEqual(instants)
  })

  test('repeated rows go when asked to, and are reported with their lines', async () => {
    const name = 'duplicates.csv'
    const { dataset } = await imported(name, files[name] as NastyFile, { dropDuplicates: true })
    expect(dataset.result).toMatchObject({ records: 7, accepted: 4, rejectedBy: { duplicate: 3 } })
    const rejects = await allRejects(dataset)
    expect(rejects.map(({ line, reason }) => [line, reason])).toEqual([3, 4, 7].map((line) => [line, 'duplicate']))
  })

  const parsedFiles = Object.entries(files).filter(([name, { import: how }]) => !how.map && !(name in REFUSED))
  test.each(parsedFiles)('%s is laid out as it must be', async (name, file) => {
    const { expect: wanted } = file
    const dataset = await uploaded(open.datasets, sharedFile('nasty', name))
    const { profile } = dataset
    if (wanted.file === 'any') {
      expect(['mapping-needed', 'failed']).toContain(dataset.state)
      return
    }
    if (!profile) throw new Error(`no profile: ${JSON.stringify(dataset.error)}`)
    const names = profile.columns.map((column) => column.name)
    const isHeaderless = names[0] === 'column 1'
    const all = isHeaderless ? profile.preview : [names, ...profile.preview]
    if (wanted.columns !== undefined) expect(names).toHaveLength(wanted.columns)
    if (wanted.header) expect(names).toEqual(wanted.header)
    if (wanted.firstRecord) expect(all[0]).toEqual(wanted.firstRecord)
    if (wanted.cell) expect(all).toContainEqual(CELLS[name] ?? wanted.cell)
    // The preview shows 20 rows; some expectations count the header as one.
    const counted = file.import.header === false ? all : profile.preview
    if (wanted.records !== undefined && wanted.records < 20 && !isHeaderless)
      expect(counted).toHaveLength(wanted.records)
    if (wanted.lines !== undefined && wanted.lines < 20) expect(all).toHaveLength(wanted.lines)
    if (wanted.parsed) {
      const asArrays = wanted.parsed.map((record) => (Array.isArray(record) ? record : Object.values(record)))
      const isWithHeader = !wanted.parsed.some((record) => Array.isArray(record)) || wanted.parsed.length === 0
      expect(isWithHeader ? profile.preview : all).toEqual(asArrays)
      if (isWithHeader && wanted.parsed[0]) expect(names).toEqual(Object.keys(wanted.parsed[0]))
    }
  })

  test('nothing was logged as a fault, and the engine is the one that was started', () => {
    expect(open.errors).toEqual([])
  })
})
