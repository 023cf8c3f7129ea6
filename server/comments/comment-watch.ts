import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { CommentChanges } from '#shared/contract/comments.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { headsOf, readChanges } from './comment-rows.ts'

/** As soon as other rights and edits arrive without a doorbell. */
const LOOK_EVERY_MS = SECOND_MS

/** Looks for what was said by way of other nodes, so that nothing rests on their pushes arriving. */
export interface CommentWatch {
  close(): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  readonly openJourneyIds: () => readonly string[]
  /** Tells those who have the journey open on this node. Whoever knows it already passes over it. */
  readonly pushHere: (journeyId: string, changes: CommentChanges) => void
  readonly logger: { warn(facts: object, message: string): void }
  readonly everyMs?: number
}

/** For a node that is not alone. The first look at a journey tells its last change: who opened it just before may have missed that one. */
export function startCommentWatch(needs: Needs): CommentWatch {
  const { database, openJourneyIds, pushHere, logger, everyMs = LOOK_EVERY_MS } = needs
  let heads = new Map<string, number>()
  let isClosed = false
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> = Promise.resolve()

  async function look(): Promise<void> {
    const open = openJourneyIds()
    const now = await headsOf(database, open)
    const seen = new Map<string, number>()
    for (const journeyId of open) {
      const head = now.get(journeyId) ?? 0
      const before = heads.get(journeyId) ?? Math.max(head - 1, 0)
      seen.set(journeyId, head > before ? await tell(journeyId, before) : head)
    }
    heads = seen
  }

  async function tell(journeyId: string, since: number): Promise<number> {
    const { seq, threads, comments } = await readChanges(database, journeyId, since)
    pushHere(journeyId, { seq, threads, comments })
    return seq
  }

  async function lookAndGoOn(): Promise<void> {
    try {
      await look()
    } catch (err) {
      logger.warn({ err }, 'it is not known whether something was said on another node')
    }
    if (!isClosed) lookLater()
  }

  function lookLater(): void {
    timer = setTimeout(() => {
      looking = lookAndGoOn()
    }, everyMs)
    timer.unref()
  }

  lookLater()
  return {
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      await looking
    },
  }
}
