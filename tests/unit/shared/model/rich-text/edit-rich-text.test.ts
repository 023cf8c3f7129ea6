import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  breakListLine,
  hasStyle,
  indentList,
  leaveListItem,
  type RichEdit,
  setLink,
  toggleList,
  toggleStyle,
} from '#shared/model/rich-text/edit-rich-text.ts'
import { readInline } from '#shared/model/rich-text/inline.ts'
import { joined, type StyledWords, writeInline, writeRichText } from '#shared/model/rich-text/write-rich-text.ts'

/** `a [b] c` → the text and the range between the brackets «». */
function parse(marked: string): { text: string; range: { from: number; to: number } } {
  const from = marked.indexOf('«')
  const to = marked.indexOf('»') - 1
  return { text: marked.replaceAll(/[«»]/g, ''), range: { from, to } }
}
function shown(text: string, { edits, selection }: RichEdit): string {
  let after = text
  for (const { from, to, insert } of edits.toReversed()) after = after.slice(0, from) + insert + after.slice(to)
  return `${after.slice(0, selection.from)}«${after.slice(selection.from, selection.to)}»${after.slice(selection.to)}`
}
const apply = (marked: string, edit: (text: string, range: { from: number; to: number }) => RichEdit): string => {
  const { text, range } = parse(marked)
  return shown(text, edit(text, range))
}

describe('bold and italic', () => {
  const bold = (marked: string): string => apply(marked, (text, range) => toggleStyle(text, range, 'isBold'))
  const italic = (marked: string): string => apply(marked, (text, range) => toggleStyle(text, range, 'isItalic'))
  it.each([
    ['a «word» here', 'a **«word»** here'],
    ['a **«word»** here', 'a «word» here'],
    ['a w«»ord here', 'a **«word»** here'],
    ['a «»', 'a **«»**'],
    ['a **«»**', 'a «»'],
    ['a **word«»** b', 'a **word**«» b'],
    ['«**a** b»', '**«a b»**'],
    ['**one «two» three**', '**one** «two» **three**'],
    ['- «one\n- two»', '- **«one**\n- **two»**'],
    ['«two * three»', '**«two * three»**'],
  ])('bold: %j → %j', (before, after) => expect(bold(before)).toBe(after))
  it.each([
    ['**a «b» c**', '**a *«b»* c**'],
    ['a_«b»_c', 'a\\_*«b»*\\_c'],
    ['a «b_c_d» e', 'a *«b_c_d»* e'],
  ])('italic: %j → %j', (before, after) => expect(italic(before)).toBe(after))

  it('knows what is on', () => {
    const { text, range } = parse('a **«bo»ld**')
    expect(hasStyle(text, range, 'isBold')).toBe(true)
    expect(hasStyle(text, range, 'isItalic')).toBe(false)
    expect(hasStyle(text, { from: 0, to: 5 }, 'isBold')).toBe(false)
  })
})

describe('links', () => {
  it.each([
    ['see «this page» now', 'https://a.test', 'see [«this page»](https://a.test) now'],
    ['see [th«»is](https://a.test)', 'https://b.test', 'see [«this»](https://b.test)'],
    ['see «»', 'https://a.test', 'see https://a.test«»'],
  ])('%j with %s → %j', (before, href, after) =>
    expect(apply(before, (text, range) => setLink(text, range, href))).toBe(after),
  )
  it('goes again', () =>
    expect(apply('see [th«»is](https://a.test)', (text, range) => setLink(text, range, null))).toBe('see «this»'))
})

describe('lists', () => {
  it.each([
    ['o«n»e', 'bullet', '- o«n»e'],
    ['«one\n\ntwo»', 'numbered', '1. «one\n\n2. two»'],
    ['- o«n»e', 'numbered', '1. o«n»e'],
    ['- o«n»e', 'bullet', 'o«n»e'],
    ['«»', 'bullet', '- «»'],
  ] as const)('%j as %s → %j', (before, kind, after) =>
    expect(apply(before, (text, range) => toggleList(text, range, kind))).toBe(after),
  )

  it('goes on with Enter, ends in an empty entry, is left with Backspace', () => {
    const enter = (marked: string): string | undefined => {
      const { text, range } = parse(marked)
      const edit = breakListLine(text, range)
      return edit && shown(text, edit)
    }
    expect(enter('- one«»')).toBe('- one\n- «»')
    expect(enter('3. one «»two')).toBe('3. one \n4. «»two')
    expect(enter('- one\n- «»')).toBe('- one\n«»')
    expect(enter('no list«»')).toBeUndefined()
    const { text, range } = parse('  - «»one')
    expect(shown(text, leaveListItem(text, range) as RichEdit)).toBe('- «»one')
    expect(apply('- «»one', (each, at) => leaveListItem(each, at) as RichEdit)).toBe('«»one')
    expect(apply('- o«»ne', (each, at) => indentList(each, at, 1))).toBe('  - o«»ne')
  })
})

const words = fc.array(
  fc
    .record({
      text: fc.string({
        unit: fc.constantFrom('a', 'b', ' ', '*', '_', '[', ']', '\\', '(', '1', '.', '👍', '-'),
        minLength: 1,
        maxLength: 6,
      }),
      isBold: fc.boolean(),
      isItalic: fc.boolean(),
      href: fc.constantFrom('https://a.test/x_(y)', '#card_1', '', '', ''),
    })
    .map(({ href, ...styled }): StyledWords => (href === '' ? styled : { ...styled, href })),
  { maxLength: 6 },
)

it('what is written is read again with the same words, and the same styles on letters', () => {
  const letters = (list: readonly StyledWords[]): string[] =>
    list.flatMap(({ text, isBold, isItalic }) =>
      Array.from(text, (sign) => (sign === ' ' ? ' ' : `${sign}${isBold ? 'b' : ''}${isItalic ? 'i' : ''}`)),
    )
  fc.assert(
    fc.property(words, (list) => {
      const line = writeInline(list)
      expect(letters(joined(readInline(line, 0).spans))).toEqual(letters(list))
    }),
    {
      numRuns: 1_000,
      // What it has found.
      examples: [
        [
          [
            { text: 'a ', isBold: true, isItalic: false },
            { text: ' ', isBold: false, isItalic: false, href: 'https://a.test/x_(y)' },
            { text: 'a', isBold: true, isItalic: false },
          ],
        ],
      ],
    },
  )
})

it('a line that only looks like a list entry is written so that it stays one', () => {
  expect(writeRichText([{ marker: '', words: [{ text: '- no list', isBold: false, isItalic: false }] }])).toBe(
    '\\- no list',
  )
  expect(writeRichText([{ marker: '', words: [{ text: '1. no list', isBold: false, isItalic: false }] }])).toBe(
    '1\\. no list',
  )
})
