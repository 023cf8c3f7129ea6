import type { Kysely } from 'kysely'
import type { RightsTarget } from '#server/access/rights-target.ts'
import type { Database } from '#server/storage/schema.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'

/** A writer that was not answered for so long has written again long ago, under another number. */
const GAP_MS = 1 * MINUTE_MS
/** A hole that is larger was made by the database's numbering, not by late writers. */
const MOST_GAPS = 1_000

/** The changes of rights that all nodes on one database tell each other of, as one node reads them: each once, none missed. */
export interface RightsLog {
  /** Resolves once every node can read it. It is not read here: its writer knows. */
  add(target: RightsTarget): Promise<void>
  /** The changes that were not read before. May be called again while an earlier call has not been answered. */
  readNew(): Promise<readonly RightsTarget[]>
  /** Drops what was written before this instant, ms since 1970. */
  forgetBefore(at: number): Promise<void>
}

/** Opens the log at its end: who comes in from now on is let in by the rights as they are. Rejects when it cannot be read. */
export async function openRightsLog(database: Kysely<Database>, now: () => number = Date.now): Promise<RightsLog> {
  const newest = await database
    .selectFrom('rights_changes')
    .select('seq')
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst()
  let lastSeq = newest?.seq ?? 0
  /**
   * Numbers that were not there when a higher one was read, and since when they are missed. A number is given when a row is written and
   * seen when it is committed, so that among several writers a lower one can come to light after a higher one.
   */
  const gaps = new Map<number, number>()
  const own = new Set<number>()

  const isRead = (seq: number): boolean => seq <= lastSeq && !gaps.has(seq)

  /** False when it was read before, or written here. */
  function take(seq: number): boolean {
    if (isRead(seq)) return false
    const at = now()
    for (let missing = Math.max(lastSeq + 1, seq - MOST_GAPS); missing < seq; missing++) gaps.set(missing, at)
    gaps.delete(seq)
    lastSeq = Math.max(lastSeq, seq)
    return !own.delete(seq)
  }

  function forgetOldGaps(): void {
    const oldest = now() - GAP_MS
    for (const [seq, since] of gaps) if (since < oldest || gaps.size > MOST_GAPS) gaps.delete(seq)
  }

  return {
    async add(target) {
      const { seq } = await database
        .insertInto('rights_changes')
        .values({ target: JSON.stringify(target), at: now() })
        .returning('seq')
        .executeTakeFirstOrThrow()
      if (!isRead(seq)) own.add(seq)
    },
    async readNew() {
      forgetOldGaps()
      const rows = await database
        .selectFrom('rights_changes')
        .select(['seq', 'target'])
        .where((eb) => eb.or([eb('seq', '>', lastSeq), ...(gaps.size > 0 ? [eb('seq', 'in', [...gaps.keys()])] : [])]))
        .orderBy('seq')
        .execute()
      return rows.filter(({ seq }) => take(seq)).map(({ target }) => JSON.parse(target) as RightsTarget)
    },
    async forgetBefore(at) {
      await database.deleteFrom('rights_changes').where('at', '<', at).execute()
    },
  }
}
