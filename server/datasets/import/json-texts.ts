import { flatRecord, readJson } from './json-record.ts'
import { isAbsent, trimmed } from './numbers.ts'
import type { ScannedRecord } from './scanner.ts'
import { MAX_COLUMNS, type SourceTable } from './source-table.ts'

const FIRST_ROWS = 50
const SAMPLE_ROWS = 5_000
const SAMPLE_CHARACTERS = 8 * 1024 * 1024
const NEARLY_ALL = 0.95
/** One alone does not say what a column holds. */
const FEWEST = 2
/** Of one column: as many as anybody looks at. What is less common stays in it. */
const MAX_PARTS = 100

/** Of a list of keys: where the value stands. */
const VALUE_NAMES = ['string_value', 'int_value', 'float_value', 'double_value']
  .map((name) => `value.${name}`)
  .concat('value')

/** A column of JSON, and the columns that are made of it: their names in the JSON by their place among them. */
interface JsonColumn {
  readonly index: number
  readonly parts: ReadonlyMap<string, number>
  readonly names: readonly string[]
  /** Something in it is hashed: a text that cannot be taken apart is not kept. */
  readonly isPersonal: boolean
}

/**
 * A table with JSON objects as text in a column, as exports of warehouses have it, gets columns of their fields behind it, named as in nested
 * JSON: `properties.plan`. Lists of `{key, value}`, as Google Analytics writes them, count as objects. What has no column of its own stays in
 * the text. Of `personal` columns one that is hashed whole is left as it is, and one that is hashed in part is taken apart in any case, so that
 * nothing of that part stays in the text.
 */
export async function withJsonTexts(
  table: SourceTable,
  personal: readonly string[],
  signal: AbortSignal,
): Promise<SourceTable> {
  const columns = await jsonColumns(table, personal, signal)
  if (columns.length === 0) return table
  // From the last to the first, so that what is put in moves none that is still to come.
  const backwards = [...columns].reverse()
  const all = [...table.columns]
  for (const { index, names } of backwards) {
    all.splice(index + 1, 0, ...names.map((name) => ({ name, header: name })))
  }

  function takenApart(record: ScannedRecord): ScannedRecord {
    if (record.fault) return record
    const fields = [...record.fields]
    for (const column of backwards) {
      // A row that ends before it stays too short by as much.
      if (column.index < fields.length) fields.splice(column.index, 1, ...partsOf(fields[column.index] ?? '', column))
    }
    return { ...record, fields }
  }

  return {
    ...table,
    columns: all,
    plainText: undefined,
    async *read(readSignal) {
      for await (const batch of table.read(readSignal)) yield { ...batch, records: batch.records.map(takenApart) }
    },
  }
}

/** What is left of the text, then the parts. */
function partsOf(raw: string, { parts, isPersonal }: JsonColumn): string[] {
  const values = Array.from({ length: parts.size + 1 }, () => '')
  const object = readObject(raw)
  if (object === null) {
    values[0] = isPersonal ? '' : raw
    return values
  }
  const rest: [string, string][] = []
  for (const [name, value] of object) {
    const place = parts.get(name)
    if (place !== undefined) values[place + 1] = value
    else if (value !== '') rest.push([name, value])
  }
  if (rest.length > 0) values[0] = JSON.stringify(Object.fromEntries(rest))
  return values
}

async function jsonColumns(
  table: SourceTable,
  personal: readonly string[],
  signal: AbortSignal,
): Promise<readonly JsonColumn[]> {
  const samples = await sampled(table, personal, signal)
  const taken = new Set(table.columns.map(({ name }) => name))
  let room = MAX_COLUMNS - taken.size
  const found: JsonColumn[] = []
  for (const [index, { filled, objects, names, hashed }] of [...samples].sort(([a], [b]) => a - b)) {
    if (hashed.length === 0 && (objects < FEWEST || objects < filled * NEARLY_ALL)) continue
    const most = [...names].sort((a, b) => b[1] - a[1]).map(([name]) => name)
    const kept = new Set([...hashed, ...most].slice(0, Math.max(hashed.length, Math.min(MAX_PARTS, room))))
    // In the order in which they come, not in that of how often.
    const inOrder = [...new Set([...names.keys(), ...hashed])].filter((name) => kept.has(name))
    if (inOrder.length === 0) continue
    room -= inOrder.length
    const column = table.columns[index]?.name ?? ''
    found.push({
      index,
      parts: new Map(inOrder.map((name, place) => [name, place])),
      names: inOrder.map((name) => freeName(`${column}.${name}`, taken)),
      isPersonal: hashed.length > 0,
    })
  }
  return found
}

/** The columns that may be JSON, by their index. */
async function sampled(
  table: SourceTable,
  personal: readonly string[],
  signal: AbortSignal,
): Promise<ReadonlyMap<number, Sample>> {
  const samples = new Map<number, Sample>()
  const begin = (index: number, hashed: readonly string[]): void => {
    samples.set(index, { filled: 0, objects: 0, names: new Map(), hashed })
  }
  const open: number[] = []
  for (const [index, { name }] of table.columns.entries()) {
    const hashed = personal.filter((other) => other.startsWith(`${name}.`)).map((other) => other.slice(name.length + 1))
    if (hashed.length > 0 && !table.columns.some((column) => column.name === `${name}.${hashed[0]}`))
      begin(index, hashed)
    else if (!personal.includes(name)) open.push(index)
  }
  let rows = 0
  let characters = 0
  for await (const { records } of table.read(signal)) {
    for (const { fields, fault } of records) {
      if (fault) continue
      if (rows++ < FIRST_ROWS) {
        for (const index of open) if (!samples.has(index) && mayBeObject(fields[index] ?? '')) begin(index, [])
      }
      for (const [index, sample] of samples) characters += observe(sample, fields[index] ?? '')
      if ((samples.size === 0 && rows >= FIRST_ROWS) || rows >= SAMPLE_ROWS || characters >= SAMPLE_CHARACTERS) {
        return samples
      }
    }
  }
  return samples
}

interface Sample {
  filled: number
  objects: number
  /** How often each was there. */
  readonly names: Map<string, number>
  /** The fields in it that are personal. */
  readonly hashed: readonly string[]
}

/** How many characters were looked at. */
function observe(sample: Sample, raw: string): number {
  const text = trimmed(raw)
  if (isAbsent(text)) return 0
  sample.filled++
  const object = readObject(text)
  if (object !== null) sample.objects++
  for (const [name, value] of object ?? []) if (value !== '') sample.names.set(name, (sample.names.get(name) ?? 0) + 1)
  return text.length
}

function freeName(wanted: string, taken: Set<string>): string {
  let name = wanted.replaceAll('\u0000', '').replace(/\s+/g, ' ').trim()
  const plain = name
  for (let number = 2; taken.has(name); number++) name = `${plain} (${number})`
  taken.add(name)
  return name
}

function mayBeObject(raw: string): boolean {
  return /^\s*(?:\{\s*["}]|\[\s*(?:\{|\]))/.test(raw)
}

/** `null`: it is no object, nor a list of keys with their values. */
function readObject(raw: string): ReadonlyMap<string, string> | null {
  if (!mayBeObject(raw)) return null
  const value = readJson(trimmed(raw))
  if (Array.isArray(value)) return keyedList(value)
  return value !== null && typeof value === 'object' ? flatRecord(value) : null
}

/** Google Analytics writes parameters as `[{"key": "page", "value": {"string_value": "/home", "int_value": null, …}}, …]`. */
function keyedList(items: readonly unknown[]): ReadonlyMap<string, string> | null {
  const fields = new Map<string, string>()
  for (const item of items) {
    const parts = item !== null && typeof item === 'object' ? flatRecord(item) : new Map<string, string>()
    const key = parts.get('key') ?? ''
    if (key === '') return null
    const value = VALUE_NAMES.map((name) => parts.get(name) ?? '').find((found) => found !== '')
    if (!fields.has(key)) fields.set(key, value ?? '')
  }
  return fields
}
