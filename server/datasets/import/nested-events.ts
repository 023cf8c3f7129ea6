import type { ErrorCode } from '#shared/contract/errors.ts'
import { NO_LIST } from '#shared/contract/sheet-choice.ts'
import { done, type Result } from '#shared/lib/result.ts'
import { createColumnCollector } from './collect-columns.ts'
import { createColumnObserver, type ColumnFacts } from './column-facts.ts'
import { nameColumns } from './column-names.ts'
import { caseScore, eventScore, looksLikeKeys, timestampScore } from './column-scores.ts'
import { flatRecord, readJson } from './json-record.ts'
import { LIST_FIELD } from './json-reader.ts'
import { knownExport } from './known-exports.ts'
import { isAbsent, trimmed } from './numbers.ts'
import type { ScannedRecord } from './scanner.ts'
import type { Sheet, SourceTable, TableBatch } from './source-table.ts'

const SAMPLE_RECORDS = 500
const SAMPLE_ITEMS = 2_000
const SAMPLE_CHARACTERS = 4 * 1024 * 1024
const MOST = 0.5
/** People, their visits, and what they did in them. */
const MAX_LEVELS = 3
const KEPT_TEXT = 2_000
/** Where nothing says whose list it is. */
const RECORD_NUMBER = 'case number'

interface List {
  readonly index: number
  readonly name: string
  /** Of the sampled records. */
  readonly items: number
}

/**
 * Records that hold their events as a list, such as a person with all that they did, become one record for each of these, with what the record says
 * besides in front: `user_id, plan, events.name, events.time`. What has a list but is an event itself, such as an order with its goods, stays
 * one. `wanted`: the name of the list that somebody chose, if there are several.
 */
export async function withNestedEvents(
  opened: Result<SourceTable, ErrorCode>,
  wanted: string | null,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  if (!opened.ok) return opened
  let table = opened.value
  try {
    for (let level = 1; level <= MAX_LEVELS; level++) {
      const { lists, facts } = await listsOf(table, signal)
      const choice = level === 1 ? wanted : null
      const [longest] = [...lists].sort((a, b) => b.items - a.items)
      const list = choice === NO_LIST ? undefined : (lists.find(({ name }) => name === choice) ?? longest)
      if (level === 1 && lists.length > 0 && table.sheets.length === 0) table = withChoice(table, lists, list)
      if (!list) return done(table)
      const others = facts.filter(({ index }) => index !== list.index)
      table = await unrolled(table, list, others, signal)
    }
    return done(table)
  } catch (error) {
    await table.close()
    throw error
  }
}

/** Tells which lists there are to choose from, and which is read. */
function withChoice(table: SourceTable, lists: readonly List[], list: List | undefined): SourceTable {
  const names = [...lists.map(({ name }) => name), NO_LIST]
  const sheets = names.map((name): Sheet => ({ name, isHidden: false }))
  return { ...table, sheets, sheet: list?.name ?? NO_LIST, sheetsAre: 'lists-in-records' }
}

/** Lists of events in the records of a table; empty when its records are events themselves. */
async function listsOf(
  table: SourceTable,
  signal: AbortSignal,
): Promise<{ readonly lists: readonly List[]; readonly facts: readonly ColumnFacts[] }> {
  const nowMs = Date.now()
  const rows: (readonly string[])[] = []
  let characters = 0
  let mayHaveLists = false
  sampling: for await (const { records } of table.read(signal)) {
    for (const { fields, fault } of records) {
      if (fault) continue
      rows.push(fields)
      for (const field of fields) {
        characters += field.length
        mayHaveLists ||= mayBeList(field)
      }
      if (rows.length >= (mayHaveLists ? SAMPLE_RECORDS : SAMPLE_RECORDS / 10) || characters > SAMPLE_CHARACTERS)
        break sampling
    }
  }
  if (!mayHaveLists) return { lists: [], facts: [] }
  const facts = table.columns.map((column, index) => {
    const observer = createColumnObserver(column, index, nowMs)
    for (const fields of rows) observer.add(fields[index] ?? '')
    return observer.facts()
  })
  if (isLog(facts)) return { lists: [], facts }
  const lists = table.columns.flatMap(({ name }, index): List[] => {
    const filled = rows.map((fields) => fields[index] ?? '').filter((text) => !isAbsent(trimmed(text)))
    const found = filled.flatMap((text) => itemsOf(text) ?? [])
    const isList = filled.filter((text) => itemsOf(text) !== null).length > filled.length * MOST
    return isList && (name === LIST_FIELD || holdEvents(found, nowMs, 1)) ? [{ index, name, items: found.length }] : []
  })
  return { lists, facts }
}

const mayBeList = (text: string): boolean => /^\s*\[\s*\{/.test(text)

/** `null`: no list; what is in it need not be objects. */
function itemsOf(text: string): readonly unknown[] | null {
  if (!/^\s*\[/.test(text)) return null
  const value = readJson(trimmed(text))
  return Array.isArray(value) ? (value as unknown[]) : null
}

const isObject = (value: unknown): value is object =>
  value !== null && typeof value === 'object' && !Array.isArray(value)

/** Its records say when and what, and whose it is comes back: they are events, whatever lists they have. So are those of a known export. */
function isLog(facts: readonly ColumnFacts[]): boolean {
  if (knownExport(facts)) return true
  return (
    facts.some((each) => each.filled > 0 && (timestampScore(each)?.points ?? 0) > 0) &&
    facts.some((each) => (eventScore(each)?.points ?? 0) >= NAMED_EVENT) &&
    facts.some((each) => (caseScore(each)?.points ?? 0) > 0 && each.distinct > 1 && each.filled >= each.distinct * 1.5)
  )
}

const NAMED_EVENT = 1

/** Things that each have a time, or lists of such things. */
export function holdEvents(items: readonly unknown[], nowMs: number, level = 1): boolean {
  const records = items
    .filter(isObject)
    .slice(0, SAMPLE_ITEMS)
    .map((item) => flatRecord(item))
  if (records.length === 0 || records.length < Math.min(items.length, SAMPLE_ITEMS) * MOST) return false
  const names = new Set(records.flatMap((record) => [...record.keys()]))
  // What has a key and a value is a field, though it may say since when.
  if (names.size < 2 || records.every((record) => record.has('key'))) return false
  return [...names].some((name, index) => {
    const values = records.map((record) => record.get(name) ?? '')
    const observer = createColumnObserver({ name, header: name }, index, nowMs)
    for (const value of values) observer.add(value)
    const facts = observer.facts()
    if (facts.filled > 0 && facts.filled >= records.length * MOST && (timestampScore(facts)?.points ?? 0) > 0)
      return true
    const inner = level < MAX_LEVELS ? values.flatMap((value) => (mayBeList(value) ? (itemsOf(value) ?? []) : [])) : []
    return inner.length > 0 && holdEvents(inner, nowMs, level + 1)
  })
}

/** The name of something that happened says what happened. */
const headerOf = (field: string): string =>
  /^(name|type|title|kind|label|status|state)$/i.test(field) ? `event ${field}` : field

/** One record for each item of a list. It is read once before, for the fields that occur anywhere in it. */
async function unrolled(
  table: SourceTable,
  { index, name }: List,
  others: readonly ColumnFacts[],
  signal: AbortSignal,
): Promise<SourceTable> {
  const collector = createColumnCollector()
  for await (const { records } of table.read(signal)) {
    for (const { fields, fault } of records) {
      if (fault) continue
      for (const item of itemsOf(fields[index] ?? '') ?? []) if (isObject(item)) collector.add(flatRecord(item).keys())
    }
  }
  const inner = collector.names()
  const placeOf = new Map(inner.map((field, place) => [field, place]))
  const isNameless = !others.some((facts) => facts.filled > 0 && (caseScore(facts) !== null || looksLikeKeys(facts)))
  const parent = table.columns.map((_, at) => at).filter((at) => at !== index)
  const { columns } = nameColumns([
    ...(isNameless ? [RECORD_NUMBER] : []),
    ...parent.map((at) => table.columns[at]?.name ?? ''),
    ...inner.map((field) => `${name}.${field}`),
  ])
  const first = (isNameless ? 1 : 0) + parent.length
  // What a field is called in the list says what it is; `events.id` is no event.
  const named = columns.map((column, at) =>
    at < first ? { ...column, isOfWhole: true } : { ...column, header: headerOf(inner[at - first] ?? '') },
  )

  function toRecord(
    number: number,
    { line, fields, text }: ScannedRecord,
    item: unknown,
    place: number,
    next: number,
  ): ScannedRecord {
    const within = `This is entry ${place + 1} of “${name}” in record ${line}.`
    if (!isObject(item))
      return {
        line: next,
        fields: [],
        text: JSON.stringify(item)?.slice(0, KEPT_TEXT) ?? '',
        fault: 'not_an_object',
        within,
      }
    const values = Array.from({ length: inner.length }, () => '')
    for (const [field, value] of flatRecord(item)) values[placeOf.get(field) ?? -1] = value
    const all = [...(isNameless ? [String(number)] : []), ...parent.map((at) => fields[at] ?? ''), ...values]
    const own = JSON.stringify(item).slice(0, KEPT_TEXT)
    return { line: next, fields: all, text: text.includes('\u0000') ? text : own, fault: null, within }
  }

  async function* read(readSignal: AbortSignal): AsyncGenerator<TableBatch> {
    let part = -1
    let last = 0
    let number = 0
    for await (const batch of table.read(readSignal)) {
      if (batch.part !== part) {
        part = batch.part
        last = 0
      }
      const records: ScannedRecord[] = []
      for (const record of batch.records) {
        number++
        const items = record.fault ? null : itemsOf(record.fields[index] ?? '')
        if (record.fault) records.push({ ...record, line: (last = Math.max(record.line, last + 1)) })
        // What has no entry is in sight, as a record without a time.
        else if (items === null || items.length === 0)
          records.push({
            ...toRecord(number, record, {}, 0, (last = Math.max(record.line, last + 1))),
            text: record.text,
            within: `It has nothing in “${name}”.`,
          })
        else
          for (const [place, item] of items.entries())
            records.push(toRecord(number, record, item, place, (last = Math.max(record.line, last + 1))))
      }
      yield { ...batch, records }
    }
  }

  return { ...table, columns: named, plainText: undefined, read }
}
