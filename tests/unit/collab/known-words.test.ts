import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { knowWords } from '#src/collab/known-words.ts'

const encoder = new TextEncoder()

describe('knowing words', () => {
  it('decodes like the decoder that it stands in for', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
    knowWords(decoder)
    const plain = fc.string({ unit: fc.constantFrom('a', 'b', '\0', '\u007f', '\ufeff'), maxLength: 30 })
    fc.assert(
      fc.property(fc.oneof(plain, fc.string({ unit: 'binary', maxLength: 30 })), (text) => {
        const whole = new TextDecoder('utf-8', { ignoreBOM: true }).decode(encoder.encode(text))
        expect(decoder.decode(encoder.encode(whole))).toBe(whole)
      }),
      { numRuns: 1_000 },
    )
  })

  it('tells words apart that share a place', () => {
    const decoder = new TextDecoder()
    knowWords(decoder)
    const words = Array.from({ length: 5_000 }, (_, index) => `c${index}`)
    for (const word of [...words, ...words]) expect(decoder.decode(encoder.encode(word))).toBe(word)
  })

  it('does not ask the decoder for a word', () => {
    let asked = 0
    const given = Object.create({
      decode: (bytes?: AllowSharedBufferSource) => {
        asked++
        return new TextDecoder().decode(bytes)
      },
    }) as Pick<TextDecoder, 'decode'>
    knowWords(given)
    expect(given.decode(encoder.encode('title'))).toBe('title')
    expect(asked).toBe(0)
    expect(given.decode(encoder.encode('Grüße'))).toBe('Grüße')
    expect(asked).toBe(1)
  })

  it('refuses bytes that are no text as before', () => {
    const decoder = new TextDecoder('utf-8', { fatal: true })
    knowWords(decoder)
    expect(() => decoder.decode(Uint8Array.of(0x61, 0xff))).toThrow(TypeError)
  })
})
