import * as Y from 'yjs'
import type * as z from 'zod/mini'
import { patchedMap } from '#shared/lib/patched-map.ts'
import { noteChangedIds } from './changed-ids.ts'
import { parserOfFieldsInUse } from './fields-in-use.ts'
import { type Binding, BINDINGS_ROOT, bindingSchema } from './records/binding.ts'
import { CARD } from './records/card.ts'
import { JOURNEY_ROOT, journeyInfoSchema } from './records/journey-info.ts'
import { LANE } from './records/lane.ts'
import { LINK } from './records/link.ts'
import { PERSONA } from './records/persona.ts'
import type { RecordKind, RecordRoot } from './records/record.ts'
import { SAVED_VIEW } from './records/saved-view.ts'
import { STAGE } from './records/stage.ts'
import { STEP } from './records/step.ts'
import type { JourneySnapshot, RecordProblem } from './snapshot.ts'

/** Every kind of record, by its root. */
export const RECORD_KINDS = {
  personas: PERSONA,
  stages: STAGE,
  steps: STEP,
  lanes: LANE,
  cards: CARD,
  links: LINK,
  views: SAVED_VIEW,
} as const

/** A record's `Y.Map` as plain data: texts become strings. */
export function plainRecord(record: Y.Map<unknown>): Record<string, unknown> {
  const plain: Record<string, unknown> = {}
  // Without an iterator, which takes as long as all the rest.
  record.forEach((value, field) => {
    plain[field] = value instanceof Y.Text ? value.toString() : value
  })
  return plain
}

type Parsed<Value> = { readonly value: Value } | { readonly problem: RecordProblem } | { readonly deleted: true }

function parsedFrom<Value>(
  result: z.core.util.SafeParseResult<Value>,
  root: RecordProblem['root'],
  id: string,
): Parsed<Value> {
  if (result.success) return { value: result.data }
  const issue = result.error.issues[0]
  return { problem: { root, id, message: `${issue?.path.join('.') || 'record'}: ${issue?.message ?? 'not valid'}` } }
}

/** By schema; each learns which fields are in use. */
const parsers = new WeakMap<object, ReturnType<typeof parserOfFieldsInUse>>()

function parserOf<Value>(schema: z.ZodMiniType<Value>): ReturnType<typeof parserOfFieldsInUse<Value>> {
  const known = parsers.get(schema) as ReturnType<typeof parserOfFieldsInUse<Value>> | undefined
  if (known) return known
  const parser = parserOfFieldsInUse(schema)
  parsers.set(schema, parser)
  return parser
}

function readRecord<Value>(kind: RecordKind<z.ZodMiniType<Value>>, id: string, stored: unknown): Parsed<Value> {
  if (!(stored instanceof Y.Map)) return { problem: { root: kind.root, id, message: 'record: not a map' } }
  const plain = plainRecord(stored as Y.Map<unknown>)
  if (typeof plain['deletedAt'] === 'number') return { deleted: true }
  plain['id'] = id
  return parsedFrom(parserOf(kind.schema)(plain), kind.root, id)
}

/** One part of a snapshot that can be read again for some ids only. */
function refresh<Key extends string, Value>(
  before: ReadonlyMap<Key, Value>,
  ids: Iterable<string>,
  read: (id: string) => Parsed<Value> | undefined,
  problems: RecordProblem[],
): ReadonlyMap<Key, Value> {
  const changes = new Map<Key, Value | undefined>()
  for (const id of ids) {
    const parsed = read(id)
    changes.set(id as Key, parsed && 'value' in parsed ? parsed.value : undefined)
    if (parsed && 'problem' in parsed) problems.push(parsed.problem)
  }
  return patchedMap(before, changes)
}

/** Which records a transaction touched, by root. `bindings` and `journey` are roots of their own. */
export type TouchedRecords = ReadonlyMap<string, ReadonlySet<string>>

const EMPTY: JourneySnapshot = {
  info: journeyInfoSchema.parse({}),
  personas: new Map(),
  stages: new Map(),
  steps: new Map(),
  lanes: new Map(),
  cards: new Map(),
  links: new Map(),
  views: new Map(),
  bindings: new Map(),
  problems: [],
}

/**
 * The snapshot after a change: only the touched records are read again, every other keeps its identity.
 * Cost: O(touched) validations plus one copy of each touched root's map.
 */
export function refreshSnapshot(doc: Y.Doc, before: JourneySnapshot, touched: TouchedRecords): JourneySnapshot {
  const isStale = (problem: RecordProblem): boolean => touched.get(problem.root)?.has(problem.id) ?? false
  const problems = before.problems.filter((problem) => !isStale(problem))
  const after: { -readonly [Part in keyof JourneySnapshot]: JourneySnapshot[Part] } = { ...before }

  const refreshRoot = <Key extends string, Value>(
    root: RecordRoot,
    kind: RecordKind<z.ZodMiniType<Value>>,
    part: ReadonlyMap<Key, Value>,
  ): ReadonlyMap<Key, Value> => {
    const ids = touched.get(root)
    if (!ids?.size) return part
    const stored = doc.getMap(root)
    const now = refresh(
      part,
      ids,
      (id) => (stored.has(id) ? readRecord(kind, id, stored.get(id)) : undefined),
      problems,
    )
    noteChangedIds(part, now, ids)
    return now
  }
  after.personas = refreshRoot('personas', PERSONA, before.personas)
  after.stages = refreshRoot('stages', STAGE, before.stages)
  after.steps = refreshRoot('steps', STEP, before.steps)
  after.lanes = refreshRoot('lanes', LANE, before.lanes)
  after.cards = refreshRoot('cards', CARD, before.cards)
  after.links = refreshRoot('links', LINK, before.links)
  after.views = refreshRoot('views', SAVED_VIEW, before.views)

  const boundIds = touched.get(BINDINGS_ROOT)
  if (boundIds?.size) {
    const stored = doc.getMap(BINDINGS_ROOT)
    const read = (id: string): Parsed<Binding> | undefined =>
      stored.has(id)
        ? parsedFrom(bindingSchema.safeParse(withElementId(stored.get(id), id)), BINDINGS_ROOT, id)
        : undefined
    after.bindings = refresh(before.bindings, boundIds, read, problems)
  }
  if (touched.has(JOURNEY_ROOT)) {
    const stored = plainRecord(doc.getMap(JOURNEY_ROOT))
    const parsed = parsedFrom(journeyInfoSchema.safeParse(stored), JOURNEY_ROOT, JOURNEY_ROOT)
    if ('value' in parsed) after.info = parsed.value
    else if ('problem' in parsed) problems.push(parsed.problem)
  }
  after.problems = problems.length === 0 && before.problems.length === 0 ? before.problems : problems
  return after
}

const withElementId = (value: unknown, elementId: string): unknown =>
  typeof value === 'object' && value !== null ? { ...value, elementId } : value

/** The whole document as a snapshot. For a live one, keep it up to date with `refreshSnapshot`. */
export function snapshotOf(doc: Y.Doc): JourneySnapshot {
  const roots = [...Object.keys(RECORD_KINDS), BINDINGS_ROOT]
  const everything = new Map(roots.map((root) => [root, new Set(doc.getMap(root).keys())]))
  return refreshSnapshot(doc, EMPTY, everything.set(JOURNEY_ROOT, new Set([JOURNEY_ROOT])))
}

/** What the journey says of itself; what is missing or damaged is empty. */
export const readJourneyInfo = (doc: Y.Doc): JourneySnapshot['info'] =>
  refreshSnapshot(doc, EMPTY, new Map([[JOURNEY_ROOT, new Set([JOURNEY_ROOT])]])).info

/** Collects what a transaction touched; feed it every `observeDeep` batch of every root. */
export function touchedByEvents(
  root: string,
  events: readonly Y.YEvent<Y.AbstractType<unknown>>[],
  into: Map<string, Set<string>>,
): void {
  const ids = into.get(root) ?? new Set<string>()
  for (const event of events) {
    if (root === JOURNEY_ROOT) ids.add(JOURNEY_ROOT)
    else if (event.path.length === 0 && event instanceof Y.YMapEvent) for (const id of event.keysChanged) ids.add(id)
    else ids.add(String(event.path[0]))
  }
  into.set(root, ids)
}

/** Every root a journey document has. */
export const ALL_ROOTS = [JOURNEY_ROOT, ...Object.keys(RECORD_KINDS), BINDINGS_ROOT] as const
