import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { journeyNumbers } from '#server/metrics/journey-numbers.ts'
import type { EventsTable } from '#server/metrics/ports.ts'
import {
  type CaseRow,
  casesBehindQuery,
  casesBehindTotalQuery,
  type WhichCases,
} from '#server/metrics/sql/cases-behind.ts'
import type { JourneyQuestion } from '#server/metrics/sql/journey-numbers.ts'
import type { EventRule } from '#shared/model/records/binding.ts'
import { openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { near } from '#tests/support/metrics-near.ts'
import { expectedNumbers, isIn, randomQuestion } from '#tests/support/metrics-journey-oracle.ts'
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

describe('the cases behind the numbers', () => {
  /** All pages, and what they say that they add up to. */
  async function listed(table: EventsTable, question: JourneyQuestion, which: WhichCases) {
    const total = casesBehindTotalQuery(table, question, which)
    const [counted] = await engine.query<{ cases: number; counts: number }>(total.sql, total.parameters)
    const rows: CaseRow[] = []
    for (let page: CaseRow[] = [], offset = 0; offset === 0 || page.length > 0; offset += PAGE) {
      const { sql, parameters } = casesBehindQuery(table, question, which, { offset, limit: PAGE })
      page = await engine.query<CaseRow>(sql, parameters)
      rows.push(...page)
    }
    return { ...counted, rows }
  }
  const PAGE = 3

  it('are as many as each number says, are those of the walk, and add up to it', { timeout: 120_000 }, async () => {
    for (let seed = FIRST_SEED; seed < FIRST_SEED + Math.ceil(RUNS / 4); seed++) {
      const random = seededRandom(seed)
      const log = randomLog(random)
      const table = await writeLog(engine, 'random', log, LOG_FIELDS)
      const question = randomQuestion(random)
      const { sets, pairs } = question
      const numbers = await journeyNumbers(engine, table, question)
      const cases = casesOf(log)
      const idsWhere = (holds: (events: readonly LogEvent[]) => boolean): string[] =>
        cases.flatMap((events) => (holds(events) ? [events[0]?.case ?? ''] : [])).sort()
      const told = `METRICS_SEED=${seed} ${JSON.stringify(question)}`
      const check = async (which: WhichCases, counts: number, ids: readonly string[] | null) => {
        const list = await listed(table, question, which)
        expect([list.counts, list.rows.reduce((sum, row) => sum + row.counts, 0)], told).toEqual([counts, counts])
        expect(list.rows, told).toHaveLength(list.cases ?? -1)
        if (ids) expect(list.rows.map(({ caseId }) => caseId).sort(), told).toEqual(ids)
        for (const { caseId, events, first, last } of list.rows) {
          const own = cases.find((one) => one[0]?.case === caseId) ?? []
          expect([events, first, last], told).toEqual([own.length, own[0]?.ts, own.at(-1)?.ts])
        }
      }
      for (const [number, set] of sets.entries()) {
        const ids = idsWhere((events) => events.some(isIn(set)))
        await check({ kind: 'set', number }, numbers.sets[number]?.cases ?? 0, ids)
      }
      for (const [number, { from, to }] of pairs.entries()) {
        const reaches = (events: readonly LogEvent[]): boolean => {
          const start = events.findIndex(isIn(sets[from]))
          return start >= 0 && events.slice(start + 1).some(isIn(sets[to]))
        }
        const entered = numbers.sets[from]?.cases ?? 0
        const reached = numbers.pairs[number]?.cases ?? 0
        await check({ kind: 'reached', number }, reached, idsWhere(reaches))
        const lost = idsWhere((events) => events.some(isIn(sets[from])) && !reaches(events))
        await check({ kind: 'lost', number }, entered - reached, lost)
      }
      for (const number of question.flows.keys()) {
        await check({ kind: 'flow', number }, numbers.flows[number]?.count ?? 0, null)
      }
      for (const number of question.windows.keys()) {
        await check({ kind: 'window', number }, numbers.windows[number]?.cases ?? 0, null)
      }
    }
  })
})
