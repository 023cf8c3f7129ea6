import { isIP } from 'node:net'
import { Client, types, type QueryConfig } from 'pg'

/** A database of somebody else, to be read from. */
export interface ForeignDatabase {
  /** To be connected to as it is; nothing is looked up. */
  readonly address: string
  /** What its certificate has to be for. */
  readonly hostName: string
  readonly port: number
  readonly database: string
  readonly user: string
  readonly password: string | null
  readonly tls: 'verify' | 'encrypt' | 'off'
}

export interface RowQuery {
  /** One SELECT. */
  readonly text: string
  /** Only rows in which this column is above `last`, in its order; `last` `null`: all of them. */
  readonly rising: { readonly column: string; readonly last: string | null } | null
}

interface Limits {
  readonly connectWithinMs: number
  /** For each batch. */
  readonly answerWithinMs: number
  readonly signal: AbortSignal
}

/** The driver's types do not know of it. */
type OneStatement = QueryConfig & { readonly queryMode: 'extended' }

const ROWS_AT_ONCE = 2_000
const JSON_TYPES: ReadonlySet<number> = new Set([types.builtins.JSON, types.builtins.JSONB])

/**
 * The rows of a query, in batches, in constant memory: a cursor in a transaction that cannot write. Values are text as PostgreSQL writes
 * them, instants in UTC, JSON as what it holds. Rejects with PostgreSQL's own words.
 */
export async function* readRows(
  database: ForeignDatabase,
  { text, rising }: RowQuery,
  { connectWithinMs, answerWithinMs, signal }: Limits,
): AsyncGenerator<readonly Readonly<Record<string, unknown>>[]> {
  const client = new Client({
    host: database.address,
    port: database.port,
    database: database.database,
    user: database.user,
    password: database.password ?? '',
    ssl: database.tls !== 'off' && {
      ...(isIP(database.hostName) === 0 && { servername: database.hostName }),
      rejectUnauthorized: database.tls === 'verify',
    },
    application_name: 'waymark',
    connectionTimeoutMillis: connectWithinMs,
    query_timeout: answerWithinMs + 5_000,
    statement_timeout: answerWithinMs,
    options: '-c default_transaction_read_only=on -c TimeZone=UTC -c DateStyle=ISO',
    types: { getTypeParser: parserOf },
  })
  // A lost connection is told by the query that waits on it; without a listener it would end the process besides.
  client.on('error', () => undefined)
  // Whoever stopped it, or has its rows, does not need to hear that the connection was gone already.
  const stop = (): void => void client.end().catch(() => undefined)
  signal.addEventListener('abort', stop)
  try {
    await client.connect()
    await client.query('BEGIN READ ONLY')
    // The extended protocol takes one statement only: a query cannot end the transaction and go on.
    const declared: OneStatement = {
      text: `DECLARE pulled NO SCROLL CURSOR FOR ${wrapped(client, text, rising)}`,
      queryMode: 'extended',
    }
    await client.query(declared)
    for (;;) {
      const { rows } = await client.query<Record<string, unknown>>(`FETCH ${ROWS_AT_ONCE} FROM pulled`)
      if (rows.length > 0) yield rows
      if (rows.length < ROWS_AT_ONCE) break
    }
    await client.query('ROLLBACK')
  } finally {
    signal.removeEventListener('abort', stop)
    await client.end().catch(() => undefined)
  }
}

function wrapped(client: Client, text: string, rising: RowQuery['rising']): string {
  const query = `SELECT * FROM (${text.trim().replace(/;\s*$/, '')}\n) AS pulled`
  if (!rising) return query
  const column = `pulled.${client.escapeIdentifier(rising.column)}`
  const above = rising.last === null ? `${column} IS NOT NULL` : `${column} > ${client.escapeLiteral(rising.last)}`
  return `${query} WHERE ${above} ORDER BY ${column}`
}

function parserOf(oid: number): (value: string) => unknown {
  if (JSON_TYPES.has(oid)) return (value) => JSON.parse(value) as unknown
  if (oid === types.builtins.TIMESTAMPTZ) return (value) => value.replace(' ', 'T').replace(/\+00$/, 'Z')
  return (value) => value
}
