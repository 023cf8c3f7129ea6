import { beforeAll, describe, expect, it } from 'vitest'
import * as z from 'zod/mini'
import { parserOfFieldsInUse, parseQuickly, UNSURE } from '#shared/model/fields-in-use.ts'
import { quickParse } from '#shared/model/quick-parse.ts'
import { RECORD_KINDS } from '#shared/model/read-snapshot.ts'

const place = { kind: 'cell', stepId: 's', laneId: 'l', order: 'a0' }
const RECORDS: readonly Readonly<Record<string, unknown>>[] = [
  { id: 'a', kind: 'action', place, title: 'One' },
  // A field that none before had, then one without it, then one that makes it wrong.
  { id: 'b', kind: 'emotion', place, score: 1.5, severity: undefined },
  { id: 'c', kind: 'action', place, details: 'Two', personaIds: ['p'] },
  { id: 'd', kind: 'emotion', place, score: 'high' },
  { id: 'e', kind: 'action', place, unheardOf: 1, __proto__: null },
  { id: 'f', kind: 'action', place, shownMetrics: 'none', tags: ['x'], owner: 'Ana', constructor: 1 },
  { id: 'g', kind: 'nothing', place: { kind: 'nowhere' }, title: 3 },
  { id: 'h', place, deletedAt: 'never' },
  { id: 'i', name: 'Ana', title: 'Step', order: 'a0', label: '', fromCardId: 'a', toCardId: 'b', stageId: 's' },
  {},
]

// Once the app has asked for it (`use-open-journey.ts`); the view never does.
describe.each([
  ['by schema', () => () => UNSURE],
  ['quickly', quickParse],
])('parsing with the fields in use, %s', (_how, way) => {
  beforeAll(() => parseQuickly(way))

  for (const [root, { schema }] of Object.entries(RECORD_KINDS)) {
    it(`says of ${root} what the whole schema says, whatever came before`, () => {
      const parse = parserOfFieldsInUse(schema as z.ZodMiniType)
      for (const record of [...RECORDS, ...RECORDS.toReversed()]) {
        const [now, whole] = [parse(record), (schema as z.ZodMiniType).safeParse(record)]
        expect(now.success).toBe(whole.success)
        expect(now.data).toStrictEqual(whole.data)
        expect(Object.keys(now.data ?? {})).toEqual(Object.keys(whole.data ?? {}))
        expect(now.error?.issues).toEqual(whole.error?.issues)
      }
    })
  }

  it('leaves a schema alone that looks at the record as a whole', () => {
    const parse = parserOfFieldsInUse(
      z.object({ a: z.optional(z.number()) }).check(z.refine((value) => 'a' in value, 'a is missing')),
    )
    expect(parse({}).success).toBe(false)
    expect(parse({ a: 1 })).toMatchObject({ data: { a: 1 } })
  })
})
