import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { BaseLogger } from 'pino'
import type { RightsTarget } from '#server/access/rights-target.ts'
import type { Database } from '#server/storage/schema.ts'
import { HOUR_MS, MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import type { Doorbell } from './doorbell.ts'
import { openRightsLog, type RightsLog } from './rights-log.ts'
import { createUndone } from './undone.ts'

/** How long a change can be read. A node that could not read for nearly so long asks about everyone. */
const KEPT_MS = 1 * HOUR_MS
const FORGET_EVERY_MS = 10 * MINUTE_MS
/** With the time to ask, every node hears of a change within a second even when nobody rings. */
const POLL_MS = 500
/** A store that takes longer is away: it is asked anew instead of waited for. */
const ANSWER_MS = 2 * SECOND_MS

/** Sees to it that nobody keeps a right that has changed, on whatever node they are connected. */
export interface RightsWatch {
  /**
   * Tells that the right of everyone whom `target` matches may have changed; the store has it already. Resolves when this node has dealt
   * with it and the others can know of it. When the store stops answering it resolves earlier, and both is tried until it is done.
   */
  changed(target: RightsTarget): Promise<void>
  close(): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  readonly doorbell: Doorbell
  /** Asks anew about the connections of this node that match; `Rooms.askAgain`. Is called again when it rejects. */
  readonly askAgain: (target: RightsTarget) => Promise<void>
  /** Other nodes work on the same database. */
  readonly isShared: boolean
  readonly pollMs?: number
  readonly logger: Pick<BaseLogger, 'warn'>
  readonly now?: () => number
}

/** Starts to watch. Rejects when the store cannot be read. */
export async function createRightsWatch(needs: Needs): Promise<RightsWatch> {
  const { database, doorbell, askAgain, isShared, pollMs = POLL_MS, logger, now = Date.now } = needs
  const log = isShared ? await openRightsLog(database, now) : null
  const complain = (words: string) => (error: unknown) => logger.warn({ err: error }, words)
  const asking = createUndone(askAgain, complain('a changed right could not be asked about yet'))
  const telling = createUndone(tell, complain('other nodes could not be told of a changed right yet'))
  const reading = createUndone(read, complain('changed rights could not be read'))
  let lastReadAt = now()
  let forgottenAt = -Infinity
  let looking: Promise<void> | null = null
  let wantsAnotherLook = false
  let timer: NodeJS.Timeout | null = null
  let isClosed = false

  async function tell(target: RightsTarget): Promise<void> {
    if (log === null) return
    await inTime(log.add(target))
    doorbell.notify({ kind: 'rights-changed' })
  }

  async function read(shared: RightsLog): Promise<void> {
    // What comes too late counts all the same: the log hands each change out once.
    const answer = shared.readNew().then((targets) => targets.forEach((target) => void asking.start(target)))
    await inTime(answer)
    const at = now()
    if (at - lastReadAt > KEPT_MS / 2) void asking.start({})
    lastReadAt = at
    if (at - forgottenAt < FORGET_EVERY_MS) return
    await inTime(shared.forgetBefore(at - KEPT_MS))
    forgottenAt = at
  }

  async function lookOnce(): Promise<void> {
    void asking.retry()
    await Promise.all([telling.retry(), log !== null && reading.start(log)])
  }

  /** One look at a time; who wants one meanwhile gets another, because what they know of may have come too late for this one. */
  function look(): void {
    wantsAnotherLook = looking !== null
    if (isClosed || looking !== null) return
    if (timer !== null) clearTimeout(timer)
    timer = null
    looking = lookOnce().finally(() => {
      looking = null
      if (wantsAnotherLook) look()
      else lookLater()
    })
  }

  function lookLater(): void {
    if (isClosed || timer !== null || (log === null && !asking.isLeft())) return
    timer = setTimeout(look, pollMs)
    timer.unref()
  }

  const deafen = [
    doorbell.onNotice(({ kind }) => {
      if (kind === 'rights-changed') look()
    }),
    doorbell.onMissed(look),
  ]
  lookLater()

  return {
    async changed(target) {
      // A thing of its own: the same object may come twice.
      const change = { ...target }
      const done = Promise.all([asking.start(change), telling.start(change)])
      await Promise.race([done, delay(ANSWER_MS, undefined, { ref: false })])
      if (looking === null) lookLater()
    },
    async close() {
      isClosed = true
      if (timer !== null) clearTimeout(timer)
      for (const stop of deafen) stop()
      await looking
      await telling.retry()
    },
  }
}

/** Rejects when the store takes too long; its answer may still come. */
async function inTime(answer: Promise<void>): Promise<void> {
  const isThere = new AbortController()
  const late = async (): Promise<never> => {
    await delay(ANSWER_MS, undefined, { signal: isThere.signal })
    throw new Error(`The store did not answer within ${ANSWER_MS} ms.`)
  }
  try {
    await Promise.race([answer, late()])
  } finally {
    isThere.abort()
  }
}
