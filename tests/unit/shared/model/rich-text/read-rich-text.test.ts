import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { plainRichText, readRichText, type RichLine } from '#shared/model/rich-text/read-rich-text.ts'

/** A line in short: `b{bold} i{italic} bi{both} a{label→address}`. */
const told = (line: RichLine): string =>
  line.spans
    .map(({ text, isBold, isItalic, href }) => {
      const style = `${isBold ? 'b' : ''}${isItalic ? 'i' : ''}`
      const words = href === undefined ? text : `<${text}→${href}>`
      return style === '' ? words : `${style}{${words}}`
    })
    .join('')
const tell = (text: string): string =>
  readRichText(text)
    .map((line) => {
      if (!line.item) return told(line)
      const marker = line.item.kind === 'bullet' ? '•' : line.item.number
      return `${'>'.repeat(line.item.level)}${marker} ${told(line)}`
    })
    .join('|')

describe('bold and italic', () => {
  it.each([
    ['plain words', 'plain words'],
    ['a **bold** word', 'a b{bold} word'],
    ['an *italic* and _another_', 'an i{italic} and i{another}'],
    ['***both***', 'bi{both}'],
    ['**bold and *italic* in it**', 'b{bold and }bi{italic}b{ in it}'],
    ['2 * 3 * 4', '2 * 3 * 4'],
    ['snake_case_name', 'snake_case_name'],
    ['**not closed', '**not closed'],
    ['* * *', '• * *'],
    ['a\\*b\\*', 'a*b*'],
    ['*over\nlines*', '*over|lines*'],
    ['****', '****'],
    ['**Zürich**, *東京* and **👩‍👩‍👧**', 'b{Zürich}, i{東京} and b{👩‍👩‍👧}'],
  ])('%j is %s', (text, expected) => expect(tell(text)).toBe(expected))
})

describe('lists', () => {
  it.each([
    ['- one\n- two', '• one|• two'],
    ['* one\n+ two', '• one|• two'],
    ['1. one\n1. two\n7. three', '1 one|2 two|3 three'],
    ['3) three\n4) four', '3 three|4 four'],
    ['1. one\n  - a\n  - b\n2. two', '1 one|>• a|>• b|2 two'],
    ['1. one\n\n1. again', '1 one||1 again'],
    ['-no list', '-no list'],
    ['1.5 hours', '1.5 hours'],
    ['- **bold** entry', '• b{bold} entry'],
  ])('%j is %s', (text, expected) => expect(tell(text)).toBe(expected))
})

describe('links', () => {
  it.each([
    ['see [the page](https://a.test/x_y_(z)?q=1)', 'see <the page→https://a.test/x_y_(z)?q=1>'],
    ['[**bold** label](mailto:a@b.test)', 'b{<bold→mailto:a@b.test>}< label→mailto:a@b.test>'],
    ['[call](tel:+41441234567)', '<call→tel:+41441234567>'],
    ['[card](#card_1-x)', '<card→#card_1-x>'],
    ['at https://a.test/b_c_d.', 'at <https://a.test/b_c_d→https://a.test/b_c_d>.'],
    ['**https://a.test**', 'b{<https://a.test→https://a.test>}'],
    [
      '[a [b](https://c.test) d](https://e.test)',
      '[a <b→https://c.test> d](https://e.test)'.replace('https://e.test)', '<https://e.test→https://e.test>)'),
    ],
    ['[](https://a.test)', '[](<https://a.test→https://a.test>)'],
    ['*a [b*](https://c.test)', '*a <b*→https://c.test>'],
  ])('%j is %s', (text, expected) => expect(tell(text)).toBe(expected))

  it.each([
    'javascript:alert(1)',
    'JaVaScRiPt:alert(1)',
    ' javascript:alert(1)',
    'java\tscript:alert(1)',
    'java\u0000script:alert(1)',
    '\u0001javascript:alert(1)',
    '\u200bjavascript:alert(1)',
    'javascript&colon;alert(1)',
    '&#106;avascript:alert(1)',
    'data:text/html,<script>alert(1)</script>',
    'vbscript:x',
    'file:///etc/passwd',
    'blob:https://a.test/x',
    '//evil.test',
    '/relative',
    'https:evil',
    'https:///x',
    'https://a.test/\u202egnp.exe',
    `https://a.test/${'x'.repeat(2_000)}`,
  ])('%j stays text', (address) => {
    const text = `[click](${address})`
    expect(
      readRichText(text).flatMap(({ spans }) =>
        spans.filter((span) => span.href?.startsWith('h') !== true && span.href),
      ),
    ).toEqual([])
    expect(plainRichText(text)).toContain('[click](')
  })
})

describe('any text', () => {
  const signs = fc
    .array(
      fc.constantFrom(
        '*',
        '**',
        '_',
        '[',
        ']',
        '](',
        '(',
        ')',
        '\\',
        'a',
        ' ',
        '\n',
        '- ',
        '1. ',
        '  ',
        'https://a.b',
        '👍',
        '](javascript:x)',
      ),
    )
    .map((parts) => parts.join(''))

  it('loses no letter: shown letters and hidden signs make up the line, in order, and none twice', () => {
    fc.assert(
      fc.property(fc.oneof(signs, fc.string({ unit: 'binary' })), (text) => {
        for (const line of readRichText(text)) {
          const pieces = [...line.spans, ...line.marks].sort((a, b) => a.from - b.from || a.to - b.to)
          let at = line.item?.textFrom ?? line.from
          for (const piece of pieces) {
            expect(piece.from).toBe(at)
            at = piece.to
          }
          expect(at).toBe(line.to)
          for (const span of line.spans) {
            expect(span.text).toBe(text.slice(span.from, span.to))
            if (span.href !== undefined) expect(span.href).toMatch(/^(?:https?:\/\/|mailto:|tel:|#)/i)
          }
        }
      }),
      { numRuns: 400 },
    )
  })

  it('is read in proportion to its length, whatever it is made of', () => {
    for (const piece of ['*', '**a', '[', '](', '[](', '*a_b', '\\', 'https://', '[a](https://x', '1. ']) {
      const text = piece.repeat(Math.ceil(20_000 / piece.length))
      const started = performance.now()
      readRichText(text)
      expect(performance.now() - started, piece).toBeLessThan(1_000)
    }
  })
})

it('tells its words without the signs', () => {
  expect(plainRichText('**Call** us\n- at [home](tel:+411)\n  1. *now*')).toBe('Call us\n• at home\n  1. now')
})
