import type { ImportWarning } from '#shared/contract/rest/datasets.ts'
import { attributeColumns } from '#server/datasets/events-table.ts'
import type { EngineSession } from '#server/duckdb/engine-job.ts'
import type { SeqNumbering } from './seq-numbering.ts'
import type { RejectWriter } from './reject-file.ts'

/** What shows only when all rows are in: order, ties, repetitions, names that look alike. */
export async function checkImportedRows(
  session: EngineSession,
  table: string,
  attributes: number,
): Promise<ReadonlyMap<ImportWarning, number>> {
  const found = new Map<ImportWarning, number>()
  const note = (warning: ImportWarning, count: number | null | undefined): void => {
    if (count) found.set(warning, count)
  }
  const order = await orderOf(session, table)
  if (!order.isKept) {
    const [late] = await session.query<{ late: number }>(
      `SELECT count(*) FILTER (WHERE ts < before) AS late
       FROM (SELECT ts, lag(ts) OVER (PARTITION BY case_id ORDER BY seq) AS before FROM ${table})`,
    )
    note('out_of_order', late?.late)
  }
  const meetings = await meetingsOf(session, table, order)
  if (meetings !== null) {
    // Only different events make a difference by their order.
    const [ties] = await session.query<{ tied: number | null }>(
      `SELECT sum(events) AS tied FROM (
         SELECT count(*) AS events FROM ${meetings} GROUP BY case_id, ts HAVING count(*) > 1 AND min(event) <> max(event))`,
    )
    note('tied_timestamps', ties?.tied)
    const [duplicates] = await session.query<{ more: number | null }>(
      `SELECT sum(rows - 1) AS more FROM (
         SELECT count(*) AS rows FROM ${meetings} GROUP BY hash(${contentColumns(attributes)}) HAVING count(*) > 1)`,
    )
    note('duplicate_rows', duplicates?.more)
    await session.run(`DROP TABLE IF EXISTS temp.${MEETINGS}`)
  }
  const [alike] = await session.query<{ names: number | null }>(
    `SELECT sum(names) AS names FROM (
       SELECT count(*) AS names FROM (SELECT DISTINCT event FROM ${table})
       GROUP BY lower(regexp_replace(event, '[\\s_-]+', ' ', 'g')) HAVING count(*) > 1)`,
  )
  note('lookalike_names', alike?.names)
  return found
}

interface Order {
  /** By instant, over all cases, as they lie in the table and in the file. */
  readonly isKept: boolean
  /** Rows, and how many of them have the instant of the row before; of no meaning when the order is not kept. */
  readonly rows: number
  readonly equal: number
}

/** Reads two columns as they lie there, which is far cheaper than sorting; that `seq` rises says that they lie as they should. */
async function orderOf(session: EngineSession, table: string): Promise<Order> {
  const [found] = await session.query<{ rows: number; broken: number; equal: number }>(
    `SELECT count(*) AS rows, count(*) FILTER (WHERE ts < before OR seq <= place) AS broken, count(*) FILTER (WHERE ts = before) AS equal
     FROM (SELECT ts, lag(ts) OVER () AS before, seq, lag(seq) OVER () AS place FROM ${table})`,
  )
  return { isKept: found?.broken === 0, rows: found?.rows ?? 0, equal: found?.equal ?? 0 }
}

const MEETINGS = 'meetings'
/** Beyond this share it is cheaper to look at all rows. */
const FEW = 0.2

/**
 * Where to look for rows that share their case and instant, since ties and repetitions are among them: SQL behind FROM. `null`: there are none.
 * In a table by instant they lie side by side; otherwise their hashes are counted.
 */
async function meetingsOf(
  session: EngineSession,
  table: string,
  { isKept, rows, equal }: Order,
): Promise<string | null> {
  if (isKept && equal === 0) return null
  if (isKept && equal > rows * FEW) return table
  const key = isKept ? 'ts' : 'hash(case_id, ts)'
  const keys = isKept
    ? `SELECT DISTINCT ts AS key FROM (SELECT ts, lag(ts) OVER () AS before FROM ${table}) WHERE ts = before`
    : `SELECT ${key} AS key FROM ${table} GROUP BY ${key} HAVING count(*) > 1`
  await session.run(`CREATE OR REPLACE TEMP TABLE ${MEETINGS} AS ${keys}`)
  const [counted] = await session.query<{ keys: number }>(`SELECT count(*) AS keys FROM temp.${MEETINGS}`)
  if (counted?.keys === 0) return null
  if ((counted?.keys ?? 0) > rows * FEW) return table
  return `(SELECT * FROM ${table} WHERE ${key} IN (SELECT key FROM temp.${MEETINGS}))`
}

/** Keeps the first of rows that are equal in everything; the others become rejects. Returns how many. */
export async function dropDuplicateRows(
  session: EngineSession,
  table: string,
  attributes: number,
  numbering: SeqNumbering,
  rejects: RejectWriter,
): Promise<number> {
  const repeated = `SELECT seq, min(seq) OVER (PARTITION BY ${contentColumns(attributes)}) AS first, case_id, ts, event FROM ${table}`
  const rows = await session.query<{ seq: number; first: number; text: string }>(
    `SELECT seq, first, concat_ws(', ', case_id, ts, event) AS text FROM (${repeated}) WHERE seq > first ORDER BY seq LIMIT 100000`,
  )
  for (const { seq, first, text } of rows) {
    const { line } = numbering.placeOf(seq)
    const before = numbering.placeOf(first).line
    rejects.add({ line, reason: 'duplicate', detail: `The same as line ${before}.`, text })
  }
  const [counted] = await session.query<{ more: number }>(
    `SELECT count(*) AS more FROM (${repeated}) WHERE seq > first`,
  )
  await session.run(`DELETE FROM ${table} WHERE seq IN (SELECT seq FROM (${repeated}) WHERE seq > first)`)
  return counted?.more ?? 0
}

function contentColumns(attributes: number): string {
  return ['case_id', 'ts', 'event', 'channel', 'value', ...attributeColumns(attributes)].join(', ')
}
