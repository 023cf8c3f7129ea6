import * as fc from 'fast-check'
import { expect, test } from 'vitest'
import { createListMeter } from '#server/datasets/import/json-lists.ts'
import { createJsonReader, jsonLayout, type JsonLayout } from '#server/datasets/import/json-reader.ts'
import { readJsonRecord } from '#server/datasets/import/json-record.ts'
import type { JsonText } from '#server/datasets/import/json-values.ts'

function recordsIn(text: string, layout: JsonLayout, cuts: readonly number[] = []): JsonText[] {
  const reader = createJsonReader(layout)
  const found: JsonText[] = []
  let from = 0
  for (const cut of [...new Set(cuts)].map((share) => Math.floor(share * text.length)).sort((a, b) => a - b)) {
    found.push(...reader.push(text.slice(from, cut)))
    from = cut
  }
  found.push(...reader.push(text.slice(from)), ...reader.end())
  return found
}

const values = (found: readonly JsonText[]): unknown[] => found.map(({ text }) => JSON.parse(text) as unknown)

test.each<[string, JsonLayout, number]>([
  ['{"a":1}\n{"a":2}\n', 'lines', 2],
  ['\uFEFF{"a":1}\r\n\r\n{"a":2', 'lines', 2],
  ['{"a":1,}\n{"a":2}\n', 'lines', 2],
  ['\u001E{"a":1}\n\u001E{"a":2}\n', 'lines', 2],
  ['[1,2]\n{"a":2}\n', 'lines', 2],
  ['[{"a":1},{"a":2}]', 'array', 2],
  ['[\n{"a":1},\n{"a":2}\n]\n', 'array', 2],
  ['[1,"two",null,{"a":[{"b":1}]},[5]]', 'array', 5],
  ['{\n "a": 1\n}\n{\n "a": 2\n}\n', 'values', 2],
  ['{"a":1}{"a":2}{"a":3}', 'values', 3],
  ['{"a":1}', 'values', 1],
  ['{"k1":{"u":1,"e":"a"},"k2":{"u":2,"e":"b"},"k3":{"u":3,"e":"c","x":[{}]}}', 'members', 3],
  ['{"user":{"id":1,"age":2},"device":{"os":"x","id":2},"geo":{"city":"y","zip":3}}', 'values', 1],
  ['{"status":"ok","data":{"events":[{"a":1},{"a":[{}]}]},"more":[{"z":1}]}', 'wrapped', 2],
])('%j is laid out as %s', (text, layout, count) => {
  expect(jsonLayout(text, true)).toBe(layout)
  expect(recordsIn(text.replace('\uFEFF', ''), layout)).toHaveLength(count)
})

test('files glued together without a line end between them give up every record, each with its line', () => {
  const found = recordsIn('{"a":1}\n{"a":2}{"a":"}{"}\n{"a":4}', 'lines')
  expect(values(found)).toEqual([{ a: 1 }, { a: 2 }, { a: '}{' }, { a: 4 }])
  expect(found.map(({ line }) => line)).toEqual([1, 2, 2, 3])
})

test('wherever the text is cut into pieces, the same records come out', () => {
  const list = fc.array(fc.dictionary(fc.string(), fc.jsonValue({ maxDepth: 3 })), { minLength: 1, maxLength: 8 })
  const cuts = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { maxLength: 12 })
  fc.assert(
    fc.property(list, cuts, fc.constantFrom(undefined, 2), (records, at, indent) => {
      const written = JSON.parse(JSON.stringify(records)) as unknown[]
      expect(values(recordsIn(JSON.stringify(records, null, indent), 'array', at))).toEqual(written)
      const lines = records.map((record) => JSON.stringify(record)).join('\n')
      expect(values(recordsIn(lines, 'lines', at))).toEqual(written)
      const stream = records.map((record) => JSON.stringify(record, null, indent)).join('')
      expect(values(recordsIn(stream, 'values', at))).toEqual(written)
      const wrapped = JSON.stringify({ of: { events: [{ first: 1 }, ...records] }, [']']: [{}] }, null, indent)
      expect(values(recordsIn(wrapped, 'wrapped', at))).toEqual([{ first: 1 }, ...written])
    }),
  )
})

test('a text that breaks off, or closes what was never opened, is known for it', () => {
  for (const [text, isOpen, isBroken] of [
    ['[{"a":1},{"a":', true, false],
    ['[{"a":1}]', false, false],
    ['[{"a":1}]]]', false, false],
    ['[{"a":"', true, false],
  ] as const) {
    const reader = createJsonReader('array')
    reader.push(text)
    reader.end()
    expect([reader.isOpen(), reader.isBroken()]).toEqual([isOpen, isBroken])
  }
  const reader = createJsonReader('values')
  reader.push('{"a":1}}')
  expect(reader.isBroken()).toBe(true)
})

test('a record longer than the limit is told once, and those around it are read', () => {
  const long = `{"a":"${'x'.repeat(5_000)}"}`
  for (const [layout, text] of [
    ['lines', `{"a":1}\n${long}\n{"a":2}\n`],
    ['array', `[{"a":1},${long},{"a":2}]`],
  ] as const) {
    const reader = createJsonReader(layout, { maxCharacters: 1_000 })
    const found = text.split('').flatMap((character) => reader.push(character))
    found.push(...reader.end())
    expect(found.map(({ isTooLong }) => isTooLong)).toEqual([false, true, false])
  }
})

test('objects inside become dotted names; lists stay JSON; ids keep every digit', () => {
  const record = readJsonRecord(
    '{"id":12345678901234567890,"user":{"name":"Zoë","tags":["a",1],"deep":{"er":true}},"none":null,"__proto__":{"x":1}}',
  )
  expect([...(record as ReadonlyMap<string, string>)]).toEqual([
    ['id', '12345678901234567890'],
    ['user.name', 'Zoë'],
    ['user.tags', '["a",1]'],
    ['user.deep.er', 'true'],
    ['none', ''],
    ['__proto__.x', '1'],
  ])
  expect(readJsonRecord('[1]')).toBe('not_an_object')
  expect(readJsonRecord('null')).toBe('not_an_object')
  expect(readJsonRecord('{"a":1,}')).toBe('bad_json')
  expect(readJsonRecord(`${'['.repeat(200_000)}${']'.repeat(200_000)}`)).toBe('bad_json')
  expect(readJsonRecord('{"a":"\\ud800"}')).toEqual(new Map([['a', '\uFFFD']]))
})

test('no number loses digits or its size, and fields of one name stand side by side', () => {
  expect([
    ...(readJsonRecord('{"a":12345678901234567890.5,"b":1e400,"c":1.50,"d":-1E+999,"e":1e5}') as Map<string, string>),
  ]).toEqual([
    ['a', '12345678901234567890.5'],
    ['b', '1e400'],
    ['c', '1.5'],
    ['d', '-1E+999'],
    ['e', '100000'],
  ])
  expect([...(readJsonRecord('{"a.b":"x","a":{"b":"y"}}') as Map<string, string>)]).toEqual([
    ['a.b', 'x'],
    ['a.b (2)', 'y'],
  ])
})

const WRAPPED =
  '{"meta":{"tags":["a]","b"],"pages":[{"n":[{"x":1}]}]},"data":{"events":[{"a":"1 [{"},{"a":2}]},"end":[{}]}'

test('the lists of an object are measured, whatever pieces it comes in, and each can be read', () => {
  for (const size of [1, 7, 1_000]) {
    const meter = createListMeter()
    for (let at = 0; at < WRAPPED.length; at += size) meter.push(WRAPPED.slice(at, at + size))
    expect(meter.lists().map(({ place, records }) => [place, records])).toEqual([
      [0, 1],
      [1, 2],
      [2, 1],
    ])
  }
  const listAt = (skippedLists: number) => {
    const reader = createJsonReader('wrapped', { skippedLists })
    return values([...reader.push(WRAPPED), ...reader.end()])
  }
  expect(listAt(0)).toEqual([{ n: [{ x: 1 }] }])
  expect(listAt(1)).toEqual([{ a: '1 [{' }, { a: 2 }])
  expect(listAt(2)).toEqual([{}])
})

test('the members of an object are records with their keys, wherever the text is cut', () => {
  const text = '{ "k\\"1": {"u": 1, "e": "}{"}, "k2" : {}, "k3":{"u":{"v":[1]}}, "n": 5, "k4": {"u": 2} }'
  for (const pieces of [[text], text.split('')]) {
    const reader = createJsonReader('members')
    const found = [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()]
    expect(found.map((record) => readJsonRecord(record.text))).toEqual([
      new Map([
        ['(key)', 'k"1'],
        ['u', '1'],
        ['e', '}{'],
      ]),
      new Map([['(key)', 'k2']]),
      new Map([
        ['(key)', 'k3'],
        ['u.v', '[1]'],
      ]),
      'bad_json',
      new Map([
        ['(key)', 'k4'],
        ['u', '2'],
      ]),
    ])
    expect(reader.isOpen()).toBe(false)
  }
})
