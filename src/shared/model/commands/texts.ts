import * as Y from 'yjs'
import { RECORD_KINDS } from '../read-snapshot.ts'
import { JOURNEY_ROOT, JOURNEY_TEXTS } from '../records/journey-info.ts'
import type { RecordRoot } from '../records/record.ts'
import { isLocked, liveRecord, type Stored } from './stored.ts'

/** Where a text stands: a record's root, or `journey` for the journey's own texts (then the id is `journey`). */
export type TextRoot = RecordRoot | typeof JOURNEY_ROOT

export interface TextArgs {
  readonly root: TextRoot
  readonly id: string
  readonly field: string
}

/** The longest length of a text field in UTF-16 units; `undefined` when the kind has no such text. */
export function textMaxLength(root: TextRoot, field: string): number | undefined {
  const texts: Readonly<Record<string, number>> = root === JOURNEY_ROOT ? JOURNEY_TEXTS : RECORD_KINDS[root].texts
  return Object.hasOwn(texts, field) ? texts[field] : undefined
}

const holder = (doc: Y.Doc, root: TextRoot, id: string): Stored | undefined =>
  root === JOURNEY_ROOT ? doc.getMap(JOURNEY_ROOT) : liveRecord(doc, root, id)

/** The text of a live record as it is stored; `undefined` when the record is gone or never had one. */
export function storedText(doc: Y.Doc, { root, id, field }: TextArgs): Y.Text | undefined {
  const text = holder(doc, root, id)?.get(field)
  return text instanceof Y.Text ? text : undefined
}

/** Whether a text is that of a locked card. */
export function isLockedText(doc: Y.Doc, { root, id }: TextArgs): boolean {
  const card = root === 'cards' ? liveRecord(doc, root, id) : undefined
  return card !== undefined && isLocked(card)
}

/** A text as it was last, also of a record that is deleted; empty when there is none. */
export function lastText(doc: Y.Doc, root: RecordRoot, id: string, field: string): string {
  const record = doc.getMap(root).get(id)
  const text = record instanceof Y.Map ? record.get(field) : undefined
  return text instanceof Y.Text ? text.toString() : ''
}

/** Like `storedText`, but makes the text when a document from elsewhere lacks it or holds a plain string. */
export function ensureText(doc: Y.Doc, { root, id, field }: TextArgs): Y.Text | undefined {
  const record = holder(doc, root, id)
  const stored = record?.get(field)
  if (!record || stored instanceof Y.Text) return stored instanceof Y.Text ? stored : undefined
  const text = new Y.Text(typeof stored === 'string' ? stored : '')
  record.set(field, text)
  return text
}

/** Replaces only what differs, so that words which others type elsewhere in the text at the same time stay. */
export function replaceText(text: Y.Text, to: string): void {
  const change = textDifference(text.toString(), to)
  if (change.remove > 0) text.delete(change.index, change.remove)
  if (change.insert !== '') text.insert(change.index, change.insert)
}

export interface TextChange {
  readonly index: number
  readonly remove: number
  readonly insert: string
}

/** The one replacement that leads from a text to another, by their common beginning and end. Never splits a surrogate pair. */
export function textDifference(from: string, to: string): TextChange {
  const shorter = Math.min(from.length, to.length)
  let start = 0
  while (start < shorter && from[start] === to[start]) start++
  if (start > 0 && isHighSurrogate(from.charCodeAt(start - 1))) start--
  let end = 0
  while (end < shorter - start && from[from.length - 1 - end] === to[to.length - 1 - end]) end++
  if (end > 0 && isLowSurrogate(from.charCodeAt(from.length - end))) end--
  return { index: start, remove: from.length - start - end, insert: to.slice(start, to.length - end) }
}

const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff
