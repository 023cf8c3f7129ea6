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
  const [order] = await session.query<{ late: number }>(
    `SELECT count(*) FILTER (WHERE ts < before) AS late
     FROM (SELECT ts, lag(ts) OVER (PARTITION BY case_id ORDER BY seq) AS before FROM ${table})`,
  )
  note('out_of_order', order?.late)
  // Only different events make a difference by their order.
  const [ties] = await session.query<{ tied: number | null }>(
    `SELECT sum(events) AS tied FROM (
       SELECT count(*) AS events FROM ${table} GROUP BY case_id, ts HAVING count(*) > 1 AND min(event) <> max(event))`,
  )
  note('tied_timestamps', ties?.tied)
  const [duplicates] = await session.query<{ more: number | null }>(
    `SELECT sum(rows - 1) AS more FROM (
       SELECT count(*) AS rows FROM ${table} GROUP BY hash(${contentColumns(attributes)}) HAVING count(*) > 1)`,
  )
  note('duplicate_rows', duplicates?.more)
  const [alike] = await session.query<{ names: number | null }>(
    `SELECT sum(names) AS names FROM (
       SELECT count(*) AS names FROM (SELECT DISTINCT event FROM ${table})
       GROUP BY lower(regexp_replace(event, '[\\s_-]+', ' ', 'g')) HAVING count(*) > 1)`,
  )
  note('lookalike_names', alike?.names)
  return found
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
