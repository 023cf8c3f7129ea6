import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { journeyNumbers } from '#server/metrics/journey-numbers.ts'
import type { JourneyQuestion } from '#server/metrics/sql/journey-numbers.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { near } from '#tests/support/metrics-near.ts'
import { casesOf, type LogEvent, matches, medianInterval, percentile } from '#tests/support/metrics-oracle.ts'
import { LOG_FIELDS, LOG_TICK_SECONDS, randomLog, randomRule, seededRandom } from '#tests/support/metrics-random-log.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 40)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_121)

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

type Journey = Awaited<ReturnType<typeof journeyNumbers>>
const isIn =
  (set: readonly EventRule[] = []) =>
  (event: LogEvent) =>
    set.some((rule) => matches(rule, event))

/** The same numbers by walking over each case. */
function expectedNumbers(log: readonly LogEvent[], { sets, pairs, flows, windows }: JourneyQuestion): Journey {
  const cases = casesOf(log)
  const bound = cases.map((events) => events.filter((event) => sets.some((set) => isIn(set)(event))))
  const gaps = (events: readonly LogEvent[], from: number, to: number): number[] => {
    const start = events.findIndex(isIn(sets[from]))
    if (start < 0) return []
    const next = events.slice(start + 1).find(isIn(sets[to]))
    return next ? [(next.ts - (events[start]?.ts ?? 0)) / 1e6] : []
  }
  return {
    sets: sets.map((set) => ({ cases: cases.filter((events) => events.some(isIn(set))).length })),
    pairs: pairs.map(({ from, to }) => {
      const times = cases.flatMap((events) => gaps(events, from, to))
      return { cases: times.length, median: percentile(times, 0.5), interval: medianInterval(times) }
    }),
    flows: flows.map(({ from, to }) => {
      const transitions = bound.map(
        (events) =>
          events.filter((event, index) => {
            const next = events[index + 1]
            return next && isIn(sets[from])(event) && isIn(sets[to])(next)
          }).length,
      )
      return { count: transitions.reduce((a, b) => a + b, 0), cases: transitions.filter((one) => one > 0).length }
    }),
    windows: windows.map(({ from, to, hours }) => ({
      cases: cases.filter((events) =>
        events.some(
          (start, index) =>
            isIn(sets[from])(start) &&
            events.slice(index + 1).some((end) => isIn(sets[to])(end) && end.ts - start.ts <= hours * 3_600e6),
        ),
      ).length,
    })),
  }
}

function randomQuestion(random: () => number): JourneyQuestion {
  const namesOnly = random() < 0.5
  const rule = (): EventRule => {
    const rule = randomRule(random)
    return namesOnly ? { events: rule.events.length > 0 ? rule.events : ['a'], channels: [], where: [] } : rule
  }
  const sets = Array.from({ length: 1 + Math.floor(random() * 7) }, () =>
    Array.from({ length: 1 + Math.floor(random() * 2) }, rule),
  )
  const some = () =>
    Array.from({ length: Math.floor(random() * 6) }, () => ({
      from: Math.floor(random() * sets.length),
      to: Math.floor(random() * sets.length),
    }))
  const hours = () => ((1 + Math.floor(random() * 5)) * LOG_TICK_SECONDS) / 3_600
  return { sets, pairs: some(), flows: some(), windows: some().map(({ from, to }) => ({ from, to, hours: hours() })) }
}

describe('journeyNumbers', () => {
  it(`says what walking over each case says, on ${RUNS} random logs`, { timeout: 120_000 }, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'random', log, LOG_FIELDS)
      const question = randomQuestion(random)
      expect(await journeyNumbers(engine, table, question), `METRICS_SEED=${seed} ${JSON.stringify(question)}`).toEqual(
        near(expectedNumbers(log, question)),
      )
    }
  })

  it('counts an event that lies in both sets for one of them only', async () => {
    const both: LogEvent = { case: '1', ts: 0, seq: 0, event: 'both', channel: null, attributes: {} }
    const rules: EventRule[] = [{ events: ['both'], channels: [], where: [] }]
    const question: JourneyQuestion = {
      sets: [rules, rules],
      pairs: [{ from: 0, to: 1 }],
      flows: [{ from: 0, to: 1 }],
      windows: [{ from: 0, to: 1, hours: 1 }],
    }
    const once = await journeyNumbers(engine, await writeLog(engine, 'once', [both]), question)
    expect([once.pairs[0]?.cases, once.flows[0]?.cases, once.windows[0]?.cases]).toEqual([0, 0, 0])
    const twice = await writeLog(engine, 'twice', [both, { ...both, seq: 1 }])
    const again = await journeyNumbers(engine, twice, question)
    expect([again.pairs[0]?.cases, again.flows[0]?.cases, again.windows[0]?.cases]).toEqual([1, 1, 1])
  })
})
