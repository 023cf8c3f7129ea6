import fs from 'node:fs'
import path from 'node:path'
import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import {
  documentFromJson,
  type JourneyJson,
  journeyJsonOf,
  journeyJsonOfDocument,
  journeyJsonSchema,
  parseJourneyJson,
} from '#shared/model/json-form.ts'
import { SCHEMA_VERSION, schemaVersionOf } from '#shared/model/migrations.ts'
import { RECORD_KINDS, snapshotOf } from '#shared/model/read-snapshot.ts'
import { bindingSchema } from '#shared/model/records/binding.ts'
import { CARD_KINDS, CARD_MARKS, EVIDENCE_STATUSES, OPPORTUNITY_STATUSES, SHAPES } from '#shared/model/records/card.ts'
import { CHANNEL_KEYS } from '#shared/model/records/channel.ts'
import { LANE_KINDS } from '#shared/model/records/lane.ts'
import { VIEW_MODES } from '#shared/model/records/saved-view.ts'
import { editText } from '#shared/model/commands/edit-text.ts'
import { createTestJourney } from '#tests/support/test-journey.ts'

const id = fc.stringMatching(/^[\w-]{1,64}$/)
const order = fc.stringMatching(/^a[0-9A-Za-z]{0,8}[1-9A-Za-z]$/)
const text = (maxLength: number) => fc.string({ unit: 'grapheme', maxLength: Math.min(maxLength, 40) })
const optional = <Value>(field: string, value: fc.Arbitrary<Value>) =>
  fc.option(value, { nil: undefined }).map((given) => (given === undefined ? {} : { [field]: given }))
const rating = fc.integer({ min: 1, max: 5 })
const names = fc.array(fc.string({ maxLength: 20 }), { maxLength: 3 })
const unique = <Item extends { id: string }>(item: fc.Arbitrary<Item>) =>
  fc.uniqueArray(item, { maxLength: 5, selector: (each) => each.id })

const place = fc.oneof(
  fc.record({ kind: fc.constant('cell'), stepId: id, laneId: id, order }),
  fc.record({ kind: fc.constant('cell'), stepId: id, laneId: id, order, span: fc.integer({ min: 1, max: 100 }) }),
  fc.record({
    kind: fc.constant('free'),
    x: fc.integer({ min: -1_000_000, max: 1_000_000 }),
    y: fc.double({ min: -1_000, max: 1_000, noNaN: true }).map((y) => y + 0),
    width: fc.integer({ min: 80, max: 2_000 }),
    height: fc.integer({ min: 80, max: 2_000 }),
  }),
)
const card = fc
  .tuple(
    fc.record({
      id,
      kind: fc.constantFrom(...CARD_KINDS),
      place,
      title: text(2_000),
      details: text(20_000),
      personaIds: fc.array(id, { maxLength: 3 }),
      evidence: fc.constantFrom(...EVIDENCE_STATUSES),
      channels: fc.array(fc.constantFrom(...CHANNEL_KEYS), { maxLength: 3 }),
    }),
    optional('score', fc.constantFrom(-2, -0.5, 0, 1.25, 2)),
    optional('severity', rating),
    optional('impact', rating),
    optional('effort', rating),
    optional('status', fc.constantFrom(...OPPORTUNITY_STATUSES)),
    optional('futureScore', fc.constantFrom(-1.5, 0, 2)),
    optional('marks', fc.uniqueArray(fc.constantFrom(...CARD_MARKS), { maxLength: 2 })),
    optional('tags', fc.array(fc.string({ minLength: 1, maxLength: 60 }), { maxLength: 3 })),
    optional('owner', text(500)),
    optional('ownerId', id),
    optional('dueOn', fc.constantFrom('2026-05-31', '2027-01-01')),
    optional('isLocked', fc.boolean()),
    optional('style', fc.constantFrom({}, { fill: 'none', textSize: 'huge' }, { fill: 7, stroke: 0, isDashed: true })),
    optional('shape', fc.constantFrom(...SHAPES)),
    optional('image', fc.record({ imageId: id, width: fc.integer({ min: 1, max: 20_000 }), height: fc.constant(1) })),
    optional(
      'ink',
      fc.constantFrom(
        [[0, 1_000]],
        [
          [0, 0, 1_000, 1_000],
          [3, 4],
        ],
      ),
    ),
  )
  .map(([record, ...more]) => Object.assign(record, ...more) as typeof record)

/** Any journey that the format allows. */
const anyJourney = fc
  .record({
    format: fc.constant('waymark-journey'),
    version: fc.constant(1),
    title: text(2_000),
    scenario: text(20_000),
    state: fc.constantFrom('current', 'future'),
    personas: unique(
      fc.record({
        id,
        order,
        name: text(500),
        tagline: text(500),
        story: text(20_000),
        goals: text(20_000),
        challenges: text(20_000),
        color: fc.integer({ min: 0, max: 7 }),
        preferredChannels: fc.array(fc.constantFrom(...CHANNEL_KEYS), { maxLength: 3 }),
      }),
    ),
    stages: unique(fc.record({ id, order, title: text(2_000) })),
    steps: unique(
      fc.record({
        id,
        place: fc.record({ stageId: id, order }),
        title: text(2_000),
        width: fc.integer({ min: 160, max: 720 }),
      }),
    ),
    lanes: unique(
      fc.record({
        id,
        kind: fc.constantFrom(...LANE_KINDS),
        order,
        title: text(2_000),
        height: fc.integer({ min: 64, max: 1_200 }),
      }),
    ),
    cards: unique(card),
    links: unique(
      fc
        .tuple(
          fc.record({ id, fromCardId: id, toCardId: id, label: text(2_000) }),
          optional('windowHours', fc.integer({ min: 1, max: 8_000 })),
        )
        .map(([record, more]) => Object.assign(record, more)),
    ),
    views: unique(
      fc.record({
        id,
        order,
        name: text(500),
        mode: fc.constantFrom(...VIEW_MODES),
        filter: fc.record({
          personaIds: fc.array(id, { maxLength: 2 }),
          laneIds: fc.array(id, { maxLength: 2 }),
          kinds: fc.array(fc.constantFrom(...CARD_KINDS), { maxLength: 2 }),
          statuses: fc.array(fc.constantFrom(...OPPORTUNITY_STATUSES), { maxLength: 2 }),
          evidence: fc.array(fc.constantFrom(...EVIDENCE_STATUSES), { maxLength: 2 }),
          owners: names,
          due: fc.constantFrom([], ['overdue'], ['soon', 'overdue']),
          tags: names,
        }),
        range: fc.constantFrom(
          null,
          { last: 7, isBesideBefore: true },
          { from: 0, to: 86_400_000, isDays: true, isBesideBefore: false },
        ),
        against: fc.constantFrom(null, { kind: 'persona', id: 'tom' }, { kind: 'segment', id: 'callers' }),
        others: fc.constantFrom('dim', 'hide'),
      }),
    ),
    bindings: fc.uniqueArray(
      fc.record({
        elementId: id,
        datasetId: id,
        rule: fc.record({
          events: names,
          channels: names,
          where: fc.array(fc.record({ field: fc.string({ minLength: 1, maxLength: 20 }), values: names }), {
            maxLength: 2,
          }),
        }),
        source: fc.constantFrom('manual', 'matched-name'),
      }),
      { maxLength: 4, selector: (binding) => binding.elementId },
    ),
  })
  .map((json) => JSON.parse(JSON.stringify(json)) as JourneyJson)

/** Lists are sets here: the format says in which order it writes them. */
const unordered = (json: JourneyJson): unknown =>
  Object.fromEntries(
    Object.entries(json).map(([field, value]) => [
      field,
      Array.isArray(value) ? [...value].sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : value,
    ]),
  )
const asText = (json: JourneyJson): unknown => JSON.parse(JSON.stringify(json))

describe('the JSON form', () => {
  it('loses nothing on the way into a document and out again', () => {
    fc.assert(
      fc.property(anyJourney, (journey) => {
        const parsed = parseJourneyJson(asText(journey))
        if (!parsed.ok) throw new Error(parsed.detail)
        const doc = documentFromJson(parsed.value)
        expect(snapshotOf(doc).problems).toEqual([])
        expect(unordered(journeyJsonOfDocument(doc))).toEqual(unordered(asText(journey) as JourneyJson))
      }),
      { numRuns: 150 },
    )
  })

  it('is the same text each time, also after the network', () => {
    fc.assert(
      fc.property(anyJourney, (journey) => {
        const doc = documentFromJson(journey)
        const copy = new Y.Doc()
        Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc))
        const written = JSON.stringify(journeyJsonOfDocument(doc))
        expect(JSON.stringify(journeyJsonOfDocument(copy))).toBe(written)
        expect(JSON.stringify(journeyJsonOfDocument(documentFromJson(JSON.parse(written) as JourneyJson)))).toBe(
          written,
        )
      }),
      { numRuns: 50 },
    )
  })

  it('leaves out deleted records only', () => {
    const ana = createTestJourney().person('Ana')
    expect(journeyJsonOf(ana.sees())).toEqual(parsedOrThrow({ format: 'waymark-journey', version: 1 }))
    const stage = new Y.Map<unknown>(Object.entries({ order: 'a0', title: 'Gone', deletedAt: 5 }))
    ana.doc.getMap('stages').set('stage1', stage)
    expect(journeyJsonOf(ana.sees()).stages).toEqual([])
  })

  it('makes a document that several can type in, of the current version', () => {
    const json = parsedOrThrow({
      format: 'waymark-journey',
      version: 1,
      stages: [{ id: 's1', order: 'a0', title: 'Aware' }],
    })
    expect(schemaVersionOf(documentFromJson(json))).toBe(SCHEMA_VERSION)
    const journey = createTestJourney(json)
    const [ana, ben] = [journey.person('Ana'), journey.person('Ben')]
    const where = { root: 'stages', id: 's1', field: 'title', remove: 0 } as const
    ana.does(editText, { ...where, index: 0, insert: 'Not ' })
    ben.does(editText, { ...where, index: 5, insert: ' yet' })
    journey.exchange()
    journey.expectAgreement()
    expect(ana.sees().stages.values().next().value?.title).toBe('Not Aware yet')
  })

  it.each([
    [null, 'document'],
    ['{}', 'document'],
    [{ format: 'something', version: 1 }, 'format'],
    [{ format: 'waymark-journey', version: 2 }, 'version'],
    [{ format: 'waymark-journey', version: 1, cards: {} }, 'cards'],
    [{ format: 'waymark-journey', version: 1, stages: [{ id: 'a b', order: 'a0' }] }, 'stages.0.id'],
    [{ format: 'waymark-journey', version: 1, stages: [{ id: 'a', order: 'zzz' }] }, 'stages.0.order'],
    [{ format: 'waymark-journey', version: 1, lanes: [{ id: 'a', order: 'a0', kind: 'moon' }] }, 'lanes.0.kind'],
  ])('refuses %j and says where it is wrong', (input, path) => {
    const result = parseJourneyJson(input)
    expect(result).toMatchObject({ ok: false, reason: 'not-a-journey' })
    expect(!result.ok && result.detail?.startsWith(`${path}:`)).toBe(true)
  })
})

const parsedOrThrow = (input: unknown): JourneyJson => {
  const parsed = parseJourneyJson(input)
  if (!parsed.ok) throw new Error(parsed.detail)
  return parsed.value
}

describe('docs/journey-format.md', () => {
  const page = fs.readFileSync(path.join(import.meta.dirname, '../../../../docs/journey-format.md'), 'utf8')

  it('shows an example that is valid and complete as it stands', () => {
    const example = /```json\n(?<json>[\s\S]+?)\n```/.exec(page)?.groups?.['json'] ?? ''
    const json = parsedOrThrow(JSON.parse(example))
    expect(unordered(journeyJsonOfDocument(documentFromJson(json)))).toEqual(
      unordered(JSON.parse(example) as JourneyJson),
    )
  })

  it('names every list, field and word of the format', () => {
    const named = [
      ...Object.keys(journeyJsonSchema.shape),
      ...Object.values(RECORD_KINDS).flatMap(({ schema }) => Object.keys(schema.shape)),
      ...Object.keys(bindingSchema.shape),
      ...CARD_KINDS,
      ...LANE_KINDS,
      ...CHANNEL_KEYS,
      ...EVIDENCE_STATUSES,
      ...OPPORTUNITY_STATUSES,
    ]
    // A deleted record is never written.
    for (const word of new Set(named)) if (word !== 'deletedAt') expect(page, word).toContain(`\`${word}\``)
  })
})
