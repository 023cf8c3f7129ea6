import type { PostgresPool as KyselyPool, PostgresPoolClient as KyselyClient } from 'kysely'
import { Pool, types, type ClientBase, type PoolClient } from 'pg'
import { SECOND_MS } from '#shared/lib/time.ts'
import { StorageError } from '../ports.ts'
import type { StorageLogger } from '../storage.ts'
import { postgresFault } from './faults.ts'

/** Also the longest wait for a connection while all are in use. */
const CONNECT_WITHIN_MS = 5 * SECOND_MS
const CLOSE_WITHIN_MS = 3 * SECOND_MS
const IDLE_FOR_MS = 30 * SECOND_MS
/** Who holds locks and falls silent loses them. */
const SILENT_IN_TRANSACTION_MS = 10 * SECOND_MS
/** The server gives up first, so that what was given up is certainly not stored. */
const SERVER_GIVES_UP_EARLIER_MS = SECOND_MS

export interface PoolOptions {
  readonly databaseUrl: string
  /** Connections at most. */
  readonly size: number
  /** How long one statement may take. */
  readonly answerWithinMs: number
  readonly logger: StorageLogger
}

export interface ConnectionPool {
  /**
   * Lends a connection. Whatever fails rejects with `StorageError`; the connection is then thrown away, and with it what it had begun.
   */
  use<Value>(act: (client: PoolClient) => Promise<Value>): Promise<Value>
  /** The same connections for Kysely. Rejects with `StorageError` only while the server is away. */
  readonly forKysely: KyselyPool
  /** Waits for what is under way, but not for a server that does not answer. */
  close(): Promise<void>
}

/** Connections to PostgreSQL. Those that break are replaced when they are needed next; a server that is away is tried each time. */
export function createPool({ databaseUrl, size, answerWithinMs, logger }: PoolOptions): ConnectionPool {
  const pool = new Pool({
    connectionString: databaseUrl,
    application_name: 'waymark',
    max: size,
    idleTimeoutMillis: IDLE_FOR_MS,
    connectionTimeoutMillis: CONNECT_WITHIN_MS,
    query_timeout: answerWithinMs,
    keepAlive: true,
    keepAliveInitialDelayMillis: 10 * SECOND_MS,
    types: { getTypeParser },
    onConnect: prepareSession(answerWithinMs - SERVER_GIVES_UP_EARLIER_MS),
  })
  // Whoever uses a connection hears of its end by the query that fails. An idle one may end unheard, but not end the process.
  pool.on('error', ({ message }) => logger.info({ reason: message }, 'an idle connection to the database ended'))
  pool.on('connect', (client) => client.on('error', () => undefined))

  async function connect(): Promise<PoolClient> {
    try {
      return await pool.connect()
    } catch (cause) {
      // Whatever keeps us from connecting (a wrong password, too) is nobody's request's fault.
      throw new StorageError(postgresFault(cause).message, { cause, fault: pool.ending ? 'failed' : 'unavailable' })
    }
  }

  return {
    async use(act) {
      const client = await connect()
      try {
        const value = await act(client)
        client.release()
        return value
      } catch (error) {
        client.release(true)
        throw postgresFault(error)
      }
    },
    forKysely: {
      options: pool.options,
      connect: async () => kyselyClient(await connect()),
      end: () => pool.end(),
    },
    async close() {
      let timer: NodeJS.Timeout | undefined
      const late = new Promise<void>((resolve) => (timer = setTimeout(resolve, CLOSE_WITHIN_MS)))
      if (!pool.ending) await Promise.race([pool.end(), late])
      clearTimeout(timer)
    },
  }
}

/** What "on disk" and the log's numbering rest on, whatever the server's or the role's defaults are. */
const prepareSession =
  (statementTimeoutMs: number) =>
  async (client: ClientBase): Promise<void> => {
    await client.query(`
      SET statement_timeout = ${statementTimeoutMs};
      SET idle_in_transaction_session_timeout = ${SILENT_IN_TRANSACTION_MS};
      SET default_transaction_isolation = 'read committed';
      SELECT set_config('synchronous_commit', 'on', false) WHERE current_setting('synchronous_commit') = 'off'`)
  }

/** Lent to Kysely: says so when the server is away, and is not used again after it fell silent in the middle of a query. */
function kyselyClient(client: PoolClient): KyselyClient {
  let isBroken = false
  const lent = {
    query: async (sql: string, parameters: readonly unknown[]) => {
      try {
        return await client.query(sql, [...parameters])
      } catch (error) {
        const fault = postgresFault(error)
        if (fault.fault !== 'unavailable') throw error
        isBroken = true
        throw fault
      }
    },
    release: (destroy?: boolean) => client.release(isBroken || destroy === true),
  }
  // Kysely's type also has cursors, which need a package that we do not use.
  return lent as unknown as KyselyClient
}

type TypeId = Parameters<typeof types.getTypeParser>[0]
const INT8: TypeId = types.builtins.INT8

/** Our numbers of eight bytes are counts and instants, which a double holds exactly. Everything comes as text: the driver has no other way. */
function getTypeParser(oid: TypeId): (value: string) => unknown {
  return oid === INT8 ? Number : (types.getTypeParser(oid, 'text') as (value: string) => unknown)
}
