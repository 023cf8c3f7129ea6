import * as Y from 'yjs'
import { changedIds } from '../changed-ids.ts'
import { recordToY } from '../json-form.ts'
import { RECORD_KINDS } from '../read-snapshot.ts'
import { BINDINGS_ROOT } from '../records/binding.ts'
import { JOURNEY_ROOT, JOURNEY_TEXTS } from '../records/journey-info.ts'
import type { JourneySnapshot } from '../snapshot.ts'

type Records = ReadonlyMap<string, object>

/**
 * Brings a document that holds the excerpt `before` (`null`: nothing yet) to the excerpt `after`, record by record and field by field,
 * in one transaction: whoever follows it is sent what has changed and no more. The document has one writer, and no history but its own.
 */
export function writeExcerpt(
  doc: Y.Doc,
  before: JourneySnapshot | null,
  after: JourneySnapshot,
  schemaVersion: number,
): void {
  doc.transact(() => {
    writeInfo(doc.getMap(JOURNEY_ROOT), before?.info ?? null, after.info, schemaVersion)
    for (const { root, texts } of Object.values(RECORD_KINDS)) {
      writeRecords(doc.getMap(root), texts, before?.[root] ?? NONE, after[root])
    }
    const bindings = doc.getMap<unknown>(BINDINGS_ROOT)
    for (const id of idsOf(before?.bindings ?? NONE, after.bindings)) {
      const binding = after.bindings.get(id)
      if (binding === undefined) bindings.delete(id)
      else if (!isEqual(before?.bindings.get(id), binding)) {
        const { elementId: _elementId, ...stored } = binding
        bindings.set(id, stored)
      }
    }
  })
}

const NONE: Records = new Map()

function writeInfo(
  info: Y.Map<unknown>,
  before: JourneySnapshot['info'] | null,
  after: JourneySnapshot['info'],
  schemaVersion: number,
): void {
  if (info.get('schemaVersion') !== schemaVersion) info.set('schemaVersion', schemaVersion)
  if (before === after) return
  writeFields(info, JOURNEY_TEXTS, before ?? {}, after)
}

function writeRecords(
  stored: Y.Map<unknown>,
  texts: Readonly<Record<string, number>>,
  before: Records,
  after: Records,
): void {
  if (before === after) return
  for (const id of changedIds(before, after) ?? idsOf(before, after)) {
    const [was, is] = [before.get(id), after.get(id)]
    if (was === is) continue
    const record = stored.get(id)
    if (is === undefined) stored.delete(id)
    else if (was !== undefined && record instanceof Y.Map) writeFields(record as Y.Map<unknown>, texts, was, is)
    else stored.set(id, recordToY(texts, is))
  }
}

const idsOf = (before: Records, after: Records): Iterable<string> => new Set([...before.keys(), ...after.keys()])

function writeFields(
  record: Y.Map<unknown>,
  texts: Readonly<Record<string, number>>,
  before: object,
  after: object,
): void {
  const was = new Map(Object.entries(before) as [string, unknown][])
  const is = new Map(Object.entries(after) as [string, unknown][])
  for (const field of new Set([...was.keys(), ...is.keys()])) {
    const value = is.get(field)
    if (field === 'id' || isEqual(was.get(field), value)) continue
    const stored = record.get(field)
    if (value === undefined) record.delete(field)
    else if (!(field in texts)) record.set(field, value)
    else if (stored instanceof Y.Text) writeText(stored, String(value))
    else record.set(field, new Y.Text(String(value)))
  }
}

const isEqual = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)

/** Replaces only what lies between the equal beginning and the equal end. */
function writeText(text: Y.Text, wanted: string): void {
  const had = text.toString()
  const most = Math.min(had.length, wanted.length)
  let start = 0
  while (start < most && had[start] === wanted[start]) start++
  // Yjs would spoil a letter of two halves that is cut between them.
  if (start > 0 && isFirstHalf(had.charCodeAt(start - 1))) start--
  let end = 0
  while (end < most - start && had.at(-1 - end) === wanted.at(-1 - end)) end++
  if (end > 0 && isSecondHalf(had.charCodeAt(had.length - end))) end--
  if (had.length - end > start) text.delete(start, had.length - end - start)
  if (wanted.length - end > start) text.insert(start, wanted.slice(start, wanted.length - end))
}

const isFirstHalf = (unit: number): boolean => unit >= 0xd8_00 && unit <= 0xdb_ff
const isSecondHalf = (unit: number): boolean => unit >= 0xdc_00 && unit <= 0xdf_ff
