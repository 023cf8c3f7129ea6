import * as Y from 'yjs'
import { RECORD_ROOTS } from '#shared/model/records/record.ts'

type Insertions = Parameters<typeof Y.isDeleted>[0]

interface StoredRecord {
  readonly id: string
  readonly item: Y.Item
  readonly map: Y.Map<unknown>
}

/**
 * The records that an undo step made and that others have built on since: they typed in it, changed a field, put a card into the
 * step, drew a link to the card. Taking back such a record would take their work with it, so undo lets it stand.
 */
export function recordsWithOthersWork(doc: Y.Doc, insertions: Insertions): ReadonlySet<Y.Map<unknown>> {
  const made = new Map<string, StoredRecord>()
  for (const record of storedRecords(doc)) {
    if (record.item.id.client === doc.clientID && Y.isDeleted(insertions, record.item.id)) made.set(record.id, record)
  }
  if (made.size === 0) return new Set()
  const kept = new Set<string>()
  for (const record of storedRecords(doc)) {
    if (made.has(record.id)) {
      if (hasOthersContent(doc, record.map)) kept.add(record.id)
    } else if (typeof record.map.get('deletedAt') !== 'number') {
      for (const id of referencesByOthers(doc, record)) if (made.has(id)) kept.add(id)
    }
  }
  for (const [id, binding] of doc.getMap('bindings')._map) if (isOthers(doc, binding) && made.has(id)) kept.add(id)
  // What is kept needs what it stands on: a card its step, a step its stage.
  for (const id of kept) {
    const record = made.get(id)
    if (record) for (const needed of references(record.map)) if (made.has(needed)) kept.add(needed)
  }
  return new Set([...kept].flatMap((id) => made.get(id)?.map ?? []))
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

function hasOthersContent(doc: Y.Doc, record: Y.Map<unknown>): boolean {
  for (const item of record._map.values()) {
    if (isOthers(doc, item)) return true
    if (!(item.content instanceof Y.ContentType)) continue
    for (let piece = item.content.type._start; piece !== null; piece = piece.right) {
      if (isOthers(doc, piece)) return true
    }
  }
  return false
}

/** The ids of a record that it cannot be without. */
function references(record: Y.Map<unknown>): string[] {
  const place = record.get('place') as { stageId?: unknown; stepId?: unknown; laneId?: unknown } | undefined
  const ids = [place?.stageId, place?.stepId, place?.laneId, record.get('fromCardId'), record.get('toCardId')]
  return ids.filter((id) => typeof id === 'string')
}

/** References that others made: the whole record is theirs, or they moved it to where it is. */
function referencesByOthers(doc: Y.Doc, { item, map }: StoredRecord): string[] {
  const place = map._map.get('place')
  return isOthers(doc, item) || (place !== undefined && isOthers(doc, place)) ? references(map) : []
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
