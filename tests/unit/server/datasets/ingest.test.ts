import { expect, test } from 'vitest'
import { readLiveEvent } from '#server/datasets/live-events.ts'
import { readIngestBody } from '#server/datasets/read-ingest-body.ts'

const ARRIVED = Date.UTC(2026, 0, 2, 3)
const read = (raw: unknown) => readLiveEvent(raw, ARRIVED)

test.each([
  [undefined, ARRIVED * 1000],
  ['2025-03-01T11:00:00.123456+01:00', Date.UTC(2025, 2, 1, 10) * 1000 + 123_456],
  ['2025-03-01T10:00:00', Date.UTC(2025, 2, 1, 10) * 1000],
  // The clock of who sends it may be wrong by a day.
  [ARRIVED + 24 * 3_600_000, (ARRIVED + 24 * 3_600_000) * 1000],
  [0, 0],
  [1_740_823_200_000.5, 1_740_823_200_000_500],
])('timestamp %s', (timestamp, instantUs) => {
  expect(read({ case: 'c', event: 'e', timestamp })).toMatchObject({ ok: true, event: { instantUs } })
})

test.each([
  [null, /event|object/i],
  [[], /object/i],
  [{ event: 'e' }, /^case/],
  [{ case: '', event: 'e' }, /^case/],
  [{ case: '  ', event: 'e' }, /^case/],
  [{ case: 'c', event: ' ' }, /^event/],
  [{ case: 'c', event: 'e', timestamp: 'soon' }, /^timestamp/],
  [{ case: 'c', event: 'e', timestamp: '03/04/2025' }, /^timestamp/],
  [{ case: 'c', event: 'e', timestamp: 1e300 }, /^timestamp/],
  [{ case: 'c', event: 'e', timestamp: 1_740_823_200 }, /^timestamp: .*seconds/],
  [{ case: 'c', event: 'e', timestamp: '2099-01-01T00:00:00Z' }, /^timestamp: .*ahead/],
  [{ case: 'c', event: 'e', timestamp: ARRIVED + 24 * 3_600_000 + 1 }, /^timestamp: .*ahead/],
  [JSON.parse('{"case":"c","event":"e","attributes":{"__proto__":"x"}}'), /^attributes: .*__proto__/],
  [{ case: 'c', event: 'e', value: 'ten' }, /^value/],
  [{ case: 'c', event: 'e', attributes: { a: { b: 1 } } }, /^attributes\.a/],
  [{ case: 'c\u0000', event: 'e' }, /NUL/],
])('%j is refused in words', (raw, message) => {
  expect(read(raw)).toMatchObject({ ok: false, message: expect.stringMatching(message) as unknown })
})

test('numbers as case ids become text, attributes become text, nothing becomes nothing', () => {
  const raw = { case: 7, event: ' Visit ', channel: null, attributes: { plan: 'free', age: 30, vip: true, none: null } }
  expect(read(raw)).toMatchObject({
    ok: true,
    event: {
      caseId: '7',
      event: 'Visit',
      channel: null,
      value: null,
      attributes: [
        ['plan', 'free'],
        ['age', '30'],
        ['vip', 'true'],
      ],
    },
  })
})

test('a body is NDJSON, an array or one object; a bad line is one bad item', () => {
  expect(readIngestBody('{"a":1}\n\noops\n{"b":2}', true)).toEqual([
    { index: 0, raw: { a: 1 } },
    { index: 1, message: 'not JSON' },
    { index: 2, raw: { b: 2 } },
  ])
  expect(readIngestBody('[{"a":1},2]', false)).toEqual([
    { index: 0, raw: { a: 1 } },
    { index: 1, raw: 2 },
  ])
  expect(readIngestBody('\uFEFF{"a":1}', false)).toEqual([{ index: 0, raw: { a: 1 } }])
  expect(readIngestBody('{"a":1}\n{"b":2}', false)).toHaveLength(2)
  expect(readIngestBody('{oops', false)).toBeNull()
})

test('long ids keep all their digits, amounts stay numbers', () => {
  const body =
    '{"case":9007199254740993,"event":"e","value":12345678901234567890,"attributes":{"order":9007199254740995,"part":0.30000000000000004}}'
  const kept = { case: '9007199254740993', attributes: { order: '9007199254740995', part: 0.30000000000000004 } }
  for (const items of [
    readIngestBody(body, false),
    readIngestBody(`${body}\n`, true),
    readIngestBody(`[${body}]`, false),
  ]) {
    expect(items).toMatchObject([{ raw: { ...kept, value: Number('12345678901234567890') } }])
  }
})
