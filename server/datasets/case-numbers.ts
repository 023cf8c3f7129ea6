import type { EngineStatement } from '#server/duckdb/engine.ts'
import type { EngineSession } from '#server/duckdb/engine-job.ts'

/**
 * Each case of an events table has a number, from 1 on, that its events carry beside its id: questions group, join and sort by it, which
 * takes half the time that it takes by a text. Which number a case has stands in a table of its own, so that the next event of a case finds
 * it again. Numbers of cases that are gone are given to others only when the highest ones went.
 */
export const casesTableName = (eventsTable: string): string => `cases_of_${eventsTable}`

/** Gives numbers to all events of a table that have none yet; within the transaction that put them there, so that nobody sees one without. */
export function numberCases(eventsTable: string): readonly EngineStatement[] {
  const cases = casesTableName(eventsTable)
  return [
    { sql: `CREATE TABLE IF NOT EXISTS ${cases}(case_id VARCHAR NOT NULL, case_no BIGINT NOT NULL)` },
    {
      sql: `INSERT INTO ${cases}
        SELECT case_id, (SELECT coalesce(max(case_no), 0) FROM ${cases}) + row_number() OVER ()
        FROM (SELECT DISTINCT case_id FROM ${eventsTable} WHERE case_no IS NULL) ANTI JOIN ${cases} USING (case_id)`,
    },
    {
      sql: `UPDATE ${eventsTable} AS e SET case_no = c.case_no FROM ${cases} AS c WHERE e.case_no IS NULL AND c.case_id = e.case_id`,
    },
  ]
}

/** `numberCases`, where a job is at work. */
export async function numberCasesIn(session: EngineSession, eventsTable: string): Promise<void> {
  for (const { sql } of numberCases(eventsTable)) await session.run(sql)
}

const indexName = (eventsTable: string): string => `known_${eventsTable}`

/** Lets a case be found without reading all of them; once the table of events has its name, since a table with an index keeps its own. */
export const indexCases = (session: EngineSession, eventsTable: string): Promise<void> =>
  session.run(`CREATE INDEX IF NOT EXISTS ${indexName(eventsTable)} ON ${casesTableName(eventsTable)}(case_id)`)

/**
 * Changes or deletes ids of cases, and makes the index anew: an index forgets an id, but its bytes stay in the file. When it breaks off in
 * between there is no index until the next start, and all is right but slower.
 */
export async function changingIds<Value>(
  session: EngineSession,
  eventsTable: string,
  change: () => Promise<Value>,
): Promise<Value> {
  await session.run(`DROP INDEX IF EXISTS ${indexName(eventsTable)}`)
  try {
    return await session.transaction(change)
  } finally {
    await indexCases(session, eventsTable)
  }
}

const LOOKED_UP_AT_ONCE = 500

/** The numbers of the cases of some new events, of which those that are new get one; within the transaction that stores the events. */
export async function numbersFor(
  session: EngineSession,
  eventsTable: string,
  cases: readonly string[],
): Promise<readonly number[]> {
  const table = casesTableName(eventsTable)
  const different = [...new Set(cases)]
  const numbers = new Map<string, number>()
  for (let from = 0; from < different.length; from += LOOKED_UP_AT_ONCE) {
    const some = different.slice(from, from + LOOKED_UP_AT_ONCE)
    const rows = await session.query<{ id: string; no: number }>(
      `SELECT case_id AS id, case_no AS no FROM ${table} WHERE case_id IN (${some.map((_, at) => `$${at + 1}::VARCHAR`).join(', ')})`,
      some,
    )
    for (const { id, no } of rows) numbers.set(id, no)
  }
  const added = different.filter((id) => !numbers.has(id))
  if (added.length > 0) {
    const [highest] = await session.query<{ no: number }>(`SELECT coalesce(max(case_no), 0) AS no FROM ${table}`)
    const first = (highest?.no ?? 0) + 1
    added.forEach((id, at) => numbers.set(id, first + at))
    const appender = await session.openAppender(table, ['text', 'bigint'])
    appender.append([added, added.map((_, at) => first + at)], added.length)
    appender.close()
  }
  return cases.map((id) => numbers.get(id) ?? 0)
}

/** A number for a case that is named by an expression: the same for the same text, another for another one but for a chance of 1 in 2^63. */
export const numberOfName = (name: string): string => `(hash(${name}) >> 1)::BIGINT`
