import * as Y from 'yjs'
import { isOrderKey, type OrderKey } from '#shared/lib/fractional-order.ts'
import { recordToY } from '../json-form.ts'
import { RECORD_KINDS } from '../read-snapshot.ts'
import { CARDS_MAX, SMALL_LIST_MAX } from '../records/limits.ts'
import { RECORD_ROOTS, type RecordRoot } from '../records/record.ts'

/** How commands read and write the document itself. For commands only: everything else reads snapshots. */
export type Stored = Y.Map<unknown>

/** A record that exists and is not deleted. */
export function liveRecord(doc: Y.Doc, root: RecordRoot, id: string): Stored | undefined {
  const record = doc.getMap(root).get(id)
  return record instanceof Y.Map && !isDeleted(record) ? record : undefined
}

const isDeleted = (record: Stored): boolean => typeof record.get('deletedAt') === 'number'

/** Whether a card was locked: it stays as and where it is until somebody unlocks it. */
export const isLocked = (record: Stored): boolean => record.get('isLocked') === true

/** Every record of a root that is not deleted. */
export function* liveRecords(doc: Y.Doc, root: RecordRoot): Generator<readonly [id: string, record: Stored]> {
  for (const [id, record] of doc.getMap(root)) {
    if (record instanceof Y.Map && !isDeleted(record)) yield [id, record]
  }
}

/** The root in which a live record with this id stands. */
export const rootOf = (doc: Y.Doc, id: string): RecordRoot | undefined =>
  RECORD_ROOTS.find((root) => liveRecord(doc, root, id))

/** Whether `more` records still fit. Counts only when the root, deleted records included, might be full. */
export function hasRoom(doc: Y.Doc, root: RecordRoot, more: number): boolean {
  const most = root === 'cards' || root === 'links' ? CARDS_MAX : SMALL_LIST_MAX
  if (doc.getMap(root).size + more <= most) return true
  let live = 0
  for (const _ of liveRecords(doc, root)) live++
  return live + more <= most
}

/** Writes a new record; texts become Y.Text, and every text exists from the start so that nobody has to create one while typing. */
export function insertRecord(doc: Y.Doc, root: RecordRoot, id: string, record: object): void {
  const { texts } = RECORD_KINDS[root]
  const empty = Object.fromEntries(Object.keys(texts).map((field) => [field, '']))
  doc.getMap(root).set(id, recordToY(texts, { ...empty, ...record }))
}

/** Whether some text is longer than its kind allows. */
export const isTextTooLong = (root: RecordRoot, record: object): boolean => {
  const { texts } = RECORD_KINDS[root]
  return Object.entries(record).some(
    ([field, value]) => typeof value === 'string' && value.length > (texts[field] ?? Infinity),
  )
}

/** Marks a record as deleted. */
export const softDelete = (record: Stored, now: number): unknown => record.set('deletedAt', now)

export interface Sibling {
  readonly id: string
  readonly order: OrderKey
}

/** Siblings in drawing order, read from `order` (or `place.order`) of the records that `belongs` picks. */
export function siblings(doc: Y.Doc, root: RecordRoot, belongs: (place: unknown) => boolean = () => true): Sibling[] {
  const found: Sibling[] = []
  for (const [id, record] of liveRecords(doc, root)) {
    const place = record.get('place')
    if (!belongs(place)) continue
    const order = record.get('order') ?? (place as { order?: unknown } | undefined)?.order
    if (typeof order === 'string' && isOrderKey(order)) found.push({ id, order })
  }
  return found.sort((a, b) => (a.order < b.order ? -1 : a.order > b.order ? 1 : a.id < b.id ? -1 : 1))
}

/** Gives a record another place among its siblings. */
export function setOrder(record: Stored, order: OrderKey): void {
  const place = record.get('place')
  if (typeof place === 'object' && place !== null) record.set('place', { ...place, order })
  else record.set('order', order)
}
