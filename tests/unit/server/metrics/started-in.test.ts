import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { journeyNumbers, numbersBySide } from '#server/metrics/journey-numbers.ts'
import { populationCountQuery } from '#server/metrics/sql/population-count.ts'
import { type StartsRow, startsQuery } from '#server/metrics/sql/started-in.ts'
import { segmentRuleSchema } from '#shared/metrics/segment.ts'
import { periodBefore, rangeWords, type TimeRange } from '#shared/metrics/time-range.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { expectedNumbers, randomQuestion } from '#tests/support/metrics-journey-oracle.ts'
import { near } from '#tests/support/metrics-near.ts'
import { casesOf, type LogEvent } from '#tests/support/metrics-oracle.ts'
import { LOG_FIELDS, LOG_TICK_SECONDS, randomLog, randomRule, seededRandom } from '#tests/support/metrics-random-log.ts'
import { randomSegment } from '#tests/support/metrics-random-segment.ts'
import { casesInSegment } from '#tests/support/metrics-segment-oracle.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 40)
const SIDES_RUNS = Math.ceil(RUNS / 4)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)
const TICK_MS = LOG_TICK_SECONDS * 1_000
const DAY_MS = 86_400_000

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

type Case = readonly LogEvent[]
const startOf = (events: Case): number => Math.min(...events.map(({ ts }) => ts)) / 1_000
const startedIn = (cases: readonly Case[], { from, to }: TimeRange): readonly Case[] =>
  cases.filter((events) => startOf(events) >= from && startOf(events) < to)

/** Its ends lie on ticks, where events are, or a millisecond beside one. */
function randomRange(random: () => number, log: readonly LogEvent[]): TimeRange {
  const first = log.length === 0 ? 0 : Math.min(...log.map(({ ts }) => ts)) / 1_000
  const edge = () => first + Math.floor(random() * 14 - 1) * TICK_MS + Math.floor(random() * 3 - 1)
  const [a, b] = [edge(), edge()]
  return { from: Math.min(a, b), to: Math.max(a, b) + 1 }
}

describe('cases that start in a range', () => {
  it(`are those that a plain walk finds, whole, alone and in a segment, on ${RUNS} random logs`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'ranged', log, LOG_FIELDS)
      const question = randomQuestion(random)
      const range = randomRange(random, log)
      const cases = startedIn(casesOf(log), range)
      const words = `METRICS_SEED=${seed} ${JSON.stringify({ range, question })}`
      const alone = await journeyNumbers(engine, table, question, { startedIn: range })
      expect(alone, words).toEqual(near(expectedNumbers(cases, question)))

      const rule = segmentRuleSchema.parse({
        groups: [{ conditions: [{ kind: 'did', rule: randomRule(random), not: random() < 0.3 }] }],
      })
      const inBoth = casesInSegment(cases, rule)
      const rest = cases.filter((events) => !inBoth.includes(events))
      for (const [side, those] of [['within', inBoth] as const, ['outside', rest] as const]) {
        const population = { [side]: rule, startedIn: range }
        const told = await journeyNumbers(engine, table, question, population)
        expect(told, `${side} ${words}`).toEqual(near(expectedNumbers(those, question)))
        const { sql, parameters } = populationCountQuery(table, population)
        const count = await engine.query(sql, parameters)
        expect(count, `${side} ${words}`).toEqual([{ cases: those.length, of: cases.length }])
      }
    }
  }, 120_000)

  it(`are counted on both sides in one pass as in one for each, on ${SIDES_RUNS} random logs`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SIDES_RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'sides', log, LOG_FIELDS)
      const question = randomQuestion(random)
      const range = randomRange(random, log)
      const startedIn = random() < 0.5 ? { startedIn: range } : {}
      const rule = segmentRuleSchema.parse(randomSegment(random))
      const inSegment = { within: rule }
      for (const sides of [
        { own: { ...inSegment, ...startedIn }, others: { outside: rule, ...startedIn } },
        { own: { ...inSegment, startedIn: range }, others: { ...inSegment, startedIn: periodBefore(range) } },
        { own: { startedIn: range }, others: { startedIn: periodBefore(range) } },
      ]) {
        const both = await numbersBySide(engine, table, question, sides)
        for (const side of ['own', 'others'] as const) {
          const words = `METRICS_SEED=${seed} ${side} ${JSON.stringify({ sides, question })}`
          const alone = await journeyNumbers(engine, table, question, sides[side])
          const { sql, parameters } = populationCountQuery(table, sides[side])
          const [count] = await engine.query<{ cases: number }>(sql, parameters)
          expect(both[side], words).toEqual({ ...alone, all: count?.cases })
        }
      }
    }
  }, 240_000)

  it(`in one segment and not in another are told apart as by a plain walk, on ${SIDES_RUNS} random logs`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + SIDES_RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'two', log, LOG_FIELDS)
      const question = randomQuestion(random)
      const range = randomRange(random, log)
      const isRanged = random() < 0.5
      const ranged = isRanged ? { startedIn: range } : {}
      const [rule, other] = [
        segmentRuleSchema.parse(randomSegment(random)),
        segmentRuleSchema.parse(randomSegment(random)),
      ]
      const cases = isRanged ? startedIn(casesOf(log), range) : casesOf(log)
      const own = casesInSegment(cases, rule)
      const others = casesInSegment(cases, other).filter((events) => !own.includes(events))
      const sides = { own: { within: rule, ...ranged }, others: { within: other, outside: rule, ...ranged } }
      const words = `METRICS_SEED=${seed} ${JSON.stringify({ sides, question })}`
      const told = await numbersBySide(engine, table, question, sides)
      expect(told.own, words).toEqual(near({ ...expectedNumbers(own, question), all: own.length }))
      expect(told.others, words).toEqual(near({ ...expectedNumbers(others, question), all: others.length }))
      const { sql, parameters } = populationCountQuery(table, sides.others)
      expect(await engine.query(sql, parameters), words).toEqual([{ cases: others.length, of: cases.length }])
    }
  }, 240_000)

  it('of ranges that follow each other add up to all, at a microsecond before the edge, too', async () => {
    const at = (of: string, ts: number): LogEvent => ({
      case: of,
      ts,
      seq: 0,
      event: 'a',
      channel: null,
      attributes: {},
    })
    const edge = 1_000_000_000
    const table = await writeLog(engine, 'edges', [at('before', edge - 1), at('on', edge), at('on', edge + 5_000_000)])
    const question = {
      sets: [[{ events: ['a'], channels: [], where: [] }]],
      pairs: [],
      flows: [],
      windows: [],
    }
    const later = { from: edge / 1_000, to: edge / 1_000 + 1_000 }
    const casesOfRange = async (range: TimeRange) =>
      (await journeyNumbers(engine, table, question, { startedIn: range })).sets[0]?.cases
    expect(await casesOfRange(later)).toBe(1)
    expect(await casesOfRange(periodBefore(later))).toBe(1)
    // Its second event is later; a case starts only once.
    expect(await casesOfRange({ from: later.to, to: later.to + 10_000 })).toBe(0)
  })

  it('are counted by the day on which they start', async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + 10; seed++) {
      const log = randomLog(seededRandom(seed))
      const table = await writeLog(engine, 'days', log, LOG_FIELDS)
      const expected = new Map<number, number>()
      for (const events of casesOf(log)) {
        const day = Math.floor(startOf(events) / DAY_MS) * DAY_MS
        expected.set(day, (expected.get(day) ?? 0) + 1)
      }
      const told = await engine.query<StartsRow>(startsQuery(table).sql, [])
      expect(told, `METRICS_SEED=${seed}`).toEqual(
        [...expected].toSorted(([a], [b]) => a - b).map(([day, cases]) => ({ day, cases })),
      )
    }
  })
})

it('a range says its days with both ends in it, or its instants', () => {
  const august = { from: Date.UTC(2026, 7, 1), to: Date.UTC(2026, 8, 1) }
  expect(rangeWords({ ...august, isDays: true }, 'Europe/Berlin')).toBe('1 Aug 2026 to 31 Aug 2026 (Europe/Berlin)')
  expect(rangeWords(august, 'Europe/Berlin')).toBe('1 Aug 2026 to 31 Aug 2026 (UTC)')
  expect(rangeWords(august)).toBe('1 Aug 2026 to 31 Aug 2026 (UTC)')
  expect(rangeWords({ from: august.from, to: august.from + DAY_MS })).toBe('1 Aug 2026 (UTC)')
  expect(rangeWords({ from: august.from, to: august.from + 1_500 })).toBe(
    '2026-08-01T00:00:00.000Z to before 2026-08-01T00:00:01.500Z',
  )
  expect(periodBefore(august)).toEqual({ from: Date.UTC(2026, 6, 1), to: Date.UTC(2026, 7, 1) })
})
