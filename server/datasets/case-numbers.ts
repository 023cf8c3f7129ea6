import type { EngineStatement } from '#server/duckdb/engine.ts'
import type { EngineSession } from '#server/duckdb/engine-job.ts'
import type { RecentCases } from './recent-cases.ts'

/**
 * Each case of an events table has a number, from 1 on, that its events carry beside its id: questions group, join and sort by it, which
 * takes half the time that it takes by a text. Which number a case has stands in a table of its own, so that the next event of a case finds
 * it again. Numbers of cases that are gone are given to others only when the highest ones went. Beside it stands the instant of its first event, so that
 * when cases start need not be found among all events.
 */
export const casesTableName = (eventsTable: string): string => `cases_of_${eventsTable}`

/** Gives numbers to all events of a table that have none yet; within the transaction that put them there, so that nobody sees one without. */
export const numberCases = (eventsTable: string): readonly EngineStatement[] => [
  ...giveNumbers(eventsTable),
  { sql: setNumbers(eventsTable) },
]

/** To the cases that have none. */
function giveNumbers(eventsTable: string): readonly EngineStatement[] {
  const cases = casesTableName(eventsTable)
  return [
    {
      sql: `CREATE TABLE IF NOT EXISTS ${cases}(case_id VARCHAR NOT NULL, case_no BIGINT NOT NULL, first_ts TIMESTAMP NOT NULL)`,
    },
    {
      sql: `CREATE OR REPLACE TEMP TABLE unnumbered_cases AS
        SELECT case_id, min(ts) AS first_ts FROM ${eventsTable} WHERE case_no IS NULL GROUP BY case_id`,
    },
    {
      sql: `UPDATE ${cases} AS c SET first_ts = u.first_ts FROM unnumbered_cases AS u WHERE u.case_id = c.case_id AND u.first_ts < c.first_ts`,
    },
    {
      sql: `INSERT INTO ${cases}
        SELECT case_id, (SELECT coalesce(max(case_no), 0) FROM ${cases}) + row_number() OVER (), first_ts
        FROM unnumbered_cases ANTI JOIN ${cases} USING (case_id)`,
    },
    { sql: 'DROP TABLE unnumbered_cases' },
  ]
}

const setNumbers = (eventsTable: string, rows = 'true'): string =>
  `UPDATE ${eventsTable} AS e SET case_no = c.case_no FROM ${casesTableName(eventsTable)} AS c
   WHERE e.case_no IS NULL AND ${rows} AND c.case_id = e.case_id`

/** `numberCases`, where a job is at work. */
export async function numberCasesIn(session: EngineSession, eventsTable: string): Promise<void> {
  for (const { sql } of numberCases(eventsTable)) await session.run(sql)
}

/** What a transaction has changed it keeps in memory until its end. */
const ROWS_AT_ONCE = 5_000_000

/**
 * `numberCases` for a whole table that nobody reads yet, in several transactions and by the engine's own threads, since it is the last tenth of an
 * import. When it breaks off in between some events have no number, and the table is to be dropped.
 */
export async function numberNewTable(
  session: EngineSession,
  eventsTable: string,
  rowsAtOnce = ROWS_AT_ONCE,
): Promise<void> {
  await session.transaction(async () => {
    for (const { sql } of giveNumbers(eventsTable)) await session.queryAside(sql)
  })
  const [last] = await session.query<{ row: number | null }>(`SELECT max(rowid) AS row FROM ${eventsTable}`)
  for (let from = 0; from <= (last?.row ?? -1); from += rowsAtOnce)
    await session.queryAside(setNumbers(eventsTable, `e.rowid >= ${from} AND e.rowid < ${from + rowsAtOnce}`))
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

/**
 * The numbers of the cases of some new events, with their instants in microseconds; a case that is new gets one, and one that now starts
 * earlier is noted so. Within the transaction that stores the events; `recent` is right once that is committed.
 */
export async function numbersFor(
  session: EngineSession,
  eventsTable: string,
  recent: RecentCases,
  { cases, instants }: { readonly cases: readonly string[]; readonly instants: readonly number[] },
): Promise<readonly number[]> {
  const firsts = new Map<string, number>()
  for (const [row, id] of cases.entries()) {
    const instant = instants[row] ?? Infinity
    if (instant < (firsts.get(id) ?? Infinity)) firsts.set(id, instant)
  }
  await lookUp(session, eventsTable, recent, [...firsts.keys()])
  await startEarlier(session, eventsTable, recent, firsts)
  await addCases(session, eventsTable, recent, firsts)
  return cases.map((id) => recent.cases.get(id)?.no ?? 0)
}

/** Lets all of these that there are be known, and as the last that go. */
async function lookUp(
  session: EngineSession,
  eventsTable: string,
  { cases }: RecentCases,
  ids: readonly string[],
): Promise<void> {
  const unknown: string[] = []
  for (const id of ids) {
    const known = cases.get(id)
    cases.delete(id)
    if (known) cases.set(id, known)
    else unknown.push(id)
  }
  for (let from = 0; from < unknown.length; from += LOOKED_UP_AT_ONCE) {
    const some = unknown.slice(from, from + LOOKED_UP_AT_ONCE)
    const rows = await session.query<{ id: string; no: number; first: number }>(
      `SELECT case_id AS id, case_no AS no, epoch_us(first_ts) AS first FROM ${casesTableName(eventsTable)} WHERE case_id IN (${some.map((_, at) => `$${at + 1}`).join(', ')})`,
      some,
    )
    for (const { id, no, first } of rows) cases.set(id, { no, firstUs: first })
  }
}

async function startEarlier(
  session: EngineSession,
  eventsTable: string,
  { cases }: RecentCases,
  firsts: ReadonlyMap<string, number>,
): Promise<void> {
  const earlier: string[] = []
  for (const [id, firstUs] of firsts) {
    const known = cases.get(id)
    if (known === undefined || firstUs >= known.firstUs) continue
    earlier.push(`(${known.no}, make_timestamp(${firstUs}::BIGINT))`)
    cases.set(id, { no: known.no, firstUs })
  }
  for (let from = 0; from < earlier.length; from += LOOKED_UP_AT_ONCE) {
    const some = earlier.slice(from, from + LOOKED_UP_AT_ONCE).join(', ')
    await session.run(
      `UPDATE ${casesTableName(eventsTable)} AS c SET first_ts = e.first_ts FROM (VALUES ${some}) AS e(case_no, first_ts) WHERE e.case_no = c.case_no`,
    )
  }
}

/** Gives the next numbers to those that are not known. */
async function addCases(
  session: EngineSession,
  eventsTable: string,
  recent: RecentCases,
  firsts: ReadonlyMap<string, number>,
): Promise<void> {
  const added = [...firsts].filter(([id]) => !recent.cases.has(id))
  if (added.length === 0) return
  const table = casesTableName(eventsTable)
  const highest = recent.highest ?? (await highestNumber(session, table))
  for (const [at, [id, firstUs]] of added.entries()) recent.cases.set(id, { no: highest + 1 + at, firstUs })
  recent.highest = highest + added.length
  const appender = await session.openAppender(table, ['text', 'bigint', 'timestamp'])
  const columns = [added.map(([id]) => id), added.map((_, at) => highest + 1 + at), added.map(([, firstUs]) => firstUs)]
  appender.append(columns, added.length)
  appender.close()
}

async function highestNumber(session: EngineSession, table: string): Promise<number> {
  const [highest] = await session.query<{ no: number }>(`SELECT coalesce(max(case_no), 0) AS no FROM ${table}`)
  return highest?.no ?? 0
}

/** Cases that began before an instant (microseconds since 1970), after their events before it went: those without any other go as well. */
export async function beginAnew(session: EngineSession, eventsTable: string, beforeUs: number): Promise<void> {
  const table = casesTableName(eventsTable)
  await session.run(`DELETE FROM ${table} WHERE case_no NOT IN (SELECT case_no FROM ${eventsTable})`)
  await session.run(
    `UPDATE ${table} AS c SET first_ts = e.first_ts
     FROM (SELECT case_no, min(ts) AS first_ts FROM ${eventsTable} GROUP BY case_no) AS e
     WHERE e.case_no = c.case_no AND epoch_us(c.first_ts) < $1`,
    [beforeUs],
  )
}

/** Tables from before it was kept when cases start. */
export async function addStarts(session: EngineSession, eventsTable: string): Promise<void> {
  const table = casesTableName(eventsTable)
  const [known] = await session.query(
    `SELECT 1 FROM information_schema.columns WHERE table_name = $1 AND column_name = 'first_ts'`,
    [table],
  )
  if (known) return
  // An index stands in the way of a new table by that name; it is made anew.
  await session.run(`DROP INDEX IF EXISTS ${indexName(eventsTable)}`)
  await session.transaction(async () => {
    await session.run(
      `CREATE OR REPLACE TABLE ${table} AS SELECT c.case_id, c.case_no, e.first_ts
       FROM ${table} c JOIN (SELECT case_no, min(ts) AS first_ts FROM ${eventsTable} GROUP BY case_no) e USING (case_no)`,
    )
  })
}

/** A number for a case that is named by an expression: the same for the same text, another for another one but for a chance of 1 in 2^63. */
export const numberOfName = (name: string): string => `(hash(${name}) >> 1)::BIGINT`
