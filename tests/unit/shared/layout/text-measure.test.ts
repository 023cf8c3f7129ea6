import * as fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { countLines, countRichLines, textWidth, wrapRichText, wrapText } from '#shared/layout/text-measure.ts'

const font = { fontPx: 13 }

test('signs that stand on a letter, or only turn the direction, take no room', () => {
  expect(textWidth('שָׁלוֹם', font)).toBe(textWidth('שלום', font))
  expect(textWidth('مَرْحَبًا', font)).toBe(textWidth('مرحبا', font))
  expect(textWidth('\u2067a\u2069\u200f', font)).toBe(textWidth('a', font))
})

test('lines are counted as they are wrapped, whatever the text', () => {
  const plain = ['a', 'word', 'Another', '7', '.', '-', ' ', '  ', 'x'.repeat(20)]
  const others = ['1. ', '- ', '\n', '\n- ', '**bold** ', '[a](https://b.c)', 'ü', '漢字', '👩‍👩‍👧', 'x'.repeat(40)]
  const text = fc
    .oneof(...[plain, [...plain, ...others]].map((parts) => fc.array(fc.constantFrom(...parts), { maxLength: 30 })))
    .map((parts) => parts.join(''))
  fc.assert(
    fc.property(text, fc.integer({ min: 24, max: 300 }), fc.integer({ min: 1, max: 6 }), (words, width, most) => {
      expect(countLines(words, width, font, most)).toBe(wrapText(words, width, font, most).length)
      expect(countRichLines(words, width, font, most)).toBe(wrapRichText(words, width, font, most).length)
    }),
    { numRuns: 2_000 },
  )
})

describe('wrapText', () => {
  test('keeps the spaces between words, but none at the beginning of a line', () => {
    expect(wrapText('  one  two three', 60, font, 9)).toEqual(['one  two', 'three'])
  })

  test('breaks at spaces, and a word that is too long at any letter', () => {
    expect(wrapText('one two three', 60, font, 9)).toEqual(['one two', 'three'])
    expect(wrapText('a'.repeat(30), 60, font, 99).join('')).toBe('a'.repeat(30))
    expect(wrapText('', 60, font, 3)).toEqual([])
    expect(wrapText('one\ntwo', 600, font, 3)).toEqual(['one', 'two'])
  })

  test('ends with an ellipsis when there is more', () => {
    const lines = wrapText('many words that do not fit in here at all', 60, font, 2)
    expect(lines).toHaveLength(2)
    expect(lines[1]).toMatch(/…$/)
  })

  test('no line is wider than allowed, whatever the text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme', maxLength: 120 }), fc.integer({ min: 40, max: 400 }), (text, width) => {
        for (const line of wrapText(text, width, font, 5))
          expect(textWidth(line, font)).toBeLessThanOrEqual(width + 1e-9)
      }),
    )
  })

  test('no letter is cut into parts', () => {
    const family = '👩‍👩‍👧'
    const lines = wrapText(family.repeat(40), 100, font, 3)
    expect(lines).toHaveLength(3)
    for (const line of lines) expect(line.replaceAll(family, '').replace('…', '')).toBe('')
    expect(wrapText('e\u0301'.repeat(60), 60, font, 9).every((line) => !line.startsWith('\u0301'))).toBe(true)
  })

  test('a text of a megabyte costs no more than its first lines', () => {
    const start = performance.now()
    wrapText('word '.repeat(200_000), 200, font, 8)
    expect(performance.now() - start).toBeLessThan(50)
  })
})
