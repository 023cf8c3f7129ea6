import { MAX_DEPTH, nestingOf } from './json-values.ts'

/** A record as text by dotted name, in its own order; or why it is none. */
export type JsonRecord = ReadonlyMap<string, string> | 'bad_json' | 'not_an_object' | 'uneven_record'

/** Objects inside are flattened down to here; what is deeper stays JSON, as do lists. */
const FLATTENED_LEVELS = 6
/** It may be more than a double can hold, in digits or in size. */
const LONG_NUMBER = /\d{16}|\d[eE]\+?\d{3}/

/** What a record is called by the object that holds it; no field of the records themselves. */
export const KEY_FIELD = '(key)'

const DIGITS_OF_NO_DOUBLE = /^-?(?=(?:\d\.?){16})\d+(\.\d+)?$/

/** Reads one record. Numbers too long for a double keep all their digits: an id must not be rounded. */
export function readJsonRecord(text: string, keyed?: ReadonlySet<string>): JsonRecord {
  const value = readJson(text)
  if (value === undefined) return 'bad_json'
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return 'not_an_object'
  return flatRecord(value, keyed)
}

/** `undefined`: it is no JSON, or nests too deep. Numbers too long for a double are text. */
export function readJson(text: string): unknown {
  if (nestingOf(text) > MAX_DEPTH) return undefined
  const value = parsed(text)
  return value === undefined && NO_NUMBER.test(text) ? parsed(withoutNoNumbers(text)) : value
}

function parsed(text: string): unknown {
  try {
    return LONG_NUMBER.test(text) ? JSON.parse(text, keepDigits) : JSON.parse(text)
  } catch {
    return undefined
  }
}

/** Python writes what is no number as a bare word, which JSON does not know. */
const NO_NUMBER = /[:,[]\s*-?(?:NaN|Infinity)\b/

const withoutNoNumbers = (text: string): string =>
  text.replace(/"(?:[^"\\]|\\.)*"|-?\b(?:NaN|Infinity)\b/g, (part) => (part.startsWith('"') ? part : 'null'))

/** `context.source` is the number as it is written. */
function keepDigits(this: unknown, _key: string, value: unknown, context?: { readonly source?: string }): unknown {
  const source = context?.source
  if (typeof value !== 'number' || source === undefined || Number.isSafeInteger(value)) return value
  return DIGITS_OF_NO_DOUBLE.test(source) || !Number.isFinite(value) ? source : value
}

/** The same of what was parsed already. `keyed`: names of objects that are lists with a key for each entry, and stay lists. */
export function flatRecord(value: object, keyed: ReadonlySet<string> = NONE): ReadonlyMap<string, string> {
  const fields = new Map<string, string>()
  flatten(value, '', 1, fields, keyed)
  return fields
}

const NONE: ReadonlySet<string> = new Set()

/** `{"k1": {"a": 1}}` → `[{"(key)": "k1", "a": 1}]` */
export function entriesOf(value: object): readonly object[] {
  return Object.entries(value).map(([key, inner]) =>
    inner !== null && typeof inner === 'object' ? { [KEY_FIELD]: key, ...(inner as object) } : (inner as object),
  )
}

function flatten(
  value: object,
  prefix: string,
  level: number,
  fields: Map<string, string>,
  keyed: ReadonlySet<string>,
): void {
  for (const key of Object.keys(value)) {
    const inner = (value as Record<string, unknown>)[key]
    const name = prefix === '' ? key : `${prefix}.${key}`
    if (inner !== null && typeof inner === 'object' && !Array.isArray(inner) && level < FLATTENED_LEVELS) {
      if (keyed.has(name)) fields.set(freeName(name, fields), JSON.stringify(entriesOf(inner)))
      else flatten(inner, name, level + 1, fields, keyed)
    } else fields.set(freeName(name, fields), textOf(inner))
  }
}

/** A field that is called `a.b`, beside `b` in an object `a`, must not take its place. */
function freeName(name: string, fields: ReadonlyMap<string, string>): string {
  let free = name
  for (let number = 2; fields.has(free); number++) free = `${name} (${number})`
  return free
}

/** A value as the text of a cell; a list or an object is JSON. */
export function textOf(value: unknown): string {
  // Half a surrogate pair cannot be stored.
  if (typeof value === 'string') return value.replace(/\p{Surrogate}/gu, '\uFFFD')
  if (value === null || value === undefined) return ''
  return typeof value === 'object' ? JSON.stringify(value) : String(value)
}
