import * as fc from 'fast-check'
import { createDecoder, readAny as readOther, readVarString as readText } from 'lib0/decoding'
import { createEncoder, toUint8Array, writeAny, writeVarString } from 'lib0/encoding'
import { describe, expect, it } from 'vitest'
import { readAny, readVarString } from '#src/collab/known-words.ts'

const text = fc.oneof(
  fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\u007f', '\ufeff', 'ß', '🙂'), maxLength: 30 }),
  fc.constantFrom('title', 'place', 'stepId', '', '_'.repeat(24), '_'.repeat(25)),
)
const { value } = fc.letrec((tie) => ({
  value: fc.oneof(
    { depthSize: 'small' },
    text,
    fc.boolean(),
    fc.constantFrom(null, undefined),
    fc.integer(),
    fc.double({ noNaN: true }),
    fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    fc.uint8Array({ maxLength: 9 }),
    fc.array(tie('value'), { maxLength: 20 }),
    fc.dictionary(
      text.filter((key) => key !== '__proto__'),
      tie('value'),
      { maxKeys: 5, noNullPrototype: true },
    ),
  ),
}))

describe('knowing words', () => {
  it('reads texts as lib0 does, and stands where it stands', () => {
    fc.assert(
      fc.property(fc.array(text), (texts) => {
        const encoder = createEncoder()
        for (const one of texts) writeVarString(encoder, one)
        const bytes = toUint8Array(encoder)
        const [ours, theirs] = [createDecoder(bytes), createDecoder(bytes)]
        for (const one of texts) {
          const read = readText(theirs)
          expect(readVarString(ours)).toBe(read)
          expect(ours.pos).toBe(theirs.pos)
          expect(read).toBe(one.startsWith('\ufeff') ? read : one)
        }
      }),
      { numRuns: 1_000 },
    )
  })

  it('reads values as lib0 does', () => {
    fc.assert(
      fc.property(value, (one) => {
        const encoder = createEncoder()
        writeAny(encoder, one as never)
        const bytes = toUint8Array(encoder)
        const [ours, theirs] = [createDecoder(bytes), createDecoder(bytes)]
        expect(readAny(ours)).toStrictEqual(readOther(theirs))
        expect(ours.pos).toBe(theirs.pos)
      }),
      { numRuns: 1_000 },
    )
  })

  it('tells words apart that share a place', () => {
    const words = Array.from({ length: 10_000 }, (_, index) => `c${index}`)
    const encoder = createEncoder()
    for (const word of [...words, ...words]) writeVarString(encoder, word)
    const decoder = createDecoder(toUint8Array(encoder))
    for (const word of [...words, ...words]) expect(readVarString(decoder)).toBe(word)
  })

  it('refuses what is no text, or ends early, as lib0 does', () => {
    for (const bytes of [Uint8Array.of(2, 0x61, 0xff), Uint8Array.of(9, 0x61)]) {
      expect(() => readVarString(createDecoder(bytes))).toThrow()
      expect(() => readText(createDecoder(bytes))).toThrow()
    }
  })
})
