import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { pasteText } from '#src/editor/clipboard.ts'
import { createEditor } from '#src/editor/editor.ts'
import { createTestJourney, drawSmallJourney } from '#tests/support/test-journey.ts'

function start() {
  const journey = createTestJourney()
  const small = drawSmallJourney(journey.person('Start'))
  const { doc } = journey.person('Ana')
  const editor = createEditor(doc, { canEdit: true })
  editor.select([small.cards[0]])
  return { editor, doc, small, cell: { stepId: small.steps[0], laneId: small.lanes.touchpoint } }
}
const from = { kind: 'cell', column: 0, stepId: 'x', laneId: 'y', laneKind: 'touchpoint', laneTitle: '' }
const cards = (count: number): string => {
  const card = JSON.stringify({ kind: 'touchpoint', fields: { title: 'x' }, from })
  return `{"waymark":"cards","version":1,"cards":[${Array.from({ length: count }, () => card).join(',')}],"links":[]}`
}

describe('a hostile clipboard', () => {
  it.each([
    ['a million cards', () => cards(1_000_000), 'too-large'],
    ['more cards than a journey holds', () => cards(50_001), 'not-valid'],
    ['half of what was copied', () => cards(3).slice(0, -20), 'not-valid'],
    ['a later version', () => cards(1).replace('"version":1', '"version":2'), 'not-valid'],
    [
      'deep nesting',
      () => `{"waymark":"cards","version":1,"cards":${'['.repeat(50_000)}${']'.repeat(50_000)},"links":[]}`,
      'not-valid',
    ],
    ['fields of the wrong type', () => cards(1).replace('{"title":"x"}', '{"title":7}'), 'not-valid'],
    ['a column beyond all numbers', () => cards(1).replace('"column":0', '"column":1e999'), 'not-valid'],
  ] as const)('%s is refused with a reason and leaves no trace', (_name, text, reason) => {
    const { editor, doc } = start()
    const before = Y.encodeStateAsUpdate(doc)
    expect(pasteText(editor, text())).toMatchObject({ ok: false, reason })
    expect(Y.encodeStateAsUpdate(doc)).toEqual(before)
  })

  it('cannot reach prototypes', () => {
    const { editor } = start()
    const text = cards(1).replace(
      '{"title":"x"}',
      '{"title":"x","__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}}',
    )
    const pasted = pasteText(editor, text)
    expect(({} as Record<string, unknown>)['polluted']).toBeUndefined()
    if (pasted.ok) {
      const [id] = pasted.value.cardIds
      const card = id && editor.getSnapshot().cards.get(id)
      expect(card).toMatchObject({ title: 'x' })
      expect(Object.hasOwn(card ?? {}, 'constructor')).toBe(false)
      expect((card as unknown as Record<string, unknown>)['polluted']).toBeUndefined()
    }
  })

  it('of links that lead nowhere takes the cards', () => {
    const { editor } = start()
    const text = cards(2).replace('"links":[]', '"links":[{"from":0,"to":99,"label":""},{"from":-1,"to":0,"label":""}]')
    expect(pasteText(editor, text)).toMatchObject({ ok: true })
  })

  it('loses its control signs, overrides of direction and half signs as plain text', () => {
    const { editor, cell } = start()
    const pasted = pasteText(editor, 'Pay\u0000 \u202enow\ud800 👍', cell)
    const [id] = pasted.ok ? pasted.value.cardIds : []
    expect(id && editor.getSnapshot().cards.get(id)?.title).toBe('Pay now 👍')
  })

  it('never throws, whatever is on it', () => {
    const piece = fc.constantFrom(
      '{"waymark":"cards"',
      ',"version":1',
      ',"cards":[',
      '{}',
      ']',
      '}',
      '\t',
      '\n',
      '"',
      'x',
      '\ud800',
      '👩‍👩‍👧',
      '- ',
      'null',
    )
    fc.assert(
      fc.property(
        fc.oneof(
          fc.array(piece).map((parts) => parts.join('')),
          fc.string({ unit: 'binary' }),
        ),
        (text) => {
          const { editor, cell } = start()
          expect(() => pasteText(editor, text)).not.toThrow()
          expect(() => pasteText(editor, text, cell)).not.toThrow()
          expect(() => pasteText(editor, text, { x: 1, y: 2 })).not.toThrow()
          expect(editor.getSnapshot().problems).toEqual([])
        },
      ),
      { numRuns: 60 },
    )
  })
})
