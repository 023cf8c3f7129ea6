import { createHash } from 'node:crypto'
import type { EngineSession } from '#server/duckdb/engine-job.ts'
import { eventsTableName } from './events-table.ts'

/**
 * By what an event is known again, as two whole numbers of 48 bits: a hash of its id and of who sent it. Two different ids out of ten
 * billion are taken for the same with odds below 1 in 10⁹.
 */
export interface EventKey {
  readonly high: number
  readonly low: number
}

const HALF_BYTES = 6

/** Ids are one sender's own: two that both count from 1 do not take each other's events away. `sender`: empty for the door of tokens. */
export function eventKeyOf(sender: string, id: string): EventKey {
  const hash = createHash('sha256').update(`${sender}\u0000${id}`).digest()
  return { high: hash.readUIntBE(0, HALF_BYTES), low: hash.readUIntBE(HALF_BYTES, HALF_BYTES) }
}

/** Which keys a dataset has; it lies beside its events and changes in the same transaction. */
const idsTableName = (datasetId: string): string => `ids_of_${eventsTableName(datasetId)}`

/** Rows of a batch that were stored before, or that stand in it twice. `beforeSeq`: only what has a smaller number counts as before. */
export async function knownRows(
  session: EngineSession,
  datasetId: string,
  keys: readonly (EventKey | null)[],
  beforeSeq: number,
): Promise<ReadonlySet<number>> {
  const table = idsTableName(datasetId)
  await session.run(
    `CREATE TABLE IF NOT EXISTS ${table}(high BIGINT NOT NULL, low BIGINT NOT NULL, seq BIGINT NOT NULL)`,
  )
  const wanted = keys.flatMap((key) => key?.high ?? [])
  const found = await session.query<{ high: number; low: number }>(
    `SELECT high, low FROM ${table}
     WHERE high IN (SELECT CAST(unnest(string_split($1, ',')) AS BIGINT)) AND seq < $2`,
    [wanted.join(','), beforeSeq],
  )
  const seen = new Set(found.map(({ high, low }) => `${high} ${low}`))
  const known = new Set<number>()
  for (const [row, key] of keys.entries()) {
    if (key === null) continue
    const name = `${key.high} ${key.low}`
    if (seen.has(name)) known.add(row)
    else seen.add(name)
  }
  return known
}

/** Remembers keys with the numbers of their events; within the transaction that stores these. */
export async function rememberKeys(
  session: EngineSession,
  datasetId: string,
  rows: readonly { readonly key: EventKey; readonly seq: number }[],
): Promise<void> {
  if (rows.length === 0) return
  const appender = await session.openAppender(idsTableName(datasetId), ['bigint', 'bigint', 'bigint'])
  appender.append(
    [rows.map(({ key }) => key.high), rows.map(({ key }) => key.low), rows.map(({ seq }) => seq)],
    rows.length,
  )
  appender.close()
}

/** With the dataset itself. */
export const dropKeys = (session: EngineSession, datasetId: string): Promise<void> =>
  session.run(`DROP TABLE IF EXISTS ${idsTableName(datasetId)}`)
