import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { askMetric } from '#server/metrics/ask.ts'
import type { EventsTable } from '#server/metrics/ports.ts'
import type { Metric } from '#shared/metrics/metric.ts'
import { segmentOfRules } from '#shared/metrics/segment.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { inTurnWithoutCases, openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { expectedOf } from '#tests/support/metrics-case-oracle.ts'
import { type LogEvent, matches } from '#tests/support/metrics-oracle.ts'
import {
  LOG_FIELDS,
  LOG_TICK_SECONDS,
  pick,
  randomLog,
  randomRule,
  seededRandom,
} from '#tests/support/metrics-random-log.ts'
import { near } from '#tests/support/metrics-near.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 40)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_121)

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

const ask = async (table: EventsTable, metric: Metric) => askMetric(engine, table, metric)

function randomMetrics(random: () => number): Metric[] {
  const rule = () => randomRule(random)
  // Whole ticks, so that the gap of a pair often equals the window exactly.
  const windowSeconds = Math.floor(random() * 6) * LOG_TICK_SECONDS
  const steps = Array.from({ length: 1 + Math.floor(random() * 4) }, rule)
  // The same rule twice in a row: one event may serve one step only.
  if (random() < 0.3) steps.push(pick(random, steps))
  const hours = ((1 + Math.floor(random() * 5)) * LOG_TICK_SECONDS) / 3_600
  return [
    { kind: 'overview' },
    { kind: 'events', limit: 4 },
    { kind: 'count', rule: rule() },
    { kind: 'funnel', mode: 'any', steps, windowSeconds },
    { kind: 'funnel', mode: 'any', steps },
    { kind: 'funnel', mode: 'first', steps, windowSeconds },
    { kind: 'funnel', mode: 'first', steps },
    { kind: 'timeBetween', from: rule(), to: rule() },
    { kind: 'directlyFollows', limit: 20 },
    { kind: 'leakage', from: rule(), to: rule(), hours },
    { kind: 'score', rule: rule(), scale: { kind: 'nps' }, answers: 'all', field: 'grade' },
    { kind: 'score', rule: rule(), scale: { kind: 'nps' }, answers: 'latest' },
    { kind: 'score', rule: rule(), scale: { kind: 'csat', of: 5 }, answers: 'all', field: 'grade' },
    { kind: 'score', rule: rule(), scale: { kind: 'ces', of: 7 }, answers: 'latest', field: 'grade' },
    { kind: 'score', rule: EVERY, scale: { kind: pick(random, ['nps', 'csat', 'ces']), of: 9 }, answers: 'all' },
    { kind: 'amount', rule: rule() },
    { kind: 'amount', rule: EVERY, among: rule() },
    { kind: 'amount', rule: rule(), field: pick(random, ['grade', 'not there']), among: rule() },
    {
      kind: 'amount',
      rule: pick(random, [EVERY, rule()]),
      prices: [
        { rule: rule(), price: 6.5 },
        { rule: rule(), price: -0.1 },
      ],
      among: rule(),
    },
    { kind: 'rateOf', among: rule(), having: rule() },
    { kind: 'repeat', rule: rule(), withinHours: hours },
    { kind: 'repeat', rule: rule() },
    { kind: 'sessions', rule: rule(), gapMinutes: hours * 60 },
    { kind: 'sessions', rule: EVERY, gapMinutes: hours * 60 },
  ]
}

const EVERY: EventRule = { events: [], channels: [], where: [] }

describe('askMetric', () => {
  it(`says what the plain walk over the events says, on ${RUNS} random logs`, { timeout: 120_000 }, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = inTurnWithoutCases(await writeLog(engine, 'random', log, LOG_FIELDS), seed)
      for (const metric of randomMetrics(random)) {
        const told = await ask(table, metric)
        expect(told, `METRICS_SEED=${seed} ${JSON.stringify(metric)}\n${JSON.stringify(log)}`).toEqual(
          near(expectedOf(log, metric)),
        )
      }
    }
  })

  it(
    `follows who comes back as the plain walk does, on ${RUNS} random logs that last for weeks`,
    { timeout: 120_000 },
    async () => {
      for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
        const random = seededRandom(seed)
        // Half an hour becomes a day and more, so that many an event lies exactly at the edge of a period.
        const short = randomLog(random)
        const first = Math.min(...short.map(({ ts }) => ts))
        const log = short.map((event) => ({ ...event, ts: first + (event.ts - first) * 48 }))
        const table = await writeLog(engine, 'weeks', log, LOG_FIELDS)
        for (const periodDays of [1, 3, 7]) {
          const [start, back] = [randomRule(random), pick(random, [EVERY, randomRule(random)])]
          const metric: Metric = { kind: 'retention', start, back, periodDays, periods: 4 }
          const told = await ask(table, metric)
          expect(told, `METRICS_SEED=${seed} ${JSON.stringify(metric)}\n${JSON.stringify(log)}`).toEqual(
            near(expectedOf(log, metric)),
          )
        }
      }
    },
  )

  it('asked about some cases says what it says of a log of only these', { timeout: 120_000 }, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS / 4; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'some', log, LOG_FIELDS)
      const rule = randomRule(random)
      const isIn = new Set(log.filter((event) => matches(rule, event)).map((event) => event.case))
      const segment = segmentOfRules([rule])
      for (const side of ['within', 'outside'] as const) {
        const own = log.filter((event) => isIn.has(event.case) === (side === 'within'))
        for (const metric of randomMetrics(random)) {
          if (metric.kind === 'overview' || metric.kind === 'events' || metric.kind === 'directlyFollows') continue
          const told = await askMetric(engine, { ...table, only: [{ [side]: segment }] }, metric)
          expect(told, `METRICS_SEED=${seed} ${side} ${JSON.stringify(metric)}`).toEqual(near(expectedOf(own, metric)))
        }
      }
    }
  })

  it('answers on a dataset without events', async () => {
    const table = await writeLog(engine, 'empty', [], LOG_FIELDS)
    for (const metric of randomMetrics(seededRandom(1))) {
      expect(await ask(table, metric), metric.kind).toEqual(expectedOf([], metric))
    }
  })

  const event = (seq: number, event: string, atSeconds: number, of = 'one'): LogEvent => ({
    case: of,
    ts: Date.UTC(2026, 0, 1) * 1_000 + atSeconds * 1e6,
    seq,
    event,
    channel: null,
    attributes: {},
  })
  const only = (name: string): EventRule => ({ events: [name], channels: [], where: [] })

  it('takes an event that comes exactly at the end of the window, and none a microsecond later', async () => {
    const [a, b] = [only('a'), only('b')]
    const table = await writeLog(engine, 'edge', [
      event(0, 'a', 0, 'in'),
      event(1, 'b', 3_600, 'in'),
      event(2, 'a', 0, 'out'),
      event(3, 'b', 3_600.000001, 'out'),
    ])
    expect(await ask(table, { kind: 'leakage', from: a, to: b, hours: 1 })).toMatchObject({ leakedCases: 1, cases: 2 })
    const funnel = { kind: 'funnel' as const, steps: [a, b], windowSeconds: 3_600 }
    expect(await ask(table, { ...funnel, mode: 'any' })).toMatchObject({ reached: [2, 1] })
    expect(await ask(table, { ...funnel, mode: 'first' })).toMatchObject({ reached: [2, 1] })
  })

  it('lets a later attempt succeed in mode any, and never in mode first', async () => {
    const table = await writeLog(engine, 'attempts', [event(0, 'a', 0), event(1, 'a', 9_000), event(2, 'b', 9_060)])
    const steps = [only('a'), only('b')]
    expect(await ask(table, { kind: 'funnel', mode: 'any', steps, windowSeconds: 600 })).toMatchObject({
      reached: [1, 1],
    })
    expect(await ask(table, { kind: 'funnel', mode: 'first', steps, windowSeconds: 600 })).toMatchObject({
      reached: [1, 0],
    })
  })

  it('breaks ties on the instant by the position in the file', async () => {
    const table = await writeLog(engine, 'ties', [event(1, 'b', 0), event(0, 'a', 0)])
    expect(await ask(table, { kind: 'directlyFollows', limit: 10 })).toMatchObject({
      edges: [{ from: 'a', to: 'b', count: 1, medianSec: 0 }],
      start: { a: 1 },
      end: { b: 1 },
    })
  })
})
