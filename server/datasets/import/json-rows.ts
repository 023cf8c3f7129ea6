import { isValue } from './heading-rows.ts'
import { createJsonReader, jsonLayout, type JsonLayout } from './json-reader.ts'
import { type JsonRecord, readJson, textOf } from './json-record.ts'

/** Rows of values, whose columns are named elsewhere: by the first row, or beside them. */
export interface ValueRows {
  readonly layout: JsonLayout
  readonly names: readonly string[]
  readonly isFirstNames: boolean
}

const JUDGED_ROWS = 20
const FEWEST_ROWS = 2
const FEWEST_COLUMNS = 2
/** How deep beside the rows the names may lie: `{"meta": {"view": {"columns": [ … ]}}, "data": [ … ]}`. */
const NAMES_DEPTH = 4
/** What the name of a column is called, where an object tells of each. */
const NAME_FIELDS = ['name', 'columnName', 'column_name', 'fieldName', 'field', 'id', 'label', 'title'] as const

/**
 * Rows of values instead of records with names, as databases and statistics programs write them: `[["case", "event"], ["1", "a"]]`, a row a
 * line, or `{"columns": ["case", "event"], "rows": [["1", "a"]]}`, where names may also be objects that tell more. `null`: it is something
 * else, or nobody says what its columns are called.
 */
export function valueRows(head: string, isWhole: boolean): ValueRows | null {
  const layout = jsonLayout(head, isWhole)
  const isList = head
    .replace(/^\uFEFF/, '')
    .trimStart()
    .startsWith('[')
  if (isList) return namedByFirst(head, layout)
  return layout === 'wrapped' || layout === 'values' ? namedBeside(head, isWhole) : null
}

function namedByFirst(head: string, layout: JsonLayout): ValueRows | null {
  const rows = rowsOf(head, layout)
  const [names, ...below] = rows
  return names && below.length > 0 && areNames(names, below) ? { layout, names, isFirstNames: true } : null
}

function namedBeside(head: string, isWhole: boolean): ValueRows | null {
  const rows = rowsOf(head, 'wrapped-rows')
  const [first, ...below] = rows
  if (!first) return null
  const place = rowsPlace(readJson(isWhole ? head : closedAfterRows(head)))
  if (!place) return null
  const names = namesIn(place, first.length)
  if (names) return { layout: 'wrapped-rows', names, isFirstNames: false }
  return below.length > 0 && areNames(first, below)
    ? { layout: 'wrapped-rows', names: first, isFirstNames: true }
    : null
}

/** The first rows as text; none when they are no rows, or not of one width. */
function rowsOf(head: string, layout: JsonLayout): readonly (readonly string[])[] {
  const rows: (readonly string[])[] = []
  for (const { text } of createJsonReader(layout).push(head).slice(0, JUDGED_ROWS)) {
    const values = valuesOf(text)
    if (!values || values.length < FEWEST_COLUMNS || values.length !== (rows[0] ?? values).length) return []
    rows.push(values)
  }
  return layout === 'wrapped-rows' || rows.length >= FEWEST_ROWS ? rows : []
}

/** A row as a record; one that is longer than there are names is none. */
export function rowRecord(text: string, names: readonly string[]): JsonRecord {
  const values = valuesOf(text)
  if (!values) return readJson(text) === undefined ? 'bad_json' : 'uneven_record'
  if (values.length > names.length) return 'uneven_record'
  return new Map(values.map((value, index) => [names[index] ?? '', value]))
}

/** The values of a row as text; `null`: it is none. */
function valuesOf(text: string): readonly string[] | null {
  const value = readJson(text)
  return Array.isArray(value) ? value.map(textOf) : null
}

/** Words, each only once and in no row below in the same column; no value. */
function areNames(row: readonly string[], below: readonly (readonly string[])[]): boolean {
  const isName = (text: string, index: number): boolean =>
    text.trim() !== '' && !isValue(text.trim()) && below.every((values) => values[index] !== text)
  return new Set(row).size === row.length && row.every(isName)
}

/** The object with the first list of lists in it, and how that list is called there. */
interface RowsPlace {
  readonly around: Readonly<Record<string, unknown>>
  readonly name: string
  /** The object is one of a list: a table among others, or a record with such a list as one of its values. */
  readonly isOfList: boolean
}

function rowsPlace(value: unknown, isOfList = false): RowsPlace | null {
  if (value === null || typeof value !== 'object') return null
  const around = value as Readonly<Record<string, unknown>>
  for (const [name, inner] of Object.entries(around)) {
    const isRows = !Array.isArray(value) && Array.isArray(inner) && Array.isArray(inner[0])
    const found = isRows ? { around, name, isOfList } : rowsPlace(inner, isOfList || Array.isArray(value))
    if (found) return found
  }
  return null
}

function namesIn({ around, name, isOfList }: RowsPlace, width: number): readonly string[] | null {
  const found: { readonly key: string; readonly names: readonly string[] }[] = []
  const look = (value: unknown, key: string, depth: number): void => {
    if (value === null || typeof value !== 'object') return
    const names = Array.isArray(value) && value.length === width ? namesOf(value) : null
    if (names) found.push({ key, names })
    else if (depth < NAMES_DEPTH)
      for (const [inner, each] of Object.entries(value))
        if (value !== around || inner !== name) look(each, inner, depth + 1)
  }
  look(around, '', 0)
  const called = found.find(({ key }) => /col|field|head|name|meta|schema/i.test(key))
  return (called ?? (isOfList ? undefined : found[0]))?.names ?? null
}

function namesOf(list: readonly unknown[]): readonly string[] | null {
  for (const field of [null, ...NAME_FIELDS]) {
    const names = list.map((item) => (field === null ? item : memberOf(item, field)))
    if (names.every((name) => typeof name === 'string' && name.trim() !== '') && new Set(names).size === names.length)
      return names as string[]
  }
  return null
}

const memberOf = (item: unknown, field: string): unknown =>
  item !== null && typeof item === 'object' ? (item as Readonly<Record<string, unknown>>)[field] : undefined

/** A text up to the end of some rows in it, with its brackets closed. */
function closedAfterRows(head: string): string {
  const open: string[] = []
  let rows = 0
  for (const { 0: part, index } of head.matchAll(/"(?:[^"\\]|\\.)*"|[{}[\]]/g)) {
    if (part === '{' || part === '[') open.push(part)
    else if (part === '}' || part === ']') {
      open.pop()
      if (part === ']' && open.length > 1 && open.at(-1) === '[' && ++rows === FEWEST_ROWS)
        return (
          head.slice(0, index + 1) +
          open
            .toReversed()
            .map((bracket) => (bracket === '{' ? '}' : ']'))
            .join('')
        )
    }
  }
  return ''
}
