import * as Y from 'yjs'
import * as z from 'zod/mini'
import { byOrder, ordersBetween } from '#shared/lib/fractional-order.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'
import { ORIGINS, transact } from './origins.ts'
import { RECORD_KINDS, snapshotOf } from './read-snapshot.ts'
import { BINDINGS_ROOT, bindingSchema } from './records/binding.ts'
import { cardSchema } from './records/card.ts'
import { JOURNEY_ROOT, JOURNEY_TEXTS, journeyInfoSchema } from './records/journey-info.ts'
import { laneSchema } from './records/lane.ts'
import { CARDS_MAX, SMALL_LIST_MAX } from './records/limits.ts'
import { linkSchema } from './records/link.ts'
import { personaSchema } from './records/persona.ts'
import { savedViewSchema } from './records/saved-view.ts'
import { stageSchema } from './records/stage.ts'
import { type Step, stepSchema } from './records/step.ts'
import { SCHEMA_VERSION } from './migrations.ts'
import type { JourneySnapshot } from './snapshot.ts'

export const JSON_FORM_NAME = 'waymark-journey'
export const JSON_FORM_VERSION = 1

/**
 * The documented, versioned JSON form of a whole journey (`docs/journey-format.md`). Exporting and importing it loses nothing but
 * deleted records and edit history.
 */
export const journeyJsonSchema = z.object({
  format: z.literal(JSON_FORM_NAME),
  version: z.literal(JSON_FORM_VERSION),
  ...journeyInfoSchema.shape,
  personas: z._default(z.array(personaSchema).check(z.maxLength(SMALL_LIST_MAX)), []),
  stages: z._default(z.array(stageSchema).check(z.maxLength(SMALL_LIST_MAX)), []),
  steps: z._default(z.array(stepSchema).check(z.maxLength(SMALL_LIST_MAX)), []),
  lanes: z._default(z.array(laneSchema).check(z.maxLength(SMALL_LIST_MAX)), []),
  cards: z._default(z.array(cardSchema).check(z.maxLength(CARDS_MAX)), []),
  links: z._default(z.array(linkSchema).check(z.maxLength(CARDS_MAX)), []),
  views: z._default(z.array(savedViewSchema).check(z.maxLength(SMALL_LIST_MAX)), []),
  bindings: z._default(z.array(bindingSchema).check(z.maxLength(CARDS_MAX)), []),
})

export type JourneyJson = z.infer<typeof journeyJsonSchema>

/** The JSON form of a snapshot; lists are in the order in which they are drawn. */
export function journeyJsonOf(snapshot: JourneySnapshot): JourneyJson {
  const { info } = snapshot
  return {
    format: JSON_FORM_NAME,
    version: JSON_FORM_VERSION,
    ...info,
    personas: [...snapshot.personas.values()].sort(byOrder),
    stages: [...snapshot.stages.values()].sort(byOrder),
    steps: stepsByStage(snapshot),
    lanes: [...snapshot.lanes.values()].sort(byOrder),
    cards: [...snapshot.cards.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    links: [...snapshot.links.values()].sort((a, b) => (a.id < b.id ? -1 : 1)),
    views: [...snapshot.views.values()].sort(byOrder),
    bindings: [...snapshot.bindings.values()].sort((a, b) => (a.elementId < b.elementId ? -1 : 1)),
  }
}

/** Steps stage by stage; those of a stage that is gone come last. */
function stepsByStage(snapshot: JourneySnapshot): Step[] {
  const stageRank = new Map([...snapshot.stages.values()].sort(byOrder).map((stage, rank) => [stage.id, rank]))
  const rankOf = (step: Step): number => stageRank.get(step.place.stageId) ?? stageRank.size
  const placed = (step: Step) => ({ id: step.id, order: step.place.order })
  return [...snapshot.steps.values()].sort((a, b) => rankOf(a) - rankOf(b) || byOrder(placed(a), placed(b)))
}

/** Checks what claims to be the JSON form. The detail names the path of the first fault. */
export function parseJourneyJson(input: unknown): Result<JourneyJson, 'not-a-journey'> {
  const result = journeyJsonSchema.safeParse(input)
  if (result.success) return done(result.data)
  const issue = result.error.issues[0]
  return refused('not-a-journey', `${issue?.path.join('.') || 'document'}: ${issue?.message ?? 'not valid'}`)
}

/** Writes a whole journey into an empty document, in one transaction that undo never sees. */
export function writeJourneyJson(doc: Y.Doc, json: JourneyJson): void {
  transact(doc, ORIGINS.import, () => {
    const info = doc.getMap(JOURNEY_ROOT)
    info.set('schemaVersion', SCHEMA_VERSION)
    info.set('state', json.state)
    for (const field of Object.keys(JOURNEY_TEXTS) as (keyof typeof JOURNEY_TEXTS)[])
      info.set(field, new Y.Text(json[field] ?? ''))
    if (json.slides) info.set('slides', json.slides)
    if (json.shownMetrics) info.set('shownMetrics', json.shownMetrics)
    for (const kind of Object.values(RECORD_KINDS)) {
      const root = doc.getMap(kind.root)
      for (const record of json[kind.root]) root.set(record.id, recordToY(kind.texts, record))
    }
    const bindings = doc.getMap(BINDINGS_ROOT)
    for (const { elementId, ...binding } of json.bindings) bindings.set(elementId, binding)
  })
}

/** A record as the document stores it: texts as Y.Text, absent fields left out, the id only as the key. */
export function recordToY(texts: Readonly<Record<string, number>>, record: object): Y.Map<unknown> {
  const stored = new Y.Map<unknown>()
  for (const [field, value] of Object.entries(record)) {
    if (field === 'id' || value === undefined) continue
    stored.set(field, field in texts ? new Y.Text(String(value)) : value)
  }
  return stored
}

/** A new document that holds the journey. */
export function documentFromJson(json: JourneyJson): Y.Doc {
  const doc = new Y.Doc()
  writeJourneyJson(doc, json)
  return doc
}

export const journeyJsonOfDocument = (doc: Y.Doc): JourneyJson => journeyJsonOf(snapshotOf(doc))

/** Order keys for a list that is written down in drawing order. */
export const ordersFor = (count: number): string[] => ordersBetween(null, null, count)
