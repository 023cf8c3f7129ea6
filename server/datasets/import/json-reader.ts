import { KEY_FIELD } from './json-record.ts'
import { createValueSplitter, type JsonShape, type JsonText } from './json-values.ts'

/** `lines`: a record a line, so that a broken one harms no other. */
export type JsonLayout = 'lines' | JsonShape

export interface JsonReader {
  push(text: string): JsonText[]
  end(): JsonText[]
  /** After the end: the text broke off inside a record. */
  isOpen(): boolean
  isBroken(): boolean
}

/** A record may be a person with all that they ever did. */
const MAX_JSON_CHARACTERS = 16 * 1024 * 1024

const JUDGED_LINES = 20
/** Before each record of a sequence of JSON texts (RFC 7464). */
const RECORD_MARK = '\u001E'

/** How the records of a JSON text are laid out, by its beginning. */
export function jsonLayout(head: string, isWhole: boolean): JsonLayout {
  const text = withoutMark(head.replace(/^\uFEFF/, '').trim()).replaceAll(`\n${RECORD_MARK}`, '\n')
  const lines = text.split(/\r\n|\r|\n/).filter((line) => line.trim() !== '')
  // The last one of a part may be cut.
  const judged = (isWhole ? lines : lines.slice(0, -1)).slice(0, JUDGED_LINES)
  if (text.startsWith('[')) {
    const isLine =
      judged.length > 1 && isJson(judged[0] ?? '') && judged.slice(1).some((line) => isObject(line) || isRow(line))
    return isLine ? 'lines' : 'array'
  }
  if (judged.some((line) => isObject(line)) && lines.length > 1) return 'lines'
  const first = createValueSplitter('values', MAX_JSON_CHARACTERS)
  const values = first.push(head)
  if (values.length > 1) return 'values'
  // Lists in its records are theirs.
  if (isMap(membersOf('members', head, 0))) return 'members'
  if (innerMapPlace(head) !== null) return 'inner-members'
  return hasListOfObjects(head) ? 'wrapped' : 'values'
}

const FEWEST_MEMBERS = 3
const FEWEST_LISTS = 2
/** What may stand before an object of records, in the one that wraps it. */
const MOST_BEFORE = 5

/** How many objects come before an object of records, inside another; `null`: there is none. */
export function innerMapPlace(head: string): number | null {
  for (let place = 0; place <= MOST_BEFORE; place++) if (isMap(membersOf('inner-members', head, place))) return place
  return null
}

function membersOf(shape: 'members' | 'inner-members', head: string, skippedLists: number): readonly JsonText[] {
  const splitter = createValueSplitter(shape, MAX_JSON_CHARACTERS, { skippedLists })
  return splitter.push(head).slice(0, JUDGED_LINES).map(withKey)
}

/** By their keys objects, or lists of objects, with the same fields: as some databases export a collection, and as cases with their events. */
function isMap(members: readonly JsonText[]): boolean {
  const records = members.map(({ text }) => objectOf(text))
  if (records.some((record) => record === null)) return false
  const lists = records.map((record) => record?.[LIST_FIELD])
  const isOfLists = lists.length > 0 && lists.every((list) => Array.isArray(list) && list.every(isRecord))
  const filled = isOfLists ? lists.filter((list) => list.length > 0) : []
  const fields = isOfLists
    ? filled.map((list) => Object.keys(list[0] ?? {}))
    : records.map((record) => Object.keys(record ?? {}).filter((name) => name !== KEY_FIELD))
  const [first] = fields
  if (!first || fields.length < (isOfLists ? FEWEST_LISTS : FEWEST_MEMBERS) || first.length < 2) return false
  return fields.every((names) => names.filter((name) => first.includes(name)).length * 2 > first.length)
}

function isRecord(value: unknown): value is object {
  return value !== null && typeof value === 'object' && !Array.isArray(value)
}

function objectOf(text: string): Readonly<Record<string, unknown>> | null {
  return isObject(text) ? (JSON.parse(text) as Record<string, unknown>) : null
}

const withoutMark = (text: string): string => (text.startsWith(RECORD_MARK) ? text.slice(1) : text)

/** Cuts text that comes in pieces of any size into records. `skippedLists`: of wrapped ones, those before the one that is read. */
export function createJsonReader(
  layout: JsonLayout,
  { maxCharacters = MAX_JSON_CHARACTERS, skippedLists = 0 }: { maxCharacters?: number; skippedLists?: number } = {},
): JsonReader {
  if (layout === 'lines') return lineReader(maxCharacters)
  const splitter = createValueSplitter(layout, maxCharacters, { skippedLists })
  const isOfMembers = layout === 'members' || layout === 'inner-members'
  return isOfMembers ? { ...splitter, push: (text) => splitter.push(text).map(withKey) } : splitter
}

/** What it holds, when that is a list. */
export const LIST_FIELD = 'entries'

/** `"k7": {"a": 1}` → `{"(key)": "k7", "a": 1}`, and `"k7": [1]` → `{"(key)": "k7", "entries": [1]}` */
function withKey(member: JsonText): JsonText {
  const list = /^("(?:[^"\\]|\\.)*")\s*:\s*\[/.exec(member.text)
  if (list) {
    const key = list[1] ?? ''
    return { ...member, text: `{"${KEY_FIELD}": ${key}, "${LIST_FIELD}": ${member.text.slice(list[0].length - 1)}}` }
  }
  const text = member.text.replace(
    /^("(?:[^"\\]|\\.)*")\s*:\s*\{\s*(\}?)/,
    (_, key: string, end: string) => `{"${KEY_FIELD}": ${key}${end === '' ? ', ' : '}'}`,
  )
  return { ...member, text }
}

function lineReader(maxCharacters: number): JsonReader {
  let pending = ''
  let line = 1
  let isSkipping = false

  function take(text: string, found: JsonText[]): void {
    const trimmed = withoutMark(text).trim()
    if (isSkipping) isSkipping = false
    else if (trimmed.length > maxCharacters) found.push({ line, text: trimmed.slice(0, 2_000), isTooLong: true })
    else if (trimmed !== '') found.push(...recordsOf(trimmed, line, maxCharacters))
  }

  return {
    push(text) {
      const found: JsonText[] = []
      let from = 0
      for (let end = text.indexOf('\n'); end !== -1; end = text.indexOf('\n', from)) {
        take(pending + text.slice(from, end), found)
        pending = ''
        line++
        from = end + 1
      }
      if (!isSkipping) pending += text.slice(from)
      if (pending.length > maxCharacters) {
        found.push({ line, text: pending.slice(0, 2_000), isTooLong: true })
        pending = ''
        isSkipping = true
      }
      return found
    },
    end() {
      const found: JsonText[] = []
      take(pending, found)
      pending = ''
      return found
    },
    isOpen: () => false,
    isBroken: () => false,
  }
}

/** Files put one behind the other without a line end between them leave two records on one line. */
function recordsOf(text: string, line: number, maxCharacters: number): readonly JsonText[] {
  const whole = { line, text, isTooLong: false }
  if (!/[}\]]\s*\{/.test(text) || isJson(text)) return [whole]
  const splitter = createValueSplitter('values', maxCharacters, { firstLine: line })
  const parts = [...splitter.push(text), ...splitter.end()]
  return !splitter.isOpen() && parts.every((part) => isObject(part.text)) ? parts : [whole]
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text)
    return true
  } catch {
    return false
  }
}

function isObject(text: string): boolean {
  return text.trimStart().startsWith('{') && isJson(text)
}

/** A row of values. Lists of records that follow one another are none. */
function isRow(text: string): boolean {
  if (!text.trimStart().startsWith('[') || !isJson(text)) return false
  const items = JSON.parse(text) as unknown[]
  return items.length > 0 && items.every((item) => item === null || typeof item !== 'object')
}

function hasListOfObjects(head: string): boolean {
  const splitter = createValueSplitter('wrapped', MAX_JSON_CHARACTERS)
  return splitter.push(head).length > 0 || splitter.hasBegun()
}
