import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { journeyNumbers } from '#server/metrics/journey-numbers.ts'
import type { EventsTable } from '#server/metrics/ports.ts'
import type { Population } from '#server/metrics/sql/population.ts'
import type { Periods } from '#server/metrics/sql/by-group.ts'
import { type TrendQuestion, type TrendRow, trendsQuery } from '#server/metrics/sql/trends.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { expectedNumbers, randomQuestion } from '#tests/support/metrics-journey-oracle.ts'
import { casesOf, type LogEvent } from '#tests/support/metrics-oracle.ts'
import { LOG_FIELDS, LOG_TICK_SECONDS, randomLog, seededRandom } from '#tests/support/metrics-random-log.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 40)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)
const TICK_MS = LOG_TICK_SECONDS * 1_000

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

async function told(table: EventsTable, question: TrendQuestion, periods: Periods, population?: Population) {
  const { sql, parameters } = trendsQuery(table, question, periods, population)
  const rows = await engine.query<TrendRow>(sql, parameters)
  const casesOfRow = (kind: TrendRow['kind'], number: number, period: number): number =>
    rows.find((row) => row.kind === kind && row.number === number && row.period === period)?.cases ?? 0
  return periods.at.map((_, period) => ({
    sets: question.sets.map((_set, number) => casesOfRow('set', number, period)),
    pairs: question.pairs.map((_pair, number) => casesOfRow('pair', number, period)),
  }))
}

/** Periods of unequal length, with edges on the instants of events. */
function randomPeriods(random: () => number, log: readonly LogEvent[]): Periods {
  let edge = Math.min(...log.map(({ ts }) => ts), 1e18) / 1_000 + Math.floor(random() * 5 - 2) * TICK_MS
  const edges = Array.from({ length: 2 + Math.floor(random() * 6) }, () => {
    edge += (1 + Math.floor(random() * 3)) * TICK_MS
    return edge
  })
  return { at: edges.slice(0, -1), endsAt: edges.at(-1) ?? 0 }
}

describe('trends', () => {
  it('go by the position where two events of a case are of one instant', async () => {
    const at = (of: string, seq: number, event: string): LogEvent => ({
      case: of,
      ts: 60e6,
      seq,
      event,
      channel: null,
      attributes: {},
    })
    const log = [at('in order', 0, 'a'), at('in order', 1, 'b'), at('not', 2, 'b'), at('not', 3, 'a')]
    const [a, b] = ['a', 'b'].map((event) => [{ events: [event], channels: [], where: [] }])
    const question: TrendQuestion = { sets: [a ?? [], b ?? []], pairs: [{ from: 0, to: 1 }] }
    const table = await writeLog(engine, 'ties', log)
    expect(await told(table, question, { at: [0], endsAt: 1e6 })).toEqual([{ sets: [2, 2], pairs: [1] }])
  })

  it(`are what a plain walk over the cases of each period finds, on ${RUNS} random logs`, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      if (log.length === 0) continue
      const table = await writeLog(engine, 'trends', log, LOG_FIELDS)
      const question = randomQuestion(random)
      const periods = randomPeriods(random, log)
      const cases = casesOf(log)
      const startOf = (events: readonly LogEvent[]): number => Math.min(...events.map(({ ts }) => ts)) / 1_000
      const expected = periods.at.map((at, index) => {
        const end = periods.at[index + 1] ?? periods.endsAt
        const those = cases.filter((events) => startOf(events) >= at && startOf(events) < end)
        const { sets, pairs } = expectedNumbers(those, question)
        return { sets: sets.map((set) => set.cases), pairs: pairs.map((pair) => pair.cases) }
      })
      expect(await told(table, question, periods), `METRICS_SEED=${seed} ${JSON.stringify(periods)}`).toEqual(expected)
      // They add up to the numbers of the whole.
      const range = { from: periods.at[0] ?? 0, to: periods.endsAt }
      const whole = await journeyNumbers(engine, table, question, { startedIn: range })
      const sums = await told(table, question, periods, { startedIn: range })
      question.sets.forEach((_, number) =>
        expect(sums.reduce((sum, { sets }) => sum + (sets[number] ?? 0), 0)).toBe(whole.sets[number]?.cases),
      )
    }
  }, 120_000)
})
