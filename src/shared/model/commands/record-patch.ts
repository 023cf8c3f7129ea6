import type * as Y from 'yjs'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { plainRecord, RECORD_KINDS } from '../read-snapshot.ts'
import type { Card, CardKind } from '../records/card.ts'
import type { Lane, LaneKind } from '../records/lane.ts'
import type { Link } from '../records/link.ts'
import type { Persona } from '../records/persona.ts'
import type { RecordRoot } from '../records/record.ts'
import type { SavedView } from '../records/saved-view.ts'
import type { Stage } from '../records/stage.ts'
import type { Step } from '../records/step.ts'
import { laneKindOf, laneTakes } from './cells.ts'
import { isLocked, isTextTooLong, liveRecord, liveRecords, type Stored } from './stored.ts'
import { ensureText, replaceText } from './texts.ts'

interface RecordByRoot {
  readonly personas: Persona
  readonly stages: Stage
  readonly steps: Step
  readonly lanes: Lane
  readonly cards: Card
  readonly links: Link
  readonly views: SavedView
}

/** Other commands see to these. */
type Guarded = 'id' | 'order' | 'place' | 'deletedAt'
const GUARDED: ReadonlySet<string> = new Set<Guarded>(['id', 'order', 'place', 'deletedAt'])

/** New values of a record's fields; `undefined` takes an optional field away. */
export type RecordPatch<Root extends RecordRoot> = {
  readonly [Field in Exclude<keyof RecordByRoot[Root], Guarded>]?: RecordByRoot[Root][Field] | undefined
}

export type PatchReason =
  | 'unknown-element'
  | 'unknown-field'
  | 'lane-takes-other-kinds'
  | 'text-too-long'
  | 'not-valid'
  | 'locked'

/** Whether a patch may be applied to a record; the detail says what is wrong with it. */
export function checkPatch(doc: Y.Doc, root: RecordRoot, id: string, patch: object): Result<Stored, PatchReason> {
  const record = liveRecord(doc, root, id)
  if (!record) return refused('unknown-element')
  // Unlocking is the one change that a locked card takes; what else comes with it counts too.
  if (root === 'cards' && isLocked(record) && !('isLocked' in patch)) return refused('locked')
  const { schema, texts } = RECORD_KINDS[root]
  const known: object = 'shape' in schema ? schema.shape : {}
  for (const [field, value] of Object.entries(patch)) {
    if (GUARDED.has(field) || !Object.hasOwn(known, field)) return refused('unknown-field', field)
    if (Object.hasOwn(texts, field) && typeof value !== 'string') return refused('not-valid', field)
  }
  if (isTextTooLong(root, patch)) return refused('text-too-long')
  const parsed = schema.safeParse({ ...plainRecord(record), ...patch, id })
  if (!parsed.success) return refused('not-valid', parsed.error.issues[0]?.path.join('.') ?? '')
  return fitsLane(doc, root, id, record, patch) ? done(record) : refused('lane-takes-other-kinds')
}

/** A card's kind must suit its lane, and a lane's kind the cards in it. */
function fitsLane(
  doc: Y.Doc,
  root: RecordRoot,
  id: string,
  record: Stored,
  patch: { readonly kind?: unknown },
): boolean {
  if (patch.kind === undefined || patch.kind === record.get('kind')) return true
  if (root === 'cards') {
    const place = record.get('place') as { laneId?: string } | undefined
    const lane = place?.laneId === undefined ? undefined : laneKindOf(doc, place.laneId)
    return !lane || laneTakes(lane, patch.kind as CardKind)
  }
  if (root !== 'lanes') return true
  for (const [, card] of liveRecords(doc, 'cards')) {
    const place = card.get('place') as { laneId?: string } | undefined
    if (place?.laneId === id && !laneTakes(patch.kind as LaneKind, card.get('kind') as CardKind)) return false
  }
  return true
}

/** Writes a patch that was checked. Only what changes is written. */
export function applyPatch(doc: Y.Doc, root: RecordRoot, id: string, record: Stored, patch: object): void {
  for (const [field, value] of Object.entries(patch)) {
    const text = Object.hasOwn(RECORD_KINDS[root].texts, field) ? ensureText(doc, { root, id, field }) : undefined
    if (text) replaceText(text, String(value))
    else if (value === undefined) record.delete(field)
    else if (!isSame(record.get(field), value)) record.set(field, value)
  }
}

const isSame = (a: unknown, b: unknown): boolean => a === b || JSON.stringify(a) === JSON.stringify(b)
