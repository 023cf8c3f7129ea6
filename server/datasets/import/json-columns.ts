import { readJson, textOf } from './json-record.ts'

/** What a JSON text with a list of values for each column says. */
export interface JsonColumns {
  /** Takes the next piece of text; false when it is something else. */
  push(text: string): boolean
  /** The values since the last time, as JSON, with the place of their column. */
  take(): readonly ColumnValues[]
  /** After the end: whether the text came to its own. */
  isWhole(): boolean
  readonly columns: readonly JsonColumn[]
}

export interface JsonColumn {
  readonly name: string
  readonly values: number
  /** Of one that has a key for each value: all of them, as a number; 0 for a list. */
  readonly keys: number
}

export interface ColumnValues {
  readonly column: number
  readonly values: readonly string[]
}

/** No value of a sane table is longer. */
const MAX_VALUE_CHARACTERS = 1024 * 1024

/** A text, a bracket or sign, or a bare word such as a number. */
const TOKEN = /\s*(?:("[^"\\]*(?:\\[^][^"\\]*)*")|([{}[\]:,])|([^\s"{}[\]:,]+))/y

const VALUE = String.raw`(?:"[^"\\]*(?:\\.[^"\\]*)*"|[-\w.+]+)`
const NAME = String.raw`"[^"\\]*(?:\\.[^"\\]*)*"`
/** A list of two values or more; or an object of such, whose keys count. */
const FIRST_COLUMN = new RegExp(
  String.raw`^\uFEFF?\s*\{\s*${NAME}\s*:\s*(?:\[\s*${VALUE}\s*,\s*${VALUE}|\{\s*"\d+"\s*:\s*${VALUE}\s*,\s*"\d+"\s*:\s*${VALUE})`,
)

/** By its beginning a text may have a list of values for each column. */
export const mayBeColumns = (head: string): boolean => FIRST_COLUMN.test(head)

type Expected =
  | 'object'
  | 'name'
  | 'name-colon'
  | 'list'
  | 'value'
  | 'value-end'
  | 'key'
  | 'key-colon'
  | 'keyed-value'
  | 'keyed-end'
  | 'column-end'
  | 'nothing'

/**
 * Reads `{"case": ["1", "2"], "event": ["a", "b"]}`, and with a key for each value, as pandas writes tables unless it is told otherwise:
 * `{"case": {"0": "1", "1": "2"}, "event": {"0": "a", "1": "b"}}`. Nothing else is in it.
 */
export function createJsonColumns(): JsonColumns {
  const columns: { name: string; values: number; keys: number }[] = []
  let expected: Expected = 'object'
  let pending = ''
  let taken: ColumnValues[] = []
  let values: string[] = []
  let name = ''

  const column = () => columns.at(-1)
  const keep = (): void => {
    if (values.length > 0) taken.push({ column: columns.length - 1, values })
    values = []
  }
  const add = (value: string): void => {
    values.push(value)
    const now = column()
    if (now) now.values++
  }
  const addKey = (key: string): boolean => {
    const now = column()
    if (!now || !/^"\d+"$/.test(key)) return false
    now.keys = mixed(now.keys, Number(key.slice(1, -1)))
    return true
  }
  const begin = (): void => {
    keep()
    columns.push({ name, values: 0, keys: 0 })
  }

  /** What comes after a token; `null`: it should not stand there. */
  function after(text: string | undefined, sign: string | undefined, word: string | undefined): Expected | null {
    const value = text ?? word
    switch (expected) {
      case 'object':
        return sign === '{' ? 'name' : null
      case 'name':
        name = text === undefined ? '' : textOf(readJson(text))
        return name === '' ? null : 'name-colon'
      case 'name-colon':
        return sign === ':' ? 'list' : null
      case 'list':
        if (sign !== '[' && sign !== '{') return null
        begin()
        return sign === '[' ? 'value' : 'key'
      case 'value':
        if (sign === ']' && column()?.values === 0) return 'column-end'
        if (value === undefined) return null
        add(value)
        return 'value-end'
      case 'value-end':
        return sign === ',' ? 'value' : sign === ']' ? 'column-end' : null
      case 'key':
        return text !== undefined && addKey(text) ? 'key-colon' : null
      case 'key-colon':
        return sign === ':' ? 'keyed-value' : null
      case 'keyed-value':
        if (value === undefined) return null
        add(value)
        return 'keyed-end'
      case 'keyed-end':
        return sign === ',' ? 'key' : sign === '}' ? 'column-end' : null
      case 'column-end':
        return sign === ',' ? 'name' : sign === '}' ? 'nothing' : null
      default:
        return null
    }
  }

  return {
    columns,
    push(piece) {
      const text = pending + piece
      let at = 0
      for (;;) {
        TOKEN.lastIndex = at
        const found = TOKEN.exec(text)
        // A bare word at the end may go on in the next piece.
        if (!found || (found[3] !== undefined && TOKEN.lastIndex === text.length)) break
        const next = after(found[1], found[2], found[3])
        if (next === null) return false
        expected = next
        at = TOKEN.lastIndex
      }
      pending = text.slice(at)
      return pending.length <= MAX_VALUE_CHARACTERS
    },
    take() {
      keep()
      const all = taken
      taken = []
      return all
    },
    isWhole: () => expected === 'nothing' && pending.trim() === '',
  }
}

const PRIME = 16_777_619

/** One number for a row of numbers: of others it is another one, but for a chance of one in two thousand millions. */
const mixed = (all: number, next: number): number => (Math.imul(all ^ next, PRIME) >>> 1) + 1
