import type { ErrorCode } from '#shared/contract/errors.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import type { FilePart } from './byte-source.ts'
import { createColumnCollector } from './collect-columns.ts'
import { nameColumns } from './column-names.ts'
import { encodingFacts, type FileFacts } from './inspect-file.ts'
import { readTexts, type LaidOut } from './json-batches.ts'
import type { JsonList } from './json-lists.ts'
import { flatRecord, readJson } from './json-record.ts'
import type { ScannedRecord } from './scanner.ts'
import { PLAIN_TABLE, type FileFault, type SourceTable, type TableBatch } from './source-table.ts'

/** The two lists of an object-centric event log (OCEL 2.0) that hold its data. */
export interface ObjectLogLists {
  readonly events: JsonList
  readonly objects: JsonList
}

const KEPT_TEXT = 2_000
/** All of them are kept in memory while the events are read. */
const MAX_OBJECTS = 2_000_000

/** `null`: it is no such log. */
export function objectLogLists(lists: readonly JsonList[]): ObjectLogLists | null {
  const named = (name: string): JsonList | undefined => lists.find((list) => list.name === name)
  const [events, objects] = [named('events'), named('objects')]
  return events && objects && named('objectTypes') && named('eventTypes') ? { events, objects } : null
}

interface LogObject {
  readonly type: string
  readonly attributes: ReadonlyMap<string, string>
}

/**
 * An object-centric log as one of cases: the objects of one kind are the cases, and an event of several of them is one of each. Which kind that is
 * somebody chooses (`wanted`); else it is the one that most events have exactly one object of, and whose objects have several events. What has no
 * object of that kind has no case, and is rejected for it, in sight. Objects of other kinds and the last known attributes of the case are columns.
 */
export async function objectLogTable(
  file: FilePart,
  facts: FileFacts,
  { events, objects }: ObjectLogLists,
  wanted: string | null,
  signal: AbortSignal,
): Promise<Result<SourceTable, ErrorCode>> {
  const byId = new Map<string, LogObject>()
  for await (const { texts } of readTexts(file, facts, placed(objects), signal)) {
    for (const { text } of texts) {
      const object = readJson(text) as Partial<Record<string, unknown>> | undefined
      if (!object || typeof object['id'] !== 'string') continue
      byId.set(object['id'], { type: String(object['type'] ?? ''), attributes: attributesOf(object['attributes']) })
    }
    if (byId.size > MAX_OBJECTS) return refused('too-large', `It has more than ${MAX_OBJECTS} objects.`)
  }
  const ofEvents = createColumnCollector()
  const kinds = new Map<string, { one: number; any: number; objects: Set<string> }>()
  let fault: FileFault | null = facts.fault
  for await (const { texts, cut } of readTexts(file, facts, placed(events), signal)) {
    for (const { text, isTooLong } of texts) {
      const event = isTooLong ? null : readEvent(text, byId)
      if (!event) continue
      ofEvents.add(event.attributes.keys())
      for (const [type, ids] of event.related) {
        const kind = kinds.get(type) ?? { one: 0, any: 0, objects: new Set() }
        kinds.set(type, kind)
        kind.any++
        if (ids.length === 1) kind.one++
        for (const id of ids) kind.objects.add(id)
      }
    }
    fault ??= cut
  }
  if (kinds.size === 0)
    return refused('file-not-supported', 'It is an object-centric log without an event that has an object.')
  const types = [...kinds.keys()]
  const worth = (type: string): number => {
    const { one, any, objects: cases } = kinds.get(type) ?? { one: 0, any: 0, objects: new Set() }
    return any >= cases.size * 1.5 ? one : one / 1_000
  }
  const [best = ''] = [...types].sort((a, b) => worth(b) - worth(a))
  const chosen = wanted !== null && types.includes(wanted) ? wanted : best
  const others = types.filter((type) => type !== chosen)
  const ofCase = createColumnCollector()
  for (const { type, attributes } of byId.values()) if (type === chosen) ofCase.add(attributes.keys())
  const [caseNames, eventNames] = [ofCase.names(), ofEvents.names()]
  const { columns } = nameColumns([
    `case:${chosen}`,
    'ocel:eid',
    'ocel:activity',
    'ocel:timestamp',
    ...others,
    ...caseNames.map((name) => `case:${chosen}.${name}`),
    ...eventNames,
  ])
  // By its header a column says what it is.
  const named = columns.map((column, index) => (index === 0 ? { ...column, header: 'case id' } : column))

  function* recordsOf(text: string, isTooLong: boolean, first: number): Generator<ScannedRecord> {
    const event = isTooLong ? null : readEvent(text, byId)
    const kept = text.slice(0, KEPT_TEXT)
    if (!event) {
      yield { line: first, fields: [], text: kept, fault: isTooLong ? 'oversize_record' : 'bad_json' }
      return
    }
    const within = event.related.has(chosen) ? undefined : `It has no object of the kind “${chosen}”.`
    for (const [index, id] of (event.related.get(chosen) ?? ['']).entries()) {
      const fields = [
        id,
        event.id,
        event.type,
        event.time,
        ...others.map((type) => event.related.get(type)?.join(', ') ?? ''),
        ...caseNames.map((name) => byId.get(id)?.attributes.get(name) ?? ''),
        ...eventNames.map((name) => event.attributes.get(name) ?? ''),
      ]
      yield { line: first + index, fields, text: kept, fault: null, ...(within ? { within } : {}) }
    }
  }

  async function* read(readSignal: AbortSignal): AsyncGenerator<TableBatch> {
    let last = 0
    for await (const { texts, progress } of readTexts(file, facts, placed(events), readSignal)) {
      const records: ScannedRecord[] = []
      for (const { text, isTooLong } of texts) {
        records.push(...recordsOf(text, isTooLong, last + 1))
        last = records.at(-1)?.line ?? last
      }
      yield { records, progress, part: 0 }
    }
  }

  return done({
    ...PLAIN_TABLE,
    ...encodingFacts(facts),
    format: 'json',
    columns: named,
    sheets: types.map((name) => ({ name, isHidden: false })),
    sheet: chosen,
    sheetsAre: 'kinds-of-object',
    fault: () => fault,
    read,
  })
}

const placed = ({ place }: JsonList): LaidOut => ({ layout: 'wrapped', skippedLists: place })

interface ObjectLogEvent {
  readonly id: string
  readonly type: string
  readonly time: string
  readonly attributes: ReadonlyMap<string, string>
  /** Ids of its objects by their kind. */
  readonly related: ReadonlyMap<string, readonly string[]>
}

function readEvent(text: string, objects: ReadonlyMap<string, LogObject>): ObjectLogEvent | null {
  const value = readJson(text)
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return null
  const { attributes, relationships, ...rest } = value as Partial<Record<string, unknown>>
  const own = flatRecord(rest)
  const related = new Map<string, string[]>()
  for (const relation of Array.isArray(relationships) ? (relationships as unknown[]) : []) {
    const id = flatRecord(relation ?? {}).get('objectId') ?? ''
    const type = objects.get(id)?.type
    if (type === undefined) continue
    const ids = related.get(type) ?? []
    related.set(type, ids)
    // The same object may be related in two ways.
    if (!ids.includes(id)) ids.push(id)
  }
  const field = (name: string): string => own.get(name) ?? ''
  return { id: field('id'), type: field('type'), time: field('time'), attributes: attributesOf(attributes), related }
}

/** `[{"name": "price", "value": 3}, …]`; the last of one name is what is known in the end. */
function attributesOf(list: unknown): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const item of Array.isArray(list) ? (list as unknown[]) : []) {
    const parts = flatRecord(item ?? {})
    const name = parts.get('name') ?? ''
    if (name !== '') found.set(name, parts.get('value') ?? '')
  }
  return found
}
