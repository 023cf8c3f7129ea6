import { entriesOf } from './json-record.ts'
import { holdEvents } from './nested-events.ts'

const MAX_LEVELS = 4
const FEWEST_KEYS = 3
const KNOWN_MEMBERS = 5_000

interface Keyed {
  readonly keys: Set<string>
  readonly members: object[]
  /** The keys of the first record. */
  readonly first: string
  differs: boolean
  isOfObjects: boolean
}

/**
 * Objects inside records that are lists with a key for each entry, as Firebase writes them: `{"events": {"-Nk1": {"name": "view", "at": "…"}, …}}`. Keys
 * that differ from record to record are no names of fields, nor are such that count: `{"e1": {…}, "e2": {…}}`. Only such whose entries are events are told, by their dotted names.
 */
export function keyedLists(records: readonly unknown[]): ReadonlySet<string> {
  const found = new Map<string, Keyed>()
  for (const record of records) if (isObject(record)) walk(record, '', 1, found)
  const names = [...found].filter(
    ([, { keys, members, differs, isOfObjects }]) =>
      isOfObjects &&
      ((differs && keys.size >= FEWEST_KEYS) || areNumbered([...keys])) &&
      holdEvents(members, Date.now()),
  )
  return new Set(names.map(([name]) => name))
}

/** Called alike but for their numbers. */
function areNumbered(keys: readonly string[]): boolean {
  const [first, ...rest] = new Set(keys.map((key) => (/\d$/.test(key) ? key.replace(/\d+$/, '') : null)))
  return keys.length > 1 && typeof first === 'string' && rest.length === 0
}

const isObject = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

function walk(value: object, prefix: string, level: number, found: Map<string, Keyed>): void {
  for (const [key, inner] of Object.entries(value)) {
    if (!isObject(inner)) continue
    const name = prefix === '' ? key : `${prefix}.${key}`
    const keys = Object.keys(inner)
    const said = keys.join('\n')
    const keyed = found.get(name) ?? { keys: new Set(), members: [], first: said, differs: false, isOfObjects: true }
    found.set(name, keyed)
    keyed.differs ||= said !== keyed.first
    keyed.isOfObjects &&= Object.values(inner).every(isObject)
    if (keyed.isOfObjects && keyed.members.length < KNOWN_MEMBERS) {
      for (const each of keys) keyed.keys.add(each)
      keyed.members.push(...entriesOf(inner))
    }
    if (level < MAX_LEVELS) walk(inner, name, level + 1, found)
  }
}
