import { Readable } from 'node:stream'
import type { PullOrigin } from '#shared/contract/rest/pulls.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import type { AddressGuard } from './address-guard.ts'
import { PullError } from './pull-error.ts'

type PostgresOrigin = Extract<PullOrigin, { kind: 'postgres' }>

interface Wanted {
  readonly origin: PostgresOrigin
  readonly password: string | null
  /** The highest value of the rising column that was fetched. */
  readonly last: string | null
  readonly signal: AbortSignal
}

/** The rows of a query as NDJSON. `progress` is true of what has been read of the stream. */
export interface FetchedRows {
  readonly stream: Readable
  readonly progress: { readonly rows: number; readonly last: string | null }
}

const MAX_ROWS = 10_000_000
const CONNECT_WITHIN_MS = 15 * SECOND_MS
const ANSWER_WITHIN_MS = 5 * MINUTE_MS

/** Asks a database; throws `PullError`, as does the stream. */
export async function fetchQuery(
  guard: AddressGuard,
  { origin, password, last, signal }: Wanted,
): Promise<FetchedRows> {
  const { host, port, database, user, tls, query, watermark } = origin
  if (tls !== 'verify' && !guard.isNamed(host)) {
    throw new PullError('Only encrypted connections with a certificate that is right are made to this host.')
  }
  const { address } = await guard.resolve(host)
  // Only here: who fetches nothing from PostgreSQL need not load its driver.
  const { readRows } = await import('#server/storage/postgres/read-rows.ts')
  const progress = { rows: 0, last }
  const batches = readRows(
    { address, hostName: host, port, database, user, password, tls },
    { text: query, rising: watermark === null ? null : { column: watermark, last } },
    { connectWithinMs: CONNECT_WITHIN_MS, answerWithinMs: ANSWER_WITHIN_MS, signal },
  )

  async function* lines(): AsyncGenerator<string> {
    try {
      for await (const rows of batches) {
        progress.rows += rows.length
        if (progress.rows > MAX_ROWS)
          throw new PullError(`The query gives more than ${MAX_ROWS.toLocaleString('en')} rows.`)
        if (watermark !== null) progress.last = risenTo(rows.at(-1)?.[watermark], watermark)
        yield rows.map((row) => `${JSON.stringify(row)}\n`).join('')
      }
    } catch (error) {
      throw error instanceof PullError ? error : new PullError(`The database refused: ${(error as Error).message}`)
    }
  }
  return { stream: Readable.from(lines()), progress }
}

function risenTo(value: unknown, column: string): string {
  if (typeof value === 'string') return value
  throw new PullError(`“${column}” is no column by which newer rows can be told.`)
}
