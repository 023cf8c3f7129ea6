import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { askMetric } from '#server/metrics/ask.ts'
import type { EventsTable } from '#server/metrics/ports.ts'
import type { Metric } from '#shared/metrics/metric.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { expectedAnswer, type LogEvent } from '#tests/support/metrics-oracle.ts'
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
  ]
}

describe('askMetric', () => {
  it(`says what the plain walk over the events says, on ${RUNS} random logs`, { timeout: 120_000 }, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'random', log, LOG_FIELDS)
      for (const metric of randomMetrics(random)) {
        const told = await ask(table, metric)
        expect(told, `METRICS_SEED=${seed} ${JSON.stringify(metric)}\n${JSON.stringify(log)}`).toEqual(
          near(expectedAnswer(log, metric)),
        )
      }
    }
  })

  it('answers on a dataset without events', async () => {
    const table = await writeLog(engine, 'empty', [], LOG_FIELDS)
    for (const metric of randomMetrics(seededRandom(1))) {
      expect(await ask(table, metric), metric.kind).toEqual(expectedAnswer([], metric))
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
