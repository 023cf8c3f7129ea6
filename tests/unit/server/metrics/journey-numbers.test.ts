import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { journeyNumbers } from '#server/metrics/journey-numbers.ts'
import type { JourneyQuestion } from '#server/metrics/sql/journey-numbers.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { near } from '#tests/support/metrics-near.ts'
import { expectedNumbers, randomQuestion } from '#tests/support/metrics-journey-oracle.ts'
import { casesOf, type LogEvent } from '#tests/support/metrics-oracle.ts'
import { LOG_FIELDS, randomLog, seededRandom } from '#tests/support/metrics-random-log.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 40)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_121)

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

describe('journeyNumbers', () => {
  it(`says what walking over each case says, on ${RUNS} random logs`, { timeout: 120_000 }, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'random', log, LOG_FIELDS)
      const question = randomQuestion(random)
      expect(await journeyNumbers(engine, table, question), `METRICS_SEED=${seed} ${JSON.stringify(question)}`).toEqual(
        near(expectedNumbers(casesOf(log), question)),
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
