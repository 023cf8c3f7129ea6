import { expect, onTestFinished, test } from 'vitest'
import { askForCases } from '#server/datasets/distinct-cases.ts'
import type { Engine } from '#server/duckdb/engine.ts'
import { openTestEngine } from '#tests/support/metrics-engine.ts'

interface Counted {
  readonly event: string
  readonly cases: number
}

async function engineWith(rows: string): Promise<Engine> {
  const { engine, close } = await openTestEngine()
  onTestFinished(close)
  await engine.transaction([{ sql: `CREATE TABLE rows AS ${rows}` }])
  return engine
}

/** What was counted, and by which SQL, the last one first. */
async function countIn(engine: Engine, meanwhile?: string): Promise<{ counted: Counted[]; by: readonly string[] }> {
  const by: string[] = []
  const counted = await askForCases(engine, 'rows', 'event', async (cases) => {
    by.unshift(cases)
    if (meanwhile !== undefined && by.length === 1) await engine.transaction([{ sql: meanwhile }])
    return engine.query<Counted>(`SELECT event, ${cases} AS cases FROM rows GROUP BY event ORDER BY event`)
  })
  return { counted, by }
}

const expected = (engine: Engine): Promise<Counted[]> =>
  engine.query<Counted>('SELECT event, count(DISTINCT case_no) AS cases FROM rows GROUP BY event ORDER BY event')

const SMALL = `SELECT 'event ' || (i % 7) AS event, 1 + (i * 31 % 997)::BIGINT AS case_no FROM range(20000) r(i) WHERE i % 7 < 6 OR i < 50`

test('cases that are numbered from 1 on are counted by a bit each', async () => {
  const engine = await engineWith(SMALL)
  const { counted, by } = await countIn(engine)
  expect(by).toEqual([expect.stringContaining('bitstring_agg')])
  expect(counted).toEqual(await expected(engine))
  expect(counted.at(-1)?.cases).toBe(7)
})

test('numbers that are no counting, many of them for many groups, and none at all', async () => {
  for (const rows of [
    `SELECT 'a' AS event, (hash(i) >> 1)::BIGINT AS case_no FROM range(1000) r(i)`,
    `SELECT 'a' AS event, i - 500 AS case_no FROM range(1000) r(i)`,
    `SELECT 'event ' || i AS event, 1 + i * 1000 AS case_no FROM range(1000) r(i)`,
    `SELECT 'a' AS event, NULL::BIGINT AS case_no`,
    `SELECT 'a' AS event, 1::BIGINT AS case_no LIMIT 0`,
  ]) {
    const engine = await engineWith(rows)
    const { counted, by } = await countIn(engine)
    expect(by).toEqual(['count(DISTINCT case_no)'])
    expect(counted).toEqual(await expected(engine))
  }
})

test('rows that come in between are counted with the others', async () => {
  const engine = await engineWith(SMALL)
  const { counted, by } = await countIn(engine, `INSERT INTO rows VALUES ('event 0', 1000000)`)
  expect(by).toEqual(['count(DISTINCT case_no)', expect.stringContaining('bitstring_agg')])
  expect(counted).toEqual(await expected(engine))
})
