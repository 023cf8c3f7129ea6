import { expect, test } from 'vitest'
import { findColumn, nameColumns } from '#server/datasets/import/column-names.ts'
import { headingRows } from '#server/datasets/import/heading-rows.ts'
import { judgeContent } from '#server/datasets/import/judge-content.ts'
import { createEncodingJudge } from '#server/datasets/import/judge-encoding.ts'
import { readAnswer, readOnScale } from '#server/datasets/import/answers.ts'
import { createDecimalEvidence, isAbsent, readNumber } from '#server/datasets/import/numbers.ts'
import { sniffDialect } from '#server/datasets/import/sniff-dialect.ts'

function encodingOf(bytes: Buffer, pieces = 1): string {
  const judge = createEncodingJudge()
  const size = Math.ceil(bytes.length / pieces)
  for (let at = 0; at < bytes.length; at += size) judge.add(bytes.subarray(at, at + size))
  return judge.judge().name
}

test('encodings are judged by all bytes, also when a chunk ends inside a character', () => {
  const text = 'größe, 下单, 😀, straße\n'.repeat(20)
  expect(encodingOf(Buffer.from(text))).toBe('utf-8')
  for (let pieces = 2; pieces < 40; pieces++) expect(encodingOf(Buffer.from(text), pieces)).toBe('utf-8')
  expect(encodingOf(Buffer.from('größe, straße', 'latin1'))).toBe('windows-1252')
  expect(encodingOf(Buffer.from(`\uFEFF${text}`, 'utf16le'))).toBe('utf-16le')
  expect(encodingOf(Buffer.from('plain words, without any mark', 'utf16le'))).toBe('utf-16le')
  const damaged = Buffer.concat([Buffer.from('größe ü\n'), Buffer.from([0xc3, 0x28, 0x0a])])
  expect(encodingOf(damaged)).toBe('utf-8')
  expect(encodingOf(Buffer.concat([Buffer.alloc(100_000, 'a'), Buffer.from([0xe4])]), 3)).toBe('windows-1252')
})

test.each([
  ['a;b;c\n1,5;2;3\n2,5;3;4\n', ';', 1],
  ['a\tb\n1,2\t3\n', '\t', 1],
  ['a|b|c\n1|2|3\n', '|', 1],
  ['sep=;\na;b\n1;2,3\n', ';', 2],
  ['My report\n\na,b,c\n1,2,3\n4,5,6\n', ',', 3],
  ['Report of 1, March,,,\n,,,,\na,b,c,d,e\n1,2,3,4,5\n1,2,3,4,5\n', ',', 1],
  ['"a;x","b;y"\n"1;2","3"\n', ',', 1],
  ['only\none\ncolumn\n', ',', 1],
  ['a^b\n1^2\n3^4\n', '^', 1],
  ['a~b\n1~2\n3~4\n', '~', 1],
  ['a\u0001b\n1\u00012\n3\u00014\n', '\u0001', 1],
  ['a    b c   d\n1    x y   2\n33   x z   4\n', '  ', 1],
  ['# made by x, y, z\n#\na,b,c\n1,2,3\n4,5,6\n', ',', 3],
  ['#id,time,what\n1,2025-03-01,x\n2,2025-03-02,y\n', ',', 1],
  ['# of the day\n#id,time,what\n1,2025-03-01,x\n2,2025-03-02,y\n', ',', 2],
  ['#,time,what\nabc,one,x\ndef,two,y\n', ',', 1],
])('%j is split by %j from line %i', (text, delimiter, firstLine) => {
  expect(sniffDialect(text, true)).toMatchObject({ delimiter, firstLine })
})

test.each([
  ["a,b\n'1','x, y'\n'2','it''s'\n", { quote: "'", hasBackslashes: false, skipsBlanks: false }],
  ["a,b\nf('1','x');\ng('2','y');\n", { quote: '"', hasBackslashes: false, skipsBlanks: false }],
  ["a,b\n1,it's\n2,'tis\n", { quote: '"', hasBackslashes: false, skipsBlanks: false }],
  ['a,b\n"1","say \\"hi\\", twice"\n"2","x"\n', { quote: '"', hasBackslashes: true, skipsBlanks: false }],
  ['a,b\n"1","C:\\"\n"2","D:\\"\n', { quote: '"', hasBackslashes: false, skipsBlanks: false }],
  ['a, b\n1, "x, y"\n2, "z"\n', { quote: '"', hasBackslashes: false, skipsBlanks: true }],
])('how %j is quoted', (text, quotes) => {
  expect(sniffDialect(text, true).quotes).toEqual(quotes)
})

const BELOW = Array.from({ length: 6 }, (_, index) => `${index},2025-03-0${index + 1},${index},fine\n`).join('')

test('two lines of headings are joined where the upper one has gaps, and nowhere else', () => {
  const joined = sniffDialect(`Id,Date,Satisfied with,\n,,Delivery,Comment\n${BELOW}`, true)
  expect(joined).toMatchObject({
    headings: ['Id', 'Date', 'Satisfied with Delivery', 'Satisfied with Comment'],
    dataLine: 3,
  })
  // A row of data whose values are missing or wrong must come to light.
  for (const row of [',,,no time\n', 'x,no time,y,fine\n']) {
    expect(sniffDialect(`Id,Date,Score,Comment\n${row}${BELOW}`, true).dataLine).toBe(2)
  }
  expect(sniffDialect(`,Date,Score,Comment\n${BELOW}`, true).dataLine).toBe(2)
})

test('further headings and units are told from rows', () => {
  const rows = [1, 2, 3, 4, 5, 6, 7].map((day) => [`c${day}`, `2025-03-0${day}`, 'visit', `${day}.5`])
  expect(headingRows(rows)).toBe(0)
  expect(headingRows([['Customer', 'When it was', 'What', 'Amount'], ['', 'UTC', '', 'EUR'], ...rows, ...rows])).toBe(2)
  expect(headingRows([['c0', 'no time', 'visit', '1.5'], ...rows])).toBe(0)
  expect(headingRows([['c0', '', 'visit', ''], ...rows])).toBe(0)
})

test('a first row of data is no header; years may be', () => {
  expect(sniffDialect('c1,2025-03-01 10:00,visit\nc2,2025-03-02 10:00,visit\n', true).hasHeader).toBe(false)
  expect(sniffDialect('10,hello\n20,world\n', true).hasHeader).toBe(false)
  expect(sniffDialect('id,2019,2020\na,1,2\n', true).hasHeader).toBe(true)
})

test('columns are told apart, and found by the name shown or the header in the file', () => {
  const { columns, repeated } = nameColumns([' Customer ID ', '', 'Event', 'Event', 'time\nstamp', 'Event (2)'])
  expect(columns.map(({ name }) => name)).toEqual([
    'Customer ID',
    'column 2',
    'Event',
    'Event (3)',
    'time stamp',
    'Event (2)',
  ])
  expect(repeated).toBe(1)
  expect([' Customer ID ', 'Event', 'time\nstamp', 'nothing'].map((name) => findColumn(columns, name))).toEqual([
    0, 2, 4, -1,
  ])
})

test.each([
  ['1234.56', '.', 1234.56],
  ['1,234.56', '.', 1234.56],
  ['1.234,56 €', ',', 1234.56],
  ['€ -5,00', ',', -5],
  ['-$12.50', '.', -12.5],
  ['(12,00)', ',', -12],
  ['1.000', ',', 1000],
  ['1.5', ',', null],
  ["1'234,5", ',', 1234.5],
  ['12 EUR', '.', 12],
  ['12EUR', '.', 12],
  ['COL1', '.', null],
  ['+1,53e4', ',', 15_300],
  ['₹1,23,456.50', '.', 123_456.5],
  ['1,23,45', '.', null],
  ['1.234,50-', ',', -1234.5],
  ['0.50-', '.', -0.5],
  ['1-2-', '.', null],
  ['0', '.', 0],
  ['-0', '.', -0],
  ['Infinity', '.', null],
  ['gratis', '.', null],
  ['.', '.', null],
  ['€', '.', null],
  ['1 2 3', '.', null],
] as const)('%s with decimal %s is %s', (text, decimal, value) => {
  expect(readNumber(text, decimal)).toBe(value)
})

test.each([
  ['10 - Extremely likely', 10],
  ['0 = überhaupt nicht', 0],
  ['9: très probable', 9],
  ['3 (neutral)', 3],
  ['Sehr zufrieden (5)', 5],
  ['9/10', 9],
  ['4 stars', 4],
  ['★★★☆☆', 3],
  ['⭐️⭐️', 2],
  ['9', null],
  ['100 - all of it', null],
  ['2025-03-01', null],
  ['very likely', null],
  ['1 2 3', null],
])('%s is the answer %s', (text, answer) => {
  expect(readAnswer(text)?.number ?? null).toBe(answer)
})

test.each([
  ['Very satisfied', '1-5', 5],
  ['satisfied', '1-5', 4],
  ['Neither satisfied nor dissatisfied', '1-5', 3],
  ['Somewhat dissatisfied', '1-5', 2],
  ['Extremely dissatisfied', '1-5', 1],
  ['Strongly agree', '1-7', 7],
  ['Agree', '1-7', 6],
  ['Somewhat agree', '1-7', 5],
  ['Slightly disagree', '1-7', 3],
  ['Strongly disagree', '1-7', 1],
  ['not very satisfied', '1-5', 2],
  ['Not at all likely', '1-5', 1],
  ['Very difficult', '1-5', 1],
  ['Sehr zufrieden', '1-5', 5],
  ['eher unzufrieden', '1-7', 3],
  ['Stimme voll und ganz zu', '1-5', 5],
  ['Stimme überhaupt nicht zu', '1-5', 1],
  ['Tout à fait d’accord', '1-5', 5],
  ['Ni d’accord, ni pas d’accord', '1-5', 3],
  ['Pas du tout d’accord', '1-5', 1],
  ['Muy insatisfecho', '1-5', 1],
  ['Zeer tevreden', '1-5', 5],
  ['helemaal mee oneens', '1-5', 1],
  ['4/5', '1-5', 4],
  ['4 out of 5', '1-5', 4],
  ['85 %', '0-100', 85],
  ['85', '0-100', 85],
  // On another scale: nothing is made of it.
  ['4/5', '0-10', Number.NaN],
  ['9/10', '1-5', Number.NaN],
  ['★★★☆☆', '0-10', Number.NaN],
  ['5 %', '0-10', Number.NaN],
  ['Very satisfied', '0-10', Number.NaN],
  ['Promoter', '1-5', Number.NaN],
  // Whether good is the best, the second or the third of five nobody can tell.
  ['Good', '1-5', null],
  ['It was easy to find, and I agree with the others', '1-5', null],
  ['agreement signed', '1-5', null],
] as const)('%s on a scale of %s is %s', (text, scale, answer) => {
  expect(readOnScale(text, scale, '.')).toBe(answer)
})

const decimalEvidenceOf = (values: readonly string[]) => {
  const evidence = createDecimalEvidence()
  for (const value of values) evidence.add(value)
  return evidence
}

test('the decimal mark is the one that the values speak for', () => {
  const markOf = (values: readonly string[]) => decimalEvidenceOf(values).mark()
  expect(markOf(['1,50', '2,75'])).toBe(',')
  expect(markOf(['1.50', '1,234.50'])).toBe('.')
  expect(markOf(['1.234.567', '12'])).toBe(',')
  expect(markOf(['1.000', '2.000'])).toBe('.')
  expect(markOf([])).toBe('.')
  expect(decimalEvidenceOf(['1.000']).mark(',')).toBe(',')
  expect(decimalEvidenceOf(['1.000', '2.5']).mark(',')).toBe('.')
})

test('a thousand values that speak alike are clear, undecided ones do not count, and one against them asks for more', () => {
  const isClear = (values: readonly string[]) => decimalEvidenceOf(values).isClear()
  const same = (value: string, count: number) => Array.from({ length: count }, () => value)
  expect(isClear(same('1,50', 999))).toBe(false)
  expect(isClear(same('1,50', 1_000))).toBe(true)
  expect(isClear(same('1.000', 5_000))).toBe(false)
  expect(isClear(['1,50', ...same('1.50', 5_000)])).toBe(false)
})

test('absent words are words, not parts of words', () => {
  expect(['', 'NULL', '\\N', 'N/A', '(null)'].every(isAbsent)).toBe(true)
  expect(['0', '-', 'NULLA', 'nan', ' '].some(isAbsent)).toBe(false)
})

test.each([
  ['', 'x.csv', 'file-empty'],
  ['  \n \n', 'x.csv', 'file-empty'],
  ['PK\u0003\u0004...', 'x.csv', 'zip'],
  ['PAR1....', 'x.csv', 'parquet'],
  ['%PDF-1.7', 'x.csv', 'file-not-supported'],
  ['<!DOCTYPE html><html>', 'x.csv', 'html'],
  ['<?xml version="1.0"?><log>', 'x.csv', 'xml'],
  ['{"a":1}\n', 'x.csv', 'json'],
  ['[{"a":1}]', 'x.csv', 'json'],
  ['var data = 1', 'x.json', 'file-not-json'],
  ['a;b\n1;2\n', 'x.json', 'delimited'],
  ['\u0001\u0002\u0003\u0004\u0005 binary', 'x.csv', 'file-not-supported'],
  ['[id],[name]\n1,2\n', 'x.csv', 'delimited'],
  ['<table><tr><th>id</th></tr></table>', 'x.xls', 'html'],
  ['<h1>Events</h1><table><tr><th>id</th></tr></table>', 'x.xls', 'html'],
  ['<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', 'x.xls', 'xml-sheet'],
  ['GIF89a', 'x.csv', 'file-not-supported'],
  ['MIME-Version: 1.0\nContent-Type: multipart/related', 'x.xls', 'file-not-supported'],
  ['RDX3\nX\n', 'x.csv', 'file-not-supported'],
  ['id,time\u000C\n1,2\u001A', 'x.csv', 'delimited'],
  [`a.csv${'\u0000'.repeat(252)}ustar  ${'\u0000'.repeat(248)}id,time\n1,2\n`, 'x.csv', 'file-not-supported'],
  ['{\\rtf1\\ansi id}', 'x.csv', 'file-not-supported'],
  ['\u00FF\u00FE\u0000\u0000i\u0000\u0000\u0000', 'x.csv', 'file-not-supported'],
  ['\u001E{"a":1}\n\u001E{"a":2}\n', 'x.json', 'json'],
  ['a,b\n1,2\n', 'x.xlsx', 'delimited'],
])('%j named %s is judged %s', (text, name, judged) => {
  const content = judgeContent(Buffer.from(text, 'latin1'), name)
  expect(content.kind === 'refused' ? content.code : content.kind).toBe(judged)
})
