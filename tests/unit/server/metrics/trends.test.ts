import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { createAskTrends } from '#server/metrics/ask-trends.ts'
import { journeyNumbers } from '#server/metrics/journey-numbers.ts'
import type { EventsTable } from '#server/metrics/ports.ts'
import type { JourneyQuestion } from '#server/metrics/sql/journey-numbers.ts'
import type { Population } from '#server/metrics/sql/population.ts'
import type { Periods } from '#server/metrics/sql/by-group.ts'
import { trendsOfNames } from '#server/metrics/sql/trends-of-names.ts'
import { type TrendQuestion, type TrendRow, trendsQuery } from '#server/metrics/sql/trends.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { expectedNumbers, randomQuestion } from '#tests/support/metrics-journey-oracle.ts'
import { casesOf, type LogEvent } from '#tests/support/metrics-oracle.ts'
import { LOG_FIELDS, LOG_NAMES, LOG_TICK_SECONDS, randomLog, seededRandom } from '#tests/support/metrics-random-log.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 40)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)
const TICK_MS = LOG_TICK_SECONDS * 1_000

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

async function told(table: EventsTable, question: TrendQuestion, periods: Periods, population?: Population) {
  const { sql, parameters } = trendsQuery(table, question, periods, population)
  return countsOf(await engine.query<TrendRow>(sql, parameters), question, periods)
}

/** In whichever way is the quicker one. */
async function asked(table: EventsTable, question: TrendQuestion, periods: Periods, population?: Population) {
  return countsOf(await createAskTrends(engine)(table, question, periods, population), question, periods)
}

function countsOf(rows: readonly TrendRow[], question: TrendQuestion, periods: Periods) {
  const casesOfRow = (kind: TrendRow['kind'], number: number, period: number): number =>
    rows.find((row) => row.kind === kind && row.number === number && row.period === period)?.cases ?? 0
  return periods.at.map((_, period) => ({
    sets: question.sets.map((_set, number) => casesOfRow('set', number, period)),
    pairs: question.pairs.map((_pair, number) => casesOfRow('pair', number, period)),
  }))
}

/** Sets of one or two names that have none in common, and pairs of different ones. */
function questionOfNames(random: () => number): JourneyQuestion {
  const names = LOG_NAMES.toSorted(() => random() - 0.5)
  const sets = [names.slice(0, 2), names.slice(2, 3), names.slice(3, 5)].map((events) => [
    { events, channels: [], where: [] },
  ])
  const pairs = [
    { from: 0, to: 1 },
    { from: 1, to: 0 },
    { from: 2, to: 1 },
  ].slice(0, 1 + Math.floor(random() * 3))
  return { sets, pairs, flows: [], windows: [] }
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

    const statements: string[] = []
    const ask = createAskTrends({
      query: (sql, parameters) => {
        statements.push(sql.includes('in_roles') ? 'by positions' : 'by instants')
        return engine.query(sql, parameters)
      },
    })
    const counts = async () =>
      countsOf(await ask(table, question, { at: [0], endsAt: 1e6 }), question, { at: [0], endsAt: 1e6 })
    expect(await counts()).toEqual([{ sets: [2, 2], pairs: [1] }])
    expect(statements).toEqual(['by instants', 'by positions'])
    // It is known by then that positions decide.
    expect(await counts()).toEqual([{ sets: [2, 2], pairs: [1] }])
    expect(statements).toEqual(['by instants', 'by positions', 'by positions'])
  })

  it('ask for instants only where no two events of a case share one', async () => {
    const at = (of: string, second: number, event: string): LogEvent => ({
      case: of,
      ts: second * 1e6,
      seq: 0,
      event,
      channel: null,
      attributes: {},
    })
    const log = [
      at('there', 60, 'a'),
      at('there', 61, 'b'),
      at('back', 62, 'b'),
      at('back', 63, 'a'),
      at('half', 64, 'a'),
    ]
    const [a, b] = ['a', 'b'].map((event) => [{ events: [event], channels: [], where: [] }])
    const question: TrendQuestion = { sets: [a ?? [], b ?? [], []], pairs: [{ from: 0, to: 1 }] }
    const periods = { at: [0], endsAt: 1e6 }
    const table = await writeLog(engine, 'instants', log)
    const ofNames = trendsOfNames(table, question, periods)
    const rows = ofNames?.told(await engine.query(ofNames.sql, ofNames.parameters))
    expect(countsOf(rows ?? [], question, periods)).toEqual([{ sets: [3, 2, 0], pairs: [1] }])
    // One event is the first of the one and the last of the other: its position is always asked for.
    expect(trendsOfNames(table, { sets: [a ?? []], pairs: [{ from: 0, to: 0 }] }, periods)).toBeUndefined()
    expect(
      trendsOfNames(table, { sets: [[{ events: [], channels: ['web'], where: [] }]], pairs: [] }, periods),
    ).toBeUndefined()
  })

  it.each([
    { instants: 'as they come', spreadBy: 0 },
    { instants: 'no two of them the same', spreadBy: 1_000 },
  ])(
    `are what a plain walk over the cases of each period finds, on ${RUNS} random logs, instants $instants`,
    async ({ spreadBy }) => {
      let byInstants = 0
      for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
        const random = seededRandom(seed)
        const log = randomLog(random).map((event, index) => ({ ...event, ts: event.ts + spreadBy * index }))
        if (log.length === 0) continue
        const table = await writeLog(engine, 'trends', log, LOG_FIELDS)
        const question = spreadBy > 0 ? questionOfNames(random) : randomQuestion(random)
        const periods = randomPeriods(random, log)
        const cases = casesOf(log)
        const startOf = (events: readonly LogEvent[]): number => Math.min(...events.map(({ ts }) => ts)) / 1_000
        const expected = periods.at.map((at, index) => {
          const end = periods.at[index + 1] ?? periods.endsAt
          const those = cases.filter((events) => startOf(events) >= at && startOf(events) < end)
          const { sets, pairs } = expectedNumbers(those, question)
          return { sets: sets.map((set) => set.cases), pairs: pairs.map((pair) => pair.cases) }
        })
        const words = `METRICS_SEED=${seed} ${JSON.stringify(periods)}`
        expect(await told(table, question, periods), words).toEqual(expected)
        expect(await asked(table, question, periods), words).toEqual(expected)
        const ofNames = trendsOfNames(table, question, periods)
        if (ofNames?.told(await engine.query(ofNames.sql, ofNames.parameters))) byInstants += 1
        // They add up to the numbers of the whole.
        const range = { from: periods.at[0] ?? 0, to: periods.endsAt }
        const whole = await journeyNumbers(engine, table, question, { startedIn: range })
        const sums = await told(table, question, periods, { startedIn: range })
        expect(await asked(table, question, periods, { startedIn: range }), words).toEqual(sums)
        question.sets.forEach((_, number) =>
          expect(sums.reduce((sum, { sets }) => sum + (sets[number] ?? 0), 0)).toBe(whole.sets[number]?.cases),
        )
      }
      if (spreadBy > 0) expect(byInstants).toBeGreaterThan(RUNS / 2)
    },
    120_000,
  )
})
