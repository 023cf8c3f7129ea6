import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createScanner, PLAIN_QUOTES, type QuoteStyle, type ScannedRecord } from '#server/datasets/import/scanner.ts'

function scan(pieces: readonly string[], delimiter = ',', limit?: number): ScannedRecord[] {
  const scanner = createScanner(delimiter, limit)
  return [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()]
}
const fieldsOf = (pieces: readonly string[], delimiter?: string) => scan(pieces, delimiter).map(({ fields }) => fields)

test('quotes, doubled quotes, line ends of every kind, blank lines', () => {
  const text = 'a,b\r\n"x, y","say ""hi"""\r\n\r\n"two\r\nlines",2\rlast,""\n  \n"end",'
  expect(scan([text]).map(({ line, fields }) => [line, fields])).toEqual([
    [1, ['a', 'b']],
    [2, ['x, y', 'say "hi"']],
    [4, ['two\r\nlines', '2']],
    [6, ['last', '']],
    [8, ['end', '']],
  ])
})

test('a quote inside a field that does not begin with one is a quote', () => {
  expect(fieldsOf(['5" pipe,a"b"\n'])).toEqual([['5" pipe', 'a"b"']])
})

test('blanks behind a closing quote are dropped, text there is a fault of this record only', () => {
  expect(scan(['"a" ,b\n"a"x,b\nc,d\n']).map(({ line, fields, fault }) => [line, fields, fault])).toEqual([
    [1, ['a', 'b'], null],
    [2, [], 'text_after_quote'],
    [3, ['c', 'd'], null],
  ])
})

test('a quote that is never closed takes one line, not the rest of the file', () => {
  expect(scan(['a,"b\nc,d\n', 'e,f']).map(({ line, fields, fault }) => [line, fields, fault])).toEqual([
    [1, [], 'unclosed_quote'],
    [2, ['c', 'd'], null],
    [3, ['e', 'f'], null],
  ])
  const rows = Array.from({ length: 100 }, (_, index) => `row ${index},x\n`)
  const found = scan(['a,"b\n', ...rows, 'z,"q"\n'], ',', 200)
  expect(found.filter(({ fault }) => fault === 'unclosed_quote')).toHaveLength(1)
  expect(found.filter(({ fault }) => fault === null)).toHaveLength(101)
})

const ofThree = (text: string) => {
  const scanner = createScanner(',', undefined, PLAIN_QUOTES, 3)
  return [...scanner.push(text), ...scanner.end()].map(({ line, fields, fault }) => [line, fault ?? fields])
}

test.each<[string, unknown]>([
  // One way only to make three fields of it.
  ['7,"He said "no" to it",x', ['7', 'He said "no" to it', 'x']],
  ['7,"He said "no", and left",x', ['7', 'He said "no", and left', 'x']],
  ['7,"Best" shop,x', ['7', '"Best" shop', 'x']],
  ['7,"He said ""no"" "loudly"",x', ['7', 'He said "no" "loudly"', 'x']],
  ['"a, b","c "d" e","f, g"', ['a, b', 'c "d" e', 'f, g']],
  // Two ways, none, or a quote that is not one of a pair.
  ['"a "b", c "d", e "f", g"', 'text_after_quote'],
  ['7,"Best" shop', 'text_after_quote'],
  ['7,"Best" "shop,x', 'text_after_quote'],
])('stray quotes: %s', (text, wanted) => {
  expect(ofThree(`${text}\n1,2,3\n`)).toEqual([
    [1, wanted],
    [2, ['1', '2', '3']],
  ])
})

test('a forgotten quote does not swallow the records up to the next one', () => {
  const text = 'c1,2025-03-01,"never closed\nc2,2025-03-02,fine\nc3,2025-03-03,a screen of 5"\nc4,2025-03-04,ok\n'
  expect(ofThree(text)).toEqual([
    [1, 'unclosed_quote'],
    [2, ['c2', '2025-03-02', 'fine']],
    [3, ['c3', '2025-03-03', 'a screen of 5"']],
    [4, ['c4', '2025-03-04', 'ok']],
  ])
  // What somebody wrote over several lines stays one record, though its lines have as many commas.
  const letter = 'c1,2025-03-01,"Dear all,\nI waited, for 3 days, really\nthanks, and, bye"\nc2,2025-03-02,ok\n'
  expect(ofThree(letter).map(([line]) => line)).toEqual([1, 4])
})

test('a record past the limit is one fault, and what follows is read', () => {
  const pieces = ['a,b\n', 'x'.repeat(80), 'y'.repeat(80), 'z\nc,d\n']
  expect(scan(pieces, ',', 100).map(({ line, fields, fault }) => [line, fields, fault])).toEqual([
    [1, ['a', 'b'], null],
    [2, [], 'oversize_record'],
    [3, ['c', 'd'], null],
  ])
})

const cell = fc.stringMatching(/^[a,;"\r\n é😀]{0,6}$/u)
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`

test('whatever is written by the rules is read back, wherever the text is cut into pieces', () => {
  const tables = fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 6 })
  const ends = fc.constantFrom('\n', '\r\n', '\r')
  fc.assert(
    fc.property(tables, ends, fc.array(fc.nat(60), { maxLength: 8 }), (rows, end, cuts) => {
      const text = rows.map((row) => row.map(quoted).join(',')).join(end)
      const points = [0, ...cuts.filter((cut) => cut < text.length).sort((a, b) => a - b), text.length]
      const pieces = points.slice(1).map((point, index) => text.slice(points[index], point))
      const found = scan(pieces)
      expect(found.map(({ fields }) => fields)).toEqual(rows)
      let line = 1
      for (const [index, record] of found.entries()) {
        expect(record.line).toBe(line)
        line += 1 + (rows[index] ?? []).reduce((sum, cellText) => sum + cellText.split(/\r\n|\r|\n/).length - 1, 0)
      }
    }),
    { numRuns: 500 },
  )
})

test('pieces of one character make no difference to plain text', () => {
  const text = 'a;b\r\n1;2\r\r\n3;4\n'
  expect(fieldsOf(text.split(''), ';')).toEqual(fieldsOf([text], ';'))
})

const cellOfAll = fc.stringMatching(/^[a,"'\\\r\n é]{0,6}$/u)
const STYLES: readonly (readonly [string, QuoteStyle, (text: string) => string])[] = [
  ['single quotes', { ...PLAIN_QUOTES, quote: "'" }, (text) => `'${text.replaceAll("'", "''")}'`],
  [
    'backslashes',
    { ...PLAIN_QUOTES, hasBackslashes: true },
    (text) => `"${text.replaceAll('\\', '\\\\').replaceAll('"', '\\"')}"`,
  ],
  ['blanks before quotes', { ...PLAIN_QUOTES, skipsBlanks: true }, (text) => `  ${quoted(text)} `],
]

test.each(STYLES)('what is written with %s is read back, in pieces of one character as well', (_, style, write) => {
  const rows = fc.array(fc.array(cellOfAll, { minLength: 2, maxLength: 3 }), { minLength: 1, maxLength: 4 })
  fc.assert(
    fc.property(rows, (cells) => {
      const text = cells.map((row) => row.map(write).join(',')).join('\n')
      for (const pieces of [[text], text.split('')]) {
        const scanner = createScanner(',', undefined, style)
        const found = [...pieces.flatMap((piece) => scanner.push(piece)), ...scanner.end()]
        expect(found.map(({ fields }) => fields)).toEqual(cells)
      }
    }),
  )
})
