import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { drawingOf } from '#shared/drawing/drawing-of.ts'
import { drawingToSvg } from '#shared/drawing/drawing-to-svg.ts'
import { LIGHT_THEME } from '#shared/drawing/theme.ts'
import { layoutOf } from '#shared/layout/layout-of.ts'
import { journeyJsonOf } from '#shared/model/json-form.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import { CARD_KINDS } from '#shared/model/records/card.ts'
import { LANE_KINDS } from '#shared/model/records/lane.ts'

/** Few ids, so that things refer to each other, to nothing, to themselves and to the wrong kind. */
const id = fc.constantFrom('a', 'b', 'c', 'd', 'gone')
const order = fc.constantFrom('a0', 'a0', 'a1', 'a2', 'a1V', 'zz', '', '!', 'a0'.repeat(200))
const text = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 30 }),
  fc.constantFrom(
    '',
    'x'.repeat(5_000),
    '\ud800',
    '\u202e\u0000abc',
    '**[a](javascript:1)',
    '- '.repeat(500),
    '👩‍👩‍👧'.repeat(300),
  ),
)
const junk = fc.oneof(
  fc.constantFrom(null, undefined, NaN, Infinity, -Infinity, -0, 1e308, '', 'x', true, 7, [], {}),
  fc.array(fc.constantFrom<unknown>(NaN, 'x', null, {}), { maxLength: 3 }),
)
/** What a field should be, or now and then anything. */
const mostly = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<unknown> =>
  fc.oneof({ weight: 12, arbitrary: value }, { weight: 1, arbitrary: junk })
const number = fc.constantFrom(-5, -2, -1, 0, 1, 2, 3, 100, 232, 1_000)

const place = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('cell'),
      stepId: id,
      laneId: id,
      order: mostly(order),
      span: fc.option(number, { nil: 1 }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('free'),
      x: mostly(number),
      y: mostly(number),
      width: mostly(number),
      height: mostly(number),
    }),
  },
)
const records = {
  stages: fc.record({ title: mostly(text), order: mostly(order), isCollapsed: mostly(fc.boolean()) }),
  steps: fc.record({ title: mostly(text), place: mostly(fc.record({ stageId: id, order })), width: mostly(number) }),
  lanes: fc.record({
    title: mostly(text),
    kind: mostly(fc.constantFrom(...LANE_KINDS)),
    order: mostly(order),
    height: mostly(number),
  }),
  personas: fc.record({ name: mostly(text), order: mostly(order), color: mostly(number) }),
  cards: fc.record({
    kind: mostly(fc.constantFrom(...CARD_KINDS)),
    place: mostly(place),
    title: mostly(text),
    details: mostly(text),
    score: mostly(fc.constantFrom(-2, 0, 2, 1.5)),
    personaIds: mostly(fc.array(id, { maxLength: 3 })),
    style: mostly(fc.constant({ fill: 1 })),
  }),
  links: fc.record({ fromCardId: mostly(id), toCardId: mostly(id), label: mostly(text) }),
} as const

const documents = fc.record(
  Object.fromEntries(
    Object.entries(records).map(([root, record]) => [
      root,
      fc.dictionary(id, fc.oneof({ weight: 15, arbitrary: record }, { weight: 1, arbitrary: junk }), { maxKeys: 4 }),
    ]),
  ) as { [Root in keyof typeof records]: fc.Arbitrary<Record<string, unknown>> },
)

/** Written as a program that knows nothing of our rules would: texts as Y.Text or not, whatever values. */
function hostileDocument(content: Readonly<Record<string, Readonly<Record<string, unknown>>>>): Y.Doc {
  const doc = new Y.Doc()
  // A clone has ordinary objects only, as what comes over the wire.
  for (const [root, entries] of Object.entries(structuredClone(content))) {
    for (const [key, value] of Object.entries(entries)) {
      if (typeof value !== 'object' || value === null || Array.isArray(value)) {
        doc.getMap(root).set(key, value)
        continue
      }
      const record = new Y.Map<unknown>()
      for (const [field, plain] of Object.entries(value))
        record.set(field, field === 'title' && typeof plain === 'string' && key !== 'b' ? new Y.Text(plain) : plain)
      doc.getMap(root).set(key, record)
    }
  }
  return doc
}

describe('a document that breaks the rules', () => {
  it('is read, laid out, drawn and written: what is sound is shown, what is not is reported', () => {
    fc.assert(
      fc.property(documents, (content) => {
        const doc = hostileDocument(content)
        const before = Y.encodeStateAsUpdate(doc)
        const snapshot = snapshotOf(doc)
        const layout = layoutOf(snapshot)
        for (const size of [layout.width, layout.height]) expect(Number.isFinite(size)).toBe(true)
        const svg = drawingToSvg(drawingOf(snapshot, layout, LIGHT_THEME), { width: 400, height: 300 })
        expect(svg).not.toMatch(/NaN|Infinity/)
        const json = journeyJsonOf(snapshot)
        expect(() => JSON.stringify(json)).not.toThrow()
        // Nothing is mended in the document itself: the next version may understand it.
        expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
        const cards = Object.keys(content.cards).length
        const reported = snapshot.problems.filter(({ root }) => root === 'cards').length
        expect(snapshot.cards.size + reported).toBe(cards)
      }),
      { numRuns: 300 },
    )
  })

  it('with a thousand stages is laid out at once', () => {
    const doc = new Y.Doc()
    for (let index = 0; index < 1_000; index++) {
      const order = `b${String(index).padStart(3, '0').replace(/0$/, '0V')}`
      const stage = new Y.Map<unknown>()
      stage.set('title', `Stage ${index}`)
      stage.set('order', order)
      doc.getMap('stages').set(`stage${index}`, stage)
    }
    const started = performance.now()
    const snapshot = snapshotOf(doc)
    expect(layoutOf(snapshot).stages).toHaveLength(snapshot.stages.size)
    expect(snapshot.stages.size).toBeGreaterThan(800)
    expect(performance.now() - started).toBeLessThan(1_500)
  })

  it('with ten thousand cards in one cell is laid out at once, and again when one of them changes', () => {
    const doc = new Y.Doc()
    const record = (fields: Readonly<Record<string, unknown>>): Y.Map<unknown> => new Y.Map(Object.entries(fields))
    doc.getMap('stages').set('s', record({ title: 'S', order: 'a0' }))
    doc.getMap('steps').set('t', record({ title: 'T', place: { stageId: 's', order: 'a0' } }))
    doc.getMap('lanes').set('l', record({ title: 'L', kind: 'action', order: 'a0' }))
    doc.transact(() => {
      for (let index = 0; index < 10_000; index++) {
        const order = `d${String(index).padStart(4, '0')}V`
        const place = { kind: 'cell', stepId: 't', laneId: 'l', order }
        doc.getMap('cards').set(`c${index}`, record({ kind: 'action', title: `Card ${index}`, place }))
      }
    })
    const started = performance.now()
    const first = layoutOf(snapshotOf(doc))
    const laidOut = performance.now()
    expect(first.snapshot.cards.size).toBe(10_000)
    expect(first.height).toBeGreaterThan(10_000 * 30)
    ;(doc.getMap('cards').get('c5000') as Y.Map<unknown>).set('title', 'Changed')
    const again = layoutOf(snapshotOf(doc), first)
    expect(again.height).toBeGreaterThan(10_000 * 30)
    expect(laidOut - started).toBeLessThan(5_000)
  })
})
