import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { UNSURE } from '#shared/model/fields-in-use.ts'
import { quickParse } from '#shared/model/quick-parse.ts'
import { RECORD_KINDS } from '#shared/model/read-snapshot.ts'

const cell = { kind: 'cell', stepId: 's', laneId: 'l', order: 'a0' }
// What fields have in journeys, and what they should not have.
const TEXTS = ['', 'a', 'a0', 'action', 'emotion', 'assumption', 'cell', 'web', 'Ana', 'x'.repeat(5_000), 'ä ß']
const NUMBERS = [0, 1, -1, 1.5, 2, 3, 5_000, 1e12, Number.NaN, Number.POSITIVE_INFINITY, -0]
const LISTS = [[], ['a'], ['web', 'phone'], ['a', 1], [[1, 2]], ['', 'a'], [0, 1], [{ metricId: 'm' }]]
const FREE = { kind: 'free', x: 1, y: 2, width: 90, height: 60 }
const PLACES = [cell, { ...cell, span: 2 }, { ...cell, order: '' }, { ...cell, more: 1 }, FREE, { ...FREE, x: '1' }]
const PARTS = [{}, { fill: 3 }, { fill: 'none', isDashed: true }, { imageId: 'i', width: 3, height: 4 }]
const VALUES = [...TEXTS, ...NUMBERS, ...LISTS, ...PLACES, ...PARTS, true, false, null, undefined]

describe('parsing quickly', () => {
  for (const [root, { schema }] of Object.entries(RECORD_KINDS)) {
    const { shape } = schema.def as { readonly shape: Readonly<Record<string, unknown>> }
    const whole = schema as z.ZodMiniType
    const parse = quickParse(whole)

    it(`makes of ${root} what the schema makes of them, or is unsure`, () => {
      const field = fc.constantFrom(...Object.keys(shape), 'unheardOf', 'constructor')
      const usual = fc.constant({
        id: 'a',
        kind: 'action',
        place: cell,
        title: 'A',
        name: 'A',
        order: 'a0',
        stageId: 's',
      })
      const record = fc.tuple(usual, fc.dictionary(field, fc.constantFrom(...VALUES), { noNullPrototype: true }))
      fc.assert(
        fc.property(record, ([before, changes]) => {
          const given = { ...before, ...changes }
          const result = parse(given)
          if (result === UNSURE) return
          const { data } = whole.safeParse(given)
          expect(result).toStrictEqual(data)
          expect(Object.keys(result as object)).toEqual(Object.keys(data as object))
        }),
        { numRuns: 2_000 },
      )
    })
  }

  it('is sure of the cards that most journeys are made of', () => {
    const card = {
      id: 'c1',
      kind: 'touchpoint',
      place: cell,
      title: 'One',
      details: 'Two',
      personaIds: ['p'],
      channels: ['web'],
    }
    expect(quickParse(RECORD_KINDS.cards.schema)(card)).toStrictEqual(RECORD_KINDS.cards.schema.parse(card))
  })

  it('asks the schema about kinds that it does not know', () => {
    const parse = quickParse(z.object({ at: z.date(), any: z.union([z.string(), z.number()]) }))
    const record = { at: new Date(0), any: 1 }
    expect(parse(record)).toEqual(record)
    expect(parse({ ...record, at: 'never' })).toBe(UNSURE)
  })

  it('leaves what nobody wrote to the schema', () => {
    const parse = quickParse(z.object({ a: z._default(z.array(z.string()), ['b']) }))
    const [one, other] = [parse({}), parse({})] as [{ a: string[] }, { a: string[] }]
    expect(one).toEqual({ a: ['b'] })
    // Each has a list of its own.
    expect(one.a).not.toBe(other.a)
  })
})
