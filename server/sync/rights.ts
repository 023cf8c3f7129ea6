import { setTimeout as delay } from 'node:timers/promises'
import type { RightsTarget } from '#server/access/rights-target.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { keyOfPart } from '#shared/model/excerpt/shown-part.ts'
import type { Connection } from './connection.ts'
import type { SyncCounters } from './counters.ts'
import type { AskRound, Participant } from './ports.ts'

/** How many connections are asked at once: each costs the store a query or two. */
const AT_ONCE = 20
/** When the store cannot say. */
const RETRY_MS = SECOND_MS
/** Node's timers go no further; whoever waits longer is looked at in between. */
const LONGEST_TIMER_MS = 2 ** 31 - 1

/** Asks anew who is behind open connections and what they may, and ends those whose answer is another. */
export interface Rights {
  /** Counts the questions: who was let in before one and is not seated yet has to be asked again. */
  version(): number
  askAgain(target: RightsTarget): Promise<void>
  /** Asks anew about a new connection when the time of a link that its right rests on is over. */
  watch(connection: Connection): void
  /** Asks for those who were not asked for too long; sessions end without anybody saying so. */
  sweep(nowMs: number): void
  close(): void
}

interface Needs {
  readonly connections: () => Iterable<Connection>
  readonly askAgainMs: number
  readonly counters: SyncCounters
}

export function createRights({ connections, askAgainMs, counters }: Needs): Rights {
  let version = 0
  const life = { isClosed: false }
  const timers = new WeakMap<Connection, NodeJS.Timeout>()
  let sweeping: Promise<void> | null = null

  async function ask(connection: Connection, round?: AskRound): Promise<void> {
    // What it says until the answer is there waits in its socket: it may not be its right any more.
    connection.pause()
    try {
      while (connection.phase !== 'closed' && !life.isClosed) {
        connection.askedAt = Date.now()
        try {
          settle(connection, await connection.again(round))
          return
        } catch (error) {
          connection.logger.warn(
            { journeyId: connection.journeyId, err: error },
            'a right could not be asked again yet',
          )
          await delay(RETRY_MS, undefined, { ref: false })
        }
      }
    } finally {
      connection.resume()
    }
  }

  function settle(connection: Connection, answer: Awaited<ReturnType<Connection['again']>>): void {
    if (connection.phase === 'closed') return
    if (answer.ok && isSame(answer.participant, connection.participant)) {
      // The links that its right rests on may be others now.
      connection.participant = answer.participant
      watch(connection)
      return
    }
    counters.changedRights++
    // Whoever sees another part than before begins with an empty copy: the one they have holds what they may not see, or lacks it.
    if (answer.ok)
      connection.close(isSamePart(answer.participant, connection.participant) ? 'role-changed' : 'copy-outdated')
    else connection.close(answer.code === 'bad-origin' ? 'not-allowed' : answer.code)
  }

  function watch(connection: Connection): void {
    clearTimeout(timers.get(connection))
    const { expiresAt } = connection.participant
    if (expiresAt === null || connection.phase === 'closed') return
    const due = (): void => {
      if (connection.phase === 'closed' || life.isClosed) return
      if (Date.now() < expiresAt) watch(connection)
      else void ask(connection)
    }
    const waitMs = Math.min(Math.max(expiresAt - Date.now(), 0), LONGEST_TIMER_MS)
    timers.set(connection, setTimeout(due, waitMs).unref())
  }

  async function askAll(asked: readonly Connection[]): Promise<void> {
    const left = [...asked]
    const round: AskRound = new Map()
    const worker = async (): Promise<void> => {
      for (let connection = left.pop(); connection !== undefined; connection = left.pop()) await ask(connection, round)
    }
    await Promise.all(Array.from({ length: Math.min(AT_ONCE, left.length) }, worker))
  }

  return {
    version: () => version,
    async askAgain(target) {
      version++
      await askAll([...connections()].filter((connection) => isMeant(connection, target)))
    },
    watch(connection) {
      watch(connection)
      void connection.gone.then(() => clearTimeout(timers.get(connection)))
    },
    sweep(now) {
      if (sweeping !== null) return
      const due = [...connections()].filter(({ askedAt }) => now - askedAt > askAgainMs)
      if (due.length > 0) sweeping = askAll(due).finally(() => (sweeping = null))
    },
    close() {
      life.isClosed = true
    },
  }
}

function isMeant({ journeyId, participant }: Connection, target: RightsTarget): boolean {
  return (
    (target.journeyId === undefined || target.journeyId === journeyId) &&
    (target.journeyIds === undefined || target.journeyIds.includes(journeyId)) &&
    (target.actorId === undefined || target.actorId === participant.actorId) &&
    (target.sessionId === undefined || target.sessionId === participant.sessionId) &&
    (target.shareId === undefined || participant.shareIds.includes(target.shareId))
  )
}

const isSame = (a: Participant, b: Participant): boolean =>
  a.actorId === b.actorId &&
  a.role === b.role &&
  a.name === b.name &&
  a.color === b.color &&
  a.readsComments === b.readsComments &&
  isSamePart(a, b)

const isSamePart = (a: Participant, b: Participant): boolean => keyOfPart(a.shows) === keyOfPart(b.shows)
