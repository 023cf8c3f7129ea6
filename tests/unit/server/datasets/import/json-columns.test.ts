import { expect, test } from 'vitest'
import { createJsonColumns, mayBeColumns } from '#server/datasets/import/json-columns.ts'

const TABLE = {
  case: ['1', 'two "quoted", [and] {more}', 'line\nbreak \\', '', 'é😀'],
  amount: [1.5, -2e-7, null, true, 12345678901234567000],
}
const KEYED = Object.fromEntries(
  Object.entries(TABLE).map(([name, values]) => [name, Object.fromEntries(values.map((value, at) => [at + 7, value]))]),
)

/** What is read of a text that comes in pieces of so many characters; `null`: it is something else. */
function readIn(pieces: number, text: string) {
  const reader = createJsonColumns()
  const columns: unknown[][] = []
  for (let at = 0; at < text.length; at += pieces) {
    if (!reader.push(text.slice(at, at + pieces))) return null
    for (const { column, values } of reader.take())
      (columns[column] ??= []).push(...values.map((value) => JSON.parse(value) as unknown))
  }
  return { columns, names: reader.columns.map(({ name }) => name), isWhole: reader.isWhole() }
}

test.each([
  ['lists', JSON.stringify(TABLE)],
  ['lists, indented', `\uFEFF\n${JSON.stringify(TABLE, null, 2)}\r\n`],
  ['a key for each value', JSON.stringify(KEYED)],
  ['a key for each value, indented', JSON.stringify(KEYED, null, '\t')],
])('reads columns wherever the text is cut: %s', (_, text) => {
  expect(mayBeColumns(text)).toBe(true)
  for (const pieces of [1, 2, 3, 7, 64, text.length])
    expect(readIn(pieces, text)).toEqual({
      columns: [TABLE.case, TABLE.amount],
      names: ['case', 'amount'],
      isWhole: true,
    })
})

test('columns that break off are not whole, wherever they do', () => {
  const text = JSON.stringify(TABLE)
  for (let length = 0; length < text.length; length++) expect(readIn(9, text.slice(0, length))?.isWhole).toBe(false)
})

test('keys are told apart by their order and their numbers, not by how many there are', () => {
  const keysOf = (keys: readonly number[]): number | undefined => {
    const reader = createJsonColumns()
    reader.push(`{"a": {${keys.map((key) => `"${key}": 1`).join(', ')}}}`)
    return reader.columns[0]?.keys
  }
  expect(keysOf([0, 1, 2])).toBe(keysOf([0, 1, 2]))
  for (const other of [
    [1, 2, 3],
    [0, 2, 1],
    [0, 1],
    [0, 1, 2, 3],
  ])
    expect(keysOf(other)).not.toBe(keysOf([0, 1, 2]))
})

test.each([
  '[{"case": "1"}]',
  '{"case": "1", "event": "a"}',
  '{"columns": ["a", "b"], "data": [["1", "2"]]}',
  '{"tags": ["a", "b"], "events": [{"event": "a"}]}',
  '{"tags": ["a", "b"], "count": 2}',
  '{"u1": {"name": "Ann", "age": 3}, "u2": {"name": "Bob", "age": 4}}',
  '{"case": ["1", "2"], "event": ["a" "b"]}',
  '{"case": ["1", "2"]} {"case": ["1", "2"]}',
  '{"case": ["1", "2"], : ["1"]}',
])('anything else is no columns: %s', (text) => {
  expect(readIn(5, text)).toBe(null)
})
