import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cleanText } from '#shared/lib/clean-text.ts'
import { cutToLength } from '#shared/lib/graphemes.ts'

describe('cutToLength', () => {
  it('never cuts a letter in half', () => {
    expect(cutToLength('ab👩‍👩‍👧c', 5)).toBe('ab')
    expect(cutToLength('ab👩‍👩‍👧c', 10)).toBe('ab👩‍👩‍👧')
    expect(cutToLength('e\u0301e\u0301', 3)).toBe('e\u0301')
    expect(cutToLength('🇨🇭🇩🇪', 6)).toBe('🇨🇭')
    expect(cutToLength('abc', 3)).toBe('abc')
    expect(cutToLength('abc', 0)).toBe('')
  })

  it('gives a beginning of well-formed text, as long as it may be', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 80 }), fc.nat(120), (text, maxLength) => {
        const cut = cutToLength(text, maxLength)
        expect(text.startsWith(cut)).toBe(true)
        expect(cut.length).toBeLessThanOrEqual(maxLength)
        expect(/\p{Surrogate}/u.test(cut)).toBe(false)
      }),
    )
  })

  it('takes no time for a megabyte of accents', () => {
    const started = performance.now()
    const cut = cutToLength(`a${'\u0301'.repeat(1_000_000)}`, 2_000)
    expect(cut.length).toBeLessThanOrEqual(2_000)
    expect(cut.length).toBeGreaterThan(1_900)
    expect(performance.now() - started).toBeLessThan(100)
  })
})

describe('cleanText', () => {
  it.each([
    ['a\r\nb\rc\u2028d', 'a\nb\nc\nd'],
    ['a\u0000b\u0007c\u001b[31m', 'abc[31m'],
    ['file\u202egnp.exe', 'filegnp.exe'],
    ['\ud800a\udc00b👍', 'ab👍'],
    ['👩‍👩‍👧 می‌خواهم\ttab', '👩‍👩‍👧 می‌خواهم\ttab'],
  ])('%j is %j', (text, clean) => expect(cleanText(text)).toBe(clean))
})
