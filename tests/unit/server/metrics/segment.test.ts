import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { askMetric } from '#server/metrics/ask.ts'
import type { EventsTable } from '#server/metrics/ports.ts'
import { createParameters } from '#server/metrics/sql/parameters.ts'
import { segmentCases } from '#server/metrics/sql/segment.ts'
import { type SegmentRule, segmentRuleSchema } from '#shared/metrics/segment.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { casesOf, type LogEvent } from '#tests/support/metrics-oracle.ts'
import { LOG_FIELDS, randomLog, seededRandom } from '#tests/support/metrics-random-log.ts'
import { randomSegment } from '#tests/support/metrics-random-segment.ts'
import { casesInSegment } from '#tests/support/metrics-segment-oracle.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 40)
const RULES_A_RUN = 6
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

async function told(table: EventsTable, rule: SegmentRule): Promise<readonly string[]> {
  const parameters = createParameters()
  const sql = segmentCases(table, rule, parameters)
  const rows = await engine.query<{ case_id: string }>(
    `SELECT DISTINCT case_id FROM ${table.table} WHERE case_no IN (${sql})`,
    parameters.values,
  )
  return rows.map((row) => row.case_id).sort()
}

const expected = (log: readonly LogEvent[], rule: SegmentRule): readonly string[] =>
  casesInSegment(casesOf(log), rule)
    .map((events) => events[0]?.case ?? '')
    .sort()

describe('a segment', () => {
  it(`holds whom the plain walk finds, on ${RUNS} random logs`, { timeout: 120_000 }, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'random', log, LOG_FIELDS)
      for (let round = 0; round < RULES_A_RUN; round++) {
        const rule = segmentRuleSchema.parse(randomSegment(random))
        const said = `METRICS_SEED=${seed} ${JSON.stringify(rule)}\n${JSON.stringify(log)}`
        expect(await told(table, rule), said).toEqual(expected(log, rule))
      }
    }
  })

  it('is nobody where there are no events', async () => {
    const table = await writeLog(engine, 'empty', [], LOG_FIELDS)
    const random = seededRandom(7)
    for (let round = 0; round < 20; round++) expect(await told(table, randomSegment(random))).toEqual([])
  })

  const only = (name: string): EventRule => ({ events: [name], channels: [], where: [] })
  const whole = (condition: object): SegmentRule => segmentRuleSchema.parse({ groups: [{ conditions: [condition] }] })
  const at = (of: string, instant: string, name: string, seq: number): LogEvent => ({
    case: of,
    ts: Date.parse(instant) * 1_000,
    seq,
    event: name,
    channel: null,
    attributes: {},
  })

  it('measures windows in spans of time, their end included, also in the night when clocks change', async () => {
    const table = await writeLog(engine, 'night', [
      at('to the second', '2026-10-25T00:30:00+02:00', 'a', 0),
      at('to the second', '2026-10-25T23:30:00+01:00', 'b', 1),
      at('a second late', '2026-10-25T00:30:00+02:00', 'a', 2),
      at('a second late', '2026-10-25T23:30:01+01:00', 'b', 3),
      at('a short night', '2026-03-29T00:30:00+01:00', 'a', 4),
      at('a short night', '2026-03-30T01:30:00+02:00', 'b', 5),
    ])
    const steps = [only('a'), only('b')]
    const inADay = whole({ kind: 'sequence', steps, withinHours: 24 })
    expect(await told(table, inADay)).toEqual(['a short night', 'to the second'])
    const either: EventRule = { events: ['a', 'b'], channels: [], where: [] }
    const twice = whole({ kind: 'did', rule: either, atLeast: 2, withinHours: 24 })
    expect(await told(table, twice)).toEqual(['a short night', 'to the second'])
  })

  it('takes a later attempt when an excluded event broke the first', async () => {
    const table = await writeLog(engine, 'broken', [
      at('again', '2026-01-01T10:00:00Z', 'a', 0),
      at('again', '2026-01-01T11:00:00Z', 'c', 1),
      at('again', '2026-01-01T12:00:00Z', 'a', 2),
      at('again', '2026-01-01T13:00:00Z', 'b', 3),
      at('broken', '2026-01-01T10:00:00Z', 'a', 4),
      // At the same instant: the position in the file decides what lies between.
      at('broken', '2026-01-01T13:00:00Z', 'c', 5),
      at('broken', '2026-01-01T13:00:00Z', 'b', 6),
      at('after', '2026-01-01T10:00:00Z', 'a', 7),
      at('after', '2026-01-01T13:00:00Z', 'b', 8),
      at('after', '2026-01-01T13:00:00Z', 'c', 9),
    ])
    const rule = whole({ kind: 'sequence', steps: [only('a'), only('b')], without: only('c') })
    expect(await told(table, rule)).toEqual(['after', 'again'])
  })

  it('counts its cases out of all, and names fields that the dataset does not have', async () => {
    const table = await writeLog(engine, 'counted', [
      at('one', '2026-01-01T10:00:00Z', 'a', 0),
      at('two', '2026-01-01T10:00:00Z', 'b', 1),
      at('two', '2026-01-01T11:00:00Z', 'b', 2),
      at('three', '2026-01-01T10:00:00Z', 'b', 3),
    ])
    const never = whole({ kind: 'did', rule: only('b'), atLeast: 2, not: true })
    expect(await askMetric(engine, table, { kind: 'segment', rule: never })).toEqual({
      cases: 2,
      of: 3,
      missingFields: [],
    })
    const nowhere = whole({ kind: 'attribute', field: 'region', values: ['north'] })
    expect(await askMetric(engine, table, { kind: 'segment', rule: nowhere })).toEqual({
      cases: 0,
      of: 3,
      missingFields: ['region'],
    })
  })
})

describe('the shape of a segment', () => {
  it.each([
    ['no group', { groups: [] }],
    ['a group without a condition', { groups: [{ conditions: [] }] }],
    ['an attribute without values', { groups: [{ conditions: [{ kind: 'attribute', field: 'a', values: [] }] }] }],
    ['a sequence of one step', { groups: [{ conditions: [{ kind: 'sequence', steps: [{}] }] }] }],
    ['a window of nothing', { groups: [{ conditions: [{ kind: 'did', rule: {}, atLeast: 2, withinHours: 0 }] }] }],
    ['less than one time', { groups: [{ conditions: [{ kind: 'did', rule: {}, atLeast: 0 }] }] }],
  ])('refuses %s', (_, rule) => expect(segmentRuleSchema.safeParse(rule).success).toBe(false))
})
