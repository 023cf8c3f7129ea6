import { EngineError, type Engine } from '#server/duckdb/engine.ts'

/** What all groups of a question together may take, in a copy of each thread. */
const MAX_BYTES = 32 * 1024 ** 2
/** New cases that come between two questions. */
const ROOM = 10_000

const BY_VALUE = 'count(DISTINCT case_no)'

/**
 * Asks how many different cases there are in each group of rows. `ask` gets the SQL that counts them. As numbers of cases are given from
 * 1 on, a bit for each is enough, which takes a tenth of the time of telling values apart; where they are not, as in rows of several
 * datasets, or where there are too many groups, values are told apart after all.
 */
export async function askForCases<Answer>(
  engine: Engine,
  table: string,
  groupedBy: string,
  ask: (casesSql: string) => Promise<Answer>,
): Promise<Answer> {
  const [found] = await engine.query<{ groups: number; lowest: number | null; highest: number | null }>(
    `SELECT count(DISTINCT ${groupedBy}) AS groups, min(case_no) AS lowest, max(case_no) AS highest FROM ${table}`,
  )
  const { groups: count, lowest, highest } = found ?? { groups: 0, lowest: null, highest: null }
  if (lowest === null || highest === null || lowest < 1 || (count * (highest + ROOM)) / 8 > MAX_BYTES)
    return ask(BY_VALUE)
  try {
    return await ask(`bit_count(bitstring_agg(case_no, 1, ${highest + ROOM}))`)
  } catch (error) {
    // Other rows have come since, with numbers beyond.
    if (error instanceof EngineError && error.code === 'query-failed') return ask(BY_VALUE)
    throw error
  }
}
