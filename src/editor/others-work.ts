import * as Y from 'yjs'
import { RECORD_ROOTS } from '#shared/model/records/record.ts'

type Insertions = Parameters<typeof Y.isDeleted>[0]

interface StoredRecord {
  readonly id: string
  readonly item: Y.Item
  readonly map: Y.Map<unknown>
}

/** The records that a step of one's own has made, by id. */
export function recordsMade(doc: Y.Doc, insertions: Insertions): ReadonlyMap<string, Y.Map<unknown>> {
  const made = new Map<string, Y.Map<unknown>>()
  for (const { id, item, map } of storedRecords(doc)) {
    if (item.id.client === doc.clientID && Y.isDeleted(insertions, item.id)) made.set(id, map)
  }
  return made
}

/**
 * Which of the records that one has made others have built on since: they typed in it, changed a field, put a card into the step,
 * drew a link to the card. Taking back such a record would take their work out of sight, so undo lets it stand.
 */
export function othersBuiltOn(doc: Y.Doc, made: ReadonlySet<string>): ReadonlySet<string> {
  const kept = new Set<string>()
  if (made.size === 0) return kept
  const needs = new Map<string, readonly string[]>()
  for (const record of storedRecords(doc)) {
    const { id, map } = record
    if (made.has(id)) needs.set(id, references(map))
    if (!isOthersWork(doc, record)) continue
    if (made.has(id)) kept.add(id)
    else if (typeof map.get('deletedAt') !== 'number') for (const needed of references(map)) kept.add(needed)
  }
  for (const [id, binding] of doc.getMap('bindings')._map) if (isOthers(doc, binding)) kept.add(id)
  // What is kept needs what it stands on: a card its step, a step its stage. A set is walked to its growing end.
  for (const id of kept) for (const needed of needs.get(id) ?? []) kept.add(needed)
  return new Set([...kept].filter((id) => made.has(id)))
}

function* storedRecords(doc: Y.Doc): Generator<StoredRecord> {
  for (const root of RECORD_ROOTS) {
    for (const [id, item] of doc.getMap(root)._map) {
      if (!item.deleted && item.content instanceof Y.ContentType && item.content.type instanceof Y.Map) {
        yield { id, item, map: item.content.type as Y.Map<unknown> }
      }
    }
  }
}

const isOthers = (doc: Y.Doc, item: Y.Item): boolean => !item.deleted && item.id.client !== doc.clientID

/** Whether somebody else made the record, changed one of its fields, or typed in one of its texts. */
function isOthersWork(doc: Y.Doc, { item, map }: StoredRecord): boolean {
  if (isOthers(doc, item)) return true
  for (const field of map._map.values()) {
    if (isOthers(doc, field)) return true
    if (!(field.content instanceof Y.ContentType)) continue
    for (let piece = field.content.type._start; piece !== null; piece = piece.right) {
      if (isOthers(doc, piece)) return true
    }
  }
  return false
}

/** The ids of what a record cannot be without. */
function references(record: Y.Map<unknown>): string[] {
  const place = record.get('place') as { stageId?: unknown; stepId?: unknown; laneId?: unknown } | undefined
  const ids = [place?.stageId, place?.stepId, place?.laneId, record.get('fromCardId'), record.get('toCardId')]
  return ids.filter((id) => typeof id === 'string')
}

/** Whether an item of the document belongs to one of these records. */
export function isInside(item: Y.Item, records: ReadonlySet<Y.Map<unknown>>): boolean {
  if (records.size === 0) return false
  if (item.content instanceof Y.ContentType && records.has(item.content.type as Y.Map<unknown>)) return true
  let parent = item.parent
  while (parent instanceof Y.AbstractType) {
    if (records.has(parent as Y.Map<unknown>)) return true
    parent = parent._item?.parent ?? null
  }
  return false
}
