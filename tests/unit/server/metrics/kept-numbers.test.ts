import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import type { Engine } from '#server/duckdb/engine.ts'
import { journeyNumbers, numbersBySide } from '#server/metrics/journey-numbers.ts'
import { createKeptNumbers, type KeptNumbersLimits } from '#server/metrics/kept-numbers.ts'
import type { JourneyQuestion } from '#server/metrics/sql/journey-numbers.ts'
import { addToLog, openTestEngine, writeLog } from '#tests/support/metrics-engine.ts'
import { randomQuestion } from '#tests/support/metrics-journey-oracle.ts'
import type { SegmentRule } from '#shared/metrics/segment.ts'
import type { LogEvent } from '#tests/support/metrics-oracle.ts'
import { LOG_FIELDS, pick, randomLog, seededRandom } from '#tests/support/metrics-random-log.ts'
import { randomSegment } from '#tests/support/metrics-random-segment.ts'

const RUNS = Number(process.env['METRICS_RUNS'] ?? 12)
const FIRST_SEED = Number(process.env['METRICS_SEED'] ?? 20_261_128)

let engine: Engine
let close: () => Promise<void>
beforeAll(async () => ({ engine, close } = await openTestEngine()))
afterAll(() => close())

/** The engine, with what was asked of it: everything anew, or only what changed. */
function watched() {
  const asked = { whole: 0, changes: 0 }
  const watching: Engine = {
    ...engine,
    query: <Row extends object>(...question: Parameters<Engine['query']>) => {
      if (question[0].includes("'sides' AS kind")) return engine.query<Row>(...question)
      if (question[0].includes("'all' AS kind")) asked.changes++
      else if (question[0].includes("'pair' AS kind")) asked.whole++
      return engine.query<Row>(...question)
    },
  }
  return { asked, watching }
}

const limits = (margin: number, whole = 0): KeptNumbersLimits => ({ margin, whole, times: 4_000 })

/** What the rows amount to, counted anew. */
async function countedRows(table: string) {
  const [row] = await engine.query<{ events: number; cases: number; first: number | null; last: number | null }>(
    `SELECT count(*) AS events, count(DISTINCT case_id) AS cases, epoch_us(min(ts)) AS first, epoch_us(max(ts)) AS last FROM ${table}`,
  )
  const ms = (micros: number | null = null): number | null => micros && Math.floor(micros / 1_000)
  return { events: row?.events, cases: row?.cases, firstEventAt: ms(row?.first), lastEventAt: ms(row?.last) }
}

/** Positions rise with arrival, whatever the instants. */
const arriving = (log: readonly LogEvent[], from: number): LogEvent[] =>
  log.map((event, index) => ({ ...event, seq: from + index }))

describe('createKeptNumbers', () => {
  it(`says after each batch what computing anew says, over ${RUNS} random logs`, { timeout: 240_000 }, async () => {
    const all = { whole: 0, changes: 0, sides: 0 }
    for (let seed = FIRST_SEED; seed < FIRST_SEED + RUNS; seed++) {
      const random = seededRandom(seed)
      const question = randomQuestion(random)
      const margin = pick(random, [0, 1, 2, 4, 4_096])
      const whole = [0, 20, 0, 4_000][seed % 4] ?? 0
      const segments = seededRandom(-seed)
      const told = `METRICS_SEED=${seed} margin ${margin} whole ${whole} ${JSON.stringify(question)}`
      // Some batches are of the same cases and days, some of others, earlier or later.
      const batches = Array.from({ length: 6 }, () => randomLog(random))
      let seq = 0
      const table = { ...(await writeLog(engine, 'kept', arriving(batches[0] ?? [], seq), LOG_FIELDS)), epoch: 1 }
      seq += batches[0]?.length ?? 0
      const { asked, watching } = watched()
      const kept = createKeptNumbers(watching, limits(margin, whole))
      const check = async () => {
        const [{ numbers, rows }, anew, counted] = await Promise.all([
          kept.numbersOf(table, question),
          journeyNumbers(engine, table, question),
          countedRows(table.table),
        ])
        expect(numbers, told).toEqual(anew)
        expect(rows, told).toEqual(counted)
        const rule = randomSegment(segments)
        const halves = [{ within: rule }, { outside: rule }] as const
        const [own, others] = segments() < 0.7 ? halves : halves.toReversed()
        const sides = { own: own ?? {}, others: others ?? {} }
        const both = await kept.sidesOf(table, question, sides)
        if (!both) return
        all.sides++
        expect(both.numbers, `${told} ${JSON.stringify(sides)}`).toEqual(
          await numbersBySide(engine, table, question, sides),
        )
        expect(both.rows, told).toEqual(counted)
      }
      await check()
      for (const batch of batches.slice(1)) {
        const some = batch.slice(0, Math.floor(random() * 12))
        await addToLog(engine, table, arriving(some, seq))
        seq += some.length
        await check()
      }
      all.whole += asked.whole
      all.changes += asked.changes
    }
    // It would be right as well if it always computed anew, and not tested if it never had to.
    expect(all.changes).toBeGreaterThan(RUNS * 4)
    expect(all.whole).toBeGreaterThan(RUNS)
    expect(all.sides).toBeGreaterThan(RUNS)
  })

  const RULE = (event: string) => [{ events: [event], channels: [], where: [] }]
  const QUESTION: JourneyQuestion = {
    sets: [RULE('a'), RULE('b')],
    pairs: [{ from: 0, to: 1 }],
    flows: [{ from: 0, to: 1 }],
    windows: [{ from: 0, to: 1, hours: 1 }],
  }
  const visit = (of: string, minutes: number, seq: number): LogEvent[] =>
    ['a', 'b'].map((event, at) => ({
      case: of,
      ts: (1_000 + at * minutes) * 60e6,
      seq: seq * 2 + at,
      event,
      channel: null,
      attributes: {},
    }))

  it('computes anew when rows went, also before it is told', async () => {
    const log = Array.from({ length: 20 }, (_, at) => visit(`case ${at}`, at, at)).flat()
    const table = { ...(await writeLog(engine, 'gone', log)), epoch: 1 }
    const { asked, watching } = watched()
    const kept = createKeptNumbers(watching)
    await kept.numbersOf(table, QUESTION)
    await engine.query(`DELETE FROM ${table.table} WHERE case_id = 'case 3'`)
    const { numbers, rows } = await kept.numbersOf(table, QUESTION)
    expect(numbers).toEqual(await journeyNumbers(engine, table, QUESTION))
    expect([rows.cases, asked.whole]).toEqual([19, 2])
    // As many as before, but not the same: only the epoch says so.
    await engine.query(`UPDATE ${table.table} SET event = 'c' WHERE case_id = 'case 4'`)
    const next = await kept.numbersOf({ ...table, epoch: 2 }, QUESTION)
    expect(next.numbers).toEqual(await journeyNumbers(engine, table, QUESTION))
  })

  it('reads the times anew before a median leaves what is kept of them', async () => {
    const margin = 32
    const log = Array.from({ length: 300 }, (_, at) => visit(`case ${at}`, 1_000 + at, at)).flat()
    const table = { ...(await writeLog(engine, 'drift', log)), epoch: 1 }
    const { asked, watching } = watched()
    const kept = createKeptNumbers(watching, limits(margin))
    await kept.numbersOf(table, QUESTION)
    for (let batch = 0; batch < 6; batch++) {
      const seqs = Array.from({ length: 12 }, (_, at) => 300 + batch * 12 + at)
      await addToLog(
        engine,
        table,
        seqs.flatMap((seq) => visit(`case ${seq}`, 1, seq)),
      )
      const before = asked.whole
      const { numbers } = await kept.numbersOf(table, QUESTION)
      expect(numbers).toEqual(await journeyNumbers(engine, table, QUESTION))
      // Whoever asked has not waited for it: it begins after the answer was found.
      await expect.poll(() => asked.whole - before).toBeLessThanOrEqual(1)
    }
    expect(asked.changes).toBe(6)
    expect(asked.whole).toBeGreaterThan(1)
  })

  const SEGMENT: SegmentRule = {
    match: 'any',
    groups: [
      {
        match: 'all',
        conditions: [{ kind: 'did', rule: { events: ['c'], channels: [], where: [] }, atLeast: 1, not: false }],
      },
    ],
  }
  const SIDES = { own: { within: SEGMENT }, others: { outside: SEGMENT } }

  it('tells both sides as they were when the numbers of all were, or not at all', async () => {
    const log = Array.from({ length: 20 }, (_, at) => visit(`case ${at}`, at, at)).flat()
    const inSegment: LogEvent = { case: 'case 2', ts: 0, seq: 40, event: 'c', channel: null, attributes: {} }
    const table = { ...(await writeLog(engine, 'meanwhile', [...log, inSegment])), epoch: 1 }
    let meanwhile = async (): Promise<void> => undefined
    const kept = createKeptNumbers({
      ...engine,
      query: async <Row extends object>(...question: Parameters<Engine['query']>) => {
        if (question[0].includes("'sides' AS kind")) await meanwhile()
        return engine.query<Row>(...question)
      },
    })
    expect(await kept.sidesOf(table, QUESTION, SIDES), 'of all nothing is known yet').toBeUndefined()
    await kept.numbersOf(table, QUESTION)
    const before = await numbersBySide(engine, table, QUESTION, SIDES)
    meanwhile = () => addToLog(engine, table, [{ ...inSegment, case: 'case 4', seq: 41 }, ...visit('new', 3, 21)])
    expect((await kept.sidesOf(table, QUESTION, SIDES))?.numbers).toEqual(before)
    meanwhile = async () => undefined
    const after = await kept.sidesOf(table, QUESTION, SIDES)
    expect(after?.numbers).toEqual(await numbersBySide(engine, table, QUESTION, SIDES))
    expect([before.own.all, after?.numbers.own.all, after?.rows.cases]).toEqual([1, 2, 21])
    meanwhile = async () => void (await engine.query(`DELETE FROM ${table.table} WHERE case_id = 'case 2'`))
    expect(await kept.sidesOf(table, QUESTION, SIDES), 'rows went').toBeUndefined()
    const range = { from: { at: 0 }, to: { at: 1 } } as never
    const inRange = { own: { ...SIDES.own, startedIn: range }, others: { ...SIDES.others, startedIn: range } }
    expect(await kept.sidesOf(table, QUESTION, inRange), 'some cases are on neither').toBeUndefined()
  })

  it('lets the numbers go that were not asked for the longest', async () => {
    const log = Array.from({ length: 100 }, (_, at) => visit(`case ${at}`, at, at)).flat()
    const table = { ...(await writeLog(engine, 'many', log)), epoch: 1 }
    const { asked, watching } = watched()
    const kept = createKeptNumbers(watching, { margin: 4_096, whole: 0, times: 250 })
    const others = [1, 2, 3].map((hours) => ({ ...QUESTION, windows: [{ from: 0, to: 1, hours }] }))
    for (const question of [...others, ...others.slice(1)]) await kept.numbersOf(table, question)
    expect(asked).toEqual({ whole: 3, changes: 0 })
    for (const question of others) await kept.numbersOf(table, question)
    expect(asked.whole).toBe(6)
  })
})
