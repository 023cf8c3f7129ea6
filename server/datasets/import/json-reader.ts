import { createValueSplitter, type JsonShape, type JsonText } from './json-values.ts'
import { MAX_RECORD_CHARACTERS } from './scanner.ts'

/** `lines`: a record a line, so that a broken one harms no other. */
export type JsonLayout = 'lines' | JsonShape

export interface JsonReader {
  push(text: string): JsonText[]
  end(): JsonText[]
  /** After the end: the text broke off inside a record. */
  isOpen(): boolean
  isBroken(): boolean
}

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
    const isLine = judged.length > 1 && isJson(judged[0] ?? '') && judged.slice(1).some((line) => isObject(line))
    return isLine ? 'lines' : 'array'
  }
  if (judged.some((line) => isObject(line)) && lines.length > 1) return 'lines'
  const first = createValueSplitter('values', MAX_RECORD_CHARACTERS)
  const values = first.push(head)
  if (values.length > 1) return 'values'
  // Lists in its records are theirs.
  if (isMapOfRecords(head)) return 'members'
  return hasListOfObjects(head) ? 'wrapped' : 'values'
}

const FEWEST_MEMBERS = 3

/** An object whose members are objects with the same fields, by their keys, as some databases export a collection. */
function isMapOfRecords(head: string): boolean {
  const members = createValueSplitter('members', MAX_RECORD_CHARACTERS).push(head).slice(0, JUDGED_LINES)
  const fields = members.map((member) => fieldsOf(withKey(member).text))
  const [first] = fields
  if (fields.length < FEWEST_MEMBERS || !first || first.length < 3) return false
  return fields.every(
    (names) => names !== null && names.filter((name) => first.includes(name)).length * 2 > first.length,
  )
}

/** `null`: no object. */
function fieldsOf(text: string): readonly string[] | null {
  return isObject(text) ? Object.keys(JSON.parse(text) as object) : null
}

const withoutMark = (text: string): string => (text.startsWith(RECORD_MARK) ? text.slice(1) : text)

/** Cuts text that comes in pieces of any size into records. `skippedLists`: of wrapped ones, those before the one that is read. */
export function createJsonReader(
  layout: JsonLayout,
  { maxCharacters = MAX_RECORD_CHARACTERS, skippedLists = 0 }: { maxCharacters?: number; skippedLists?: number } = {},
): JsonReader {
  if (layout === 'lines') return lineReader(maxCharacters)
  const splitter = createValueSplitter(layout, maxCharacters, { skippedLists })
  return layout === 'members' ? { ...splitter, push: (text) => splitter.push(text).map(withKey) } : splitter
}

/** What a record is called by the object that holds it; no field of the records themselves. */
const KEY_FIELD = '(key)'

/** `"k7": {"a": 1}` → `{"(key)": "k7", "a": 1}` */
function withKey(member: JsonText): JsonText {
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

function hasListOfObjects(head: string): boolean {
  const splitter = createValueSplitter('wrapped', MAX_RECORD_CHARACTERS)
  return splitter.push(head).length > 0 || splitter.hasBegun()
}
