import { setTimeout as delay } from 'node:timers/promises'
import { Client } from 'pg'
import { SECOND_MS } from '#shared/lib/time.ts'
import type { StorageLogger } from '../storage.ts'

/** Something that at most one node holds at a time. */
export interface Lease {
  isHeld(): boolean
  /** Gives it back, after `lost`, and stops trying. */
  close(): Promise<void>
}

export interface LeaseNeeds {
  readonly databaseUrl: string
  /** Of what. Nodes that name the same thing compete. */
  readonly name: string
  /** Asked before each attempt. */
  readonly mayTake: () => Promise<boolean>
  /** It is held from now on. False: not wanted after all. */
  readonly taken: () => Promise<boolean>
  /** It is not held any more, and somebody else may take it at any moment. */
  readonly lost: () => Promise<void>
  readonly tryEveryMs?: number
  readonly logger: Pick<StorageLogger, 'warn'>
}

export const TRY_EVERY_MS = 2 * SECOND_MS
const ANSWER_MS = 2 * SECOND_MS

/**
 * A lease is an advisory lock of a session on a connection of its own: PostgreSQL gives it back when the connection ends, however the
 * node ended. The connection is asked something every two seconds, so that a node that is cut off knows it; and PostgreSQL is told to
 * look after it as often. Resolves after the first attempt.
 */
export async function createLease(needs: LeaseNeeds): Promise<Lease> {
  const { databaseUrl, name, mayTake, taken, lost, tryEveryMs = TRY_EVERY_MS, logger } = needs
  const closing = new AbortController()
  const isClosing = (): boolean => closing.signal.aborted
  let isHeld = false
  let firstAttempt: () => void = () => undefined
  const attempted = new Promise<void>((resolve) => {
    firstAttempt = resolve
  })

  async function compete(): Promise<void> {
    while (!isClosing()) {
      await oneConnection().catch((error: unknown) => {
        const reason = error instanceof Error ? error.message : String(error)
        logger.warn({ lease: name, reason }, 'the connection that holds a lease was lost; it is tried again')
      })
      firstAttempt()
      await pause(tryEveryMs, closing.signal)
    }
  }

  /** Until the connection fails or the lease is closed. */
  async function oneConnection(): Promise<void> {
    const ended = new AbortController()
    const client = new Client({
      connectionString: databaseUrl,
      application_name: `waymark ${name}`,
      connectionTimeoutMillis: ANSWER_MS,
      query_timeout: ANSWER_MS,
      keepAlive: true,
    })
    let failure: Error | null = null
    client.on('error', (error) => {
      failure ??= error
      ended.abort()
    })
    client.on('end', () => ended.abort())
    try {
      await client.connect()
      await client.query(
        'set tcp_keepalives_idle = 3; set tcp_keepalives_interval = 2; set tcp_keepalives_count = 3; set tcp_user_timeout = 9000',
      )
      const until = AbortSignal.any([ended.signal, closing.signal])
      while (!until.aborted) {
        if (isHeld) await client.query('select 1')
        else if (await mayTake()) await tryToTake(client)
        firstAttempt()
        await pause(tryEveryMs, until)
      }
      if (failure !== null) throw failure as Error
    } finally {
      // Before the connection ends, and with it the lock.
      await giveUp()
      client.connection.stream.destroy()
    }
  }

  async function tryToTake(client: Client): Promise<void> {
    const { rows } = await client.query<{ locked: boolean }>(
      'select pg_try_advisory_lock(hashtextextended($1, 0)) as locked',
      [`waymark:${name}`],
    )
    if (rows[0]?.locked !== true) return
    if (await taken()) isHeld = true
    else await client.query('select pg_advisory_unlock(hashtextextended($1, 0))', [`waymark:${name}`])
  }

  async function giveUp(): Promise<void> {
    if (!isHeld) return
    isHeld = false
    await lost()
  }

  const competing = compete()
  await attempted
  return {
    isHeld: () => isHeld,
    async close() {
      closing.abort()
      await competing
    },
  }
}

/** Ends early when the signal says so. */
const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  delay(ms, undefined, { signal, ref: false }).catch(() => undefined)
