import { type Kysely, sql } from 'kysely'
import type { BaseLogger } from 'pino'
import { hashOfToken } from '#server/auth/tokens.ts'
import type { Database } from '#server/storage/schema.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'

/** More keys than this are not remembered at once: those whose time is over go first, then the oldest. */
const MAX_KEYS = 50_000
/** A store that takes longer is away: this node counts alone meanwhile. */
const ANSWER_MS = 1 * SECOND_MS
const FORGET_EVERY_MS = 1 * MINUTE_MS

export interface RateCount {
  /** With this one. */
  readonly count: number
  readonly endsInMs: number
}

/** How often something was tried in a stretch of time that begins with the first try. */
export type CountTry = (key: string, windowMs: number) => Promise<RateCount>

/** For a node that is alone. */
export function createLocalCounts(now: () => number = Date.now): CountTry {
  const counts = new Map<string, { count: number; endsAt: number }>()

  function forget(at: number): void {
    for (const [key, { endsAt }] of counts) if (endsAt <= at) counts.delete(key)
    for (const key of counts.keys()) {
      if (counts.size < MAX_KEYS) return
      counts.delete(key)
    }
  }

  return async (key, windowMs) => {
    const at = now()
    const known = counts.get(key)
    const counted = known === undefined || known.endsAt <= at ? { count: 0, endsAt: at + windowMs } : known
    counted.count++
    if (counts.size >= MAX_KEYS) forget(at)
    counts.set(key, counted)
    return { count: counted.count, endsInMs: counted.endsAt - at }
  }
}

interface Needs {
  readonly database: Kysely<Database>
  readonly logger: Pick<BaseLogger, 'warn'>
  readonly now?: () => number
}

/**
 * For nodes on one store: whoever is refused on one is refused on all. While the store is away each counts for itself, so that its
 * being away opens no door. The store never has the address or the account itself.
 */
export function createSharedCounts({ database, logger, now = Date.now }: Needs): CountTry {
  const alone = createLocalCounts(now)
  let forgottenAt = now()

  async function forget(at: number): Promise<void> {
    if (at - forgottenAt < FORGET_EVERY_MS) return
    forgottenAt = at
    await database.deleteFrom('rate_counts').where('ends_at', '<=', at).execute()
  }

  async function countInStore(key: string, windowMs: number): Promise<RateCount> {
    const at = now()
    await forget(at)
    const isOver = sql<boolean>`rate_counts.ends_at <= ${at}`
    const row = await database
      .insertInto('rate_counts')
      .values({ key: hashOfToken(key), count: 1, ends_at: at + windowMs })
      .onConflict((conflict) =>
        conflict.column('key').doUpdateSet({
          count: sql<number>`case when ${isOver} then 1 else rate_counts.count + 1 end`,
          ends_at: sql<number>`case when ${isOver} then excluded.ends_at else rate_counts.ends_at end`,
        }),
      )
      .returning(['count', 'ends_at'])
      .executeTakeFirstOrThrow()
    return { count: row.count, endsInMs: row.ends_at - at }
  }

  return async (key, windowMs) => {
    let timer: NodeJS.Timeout | undefined
    const late = new Promise<never>((_resolve, reject) => {
      timer = setTimeout(() => reject(new Error('The store does not answer.')), ANSWER_MS)
    })
    try {
      return await Promise.race([countInStore(key, windowMs), late])
    } catch (error) {
      logger.warn({ err: error }, 'tries at the doors are counted on this node alone')
      return await alone(key, windowMs)
    } finally {
      clearTimeout(timer)
    }
  }
}
