import type { Kysely } from 'kysely'
import type { BaseLogger } from 'pino'
import { z } from 'zod'
import type { Lease, LeaseNeeds } from '#server/storage/postgres/lease.ts'
import type { Database } from '#server/storage/schema.ts'
import { createSettings } from '#server/storage/settings.ts'
import { SECOND_MS } from '#shared/lib/time.ts'

/** Which node has the datasets. Their files lie in one data folder and have one owner at a time; the other nodes ask it. */
export interface DataNode {
  /** Begins to take part. `url` is where the other nodes reach this one. Resolves after the first attempt to become the data node. */
  start(url: string): Promise<void>
  isHere(): boolean
  /** Where the data node is; `null`: here, or nowhere just now. */
  otherUrl(): string | null
  /** The data node did not answer: looks where it is now. */
  lookAgain(): void
  /** Gives the datasets back, so that another node with the same folder may take them. */
  close(): Promise<void>
}

interface Needs {
  readonly nodeId: string
  /** Of the data folder; datasets never leave it. */
  readonly folderId: string
  readonly database: Kysely<Database>
  readonly createLease: (needs: Pick<LeaseNeeds, 'name' | 'mayTake' | 'taken' | 'lost'>) => Promise<Lease>
  /** This node is the data node now: opens the datasets. */
  readonly begin: () => void
  /** Not any more: closes them. Another node may begin as soon as it resolves, or even before when this one was cut off. */
  readonly end: () => Promise<void>
  readonly logger: Pick<BaseLogger, 'info' | 'warn' | 'error'>
  readonly lookEveryMs?: number
}

const KEY = 'data-node'
const LOOK_EVERY_MS = 2 * SECOND_MS

const stored = z.object({ folderId: z.string(), nodeId: z.string().nullable(), url: z.string().nullable() })
type Stored = z.infer<typeof stored>

export function createDataNode(needs: Needs): DataNode {
  const { nodeId, folderId, database, begin, end, logger, lookEveryMs = LOOK_EVERY_MS } = needs
  const settings = createSettings(database)
  let url = ''
  let known: Stored | null = null
  let isHere = false
  let lease: Lease | null = null
  let timer: NodeJS.Timeout | null = null
  let looking: Promise<void> | null = null
  let wasElsewhere = false

  async function look(): Promise<Stored | null> {
    const text = await settings.get(KEY)
    known = text === null ? null : stored.parse(JSON.parse(text))
    return known
  }

  function lookSafely(): Promise<void> {
    looking ??= look()
      .then(
        () => undefined,
        // Requests are told that nobody has the datasets only when that is so; until the store answers, what was known holds.
        (error: unknown) => logger.warn({ err: error }, 'it could not be read which node has the datasets'),
      )
      .finally(() => {
        looking = null
      })
    return looking
  }

  /** Where there are no datasets yet, none can be lost by beginning in another folder. */
  async function isFolderRight(): Promise<boolean> {
    const holder = await look()
    if (holder === null || holder.folderId === folderId) return true
    const any = await database.selectFrom('datasets').select('id').limit(1).executeTakeFirst()
    if (any === undefined) return true
    if (!wasElsewhere) {
      logger.warn({ at: holder.url }, 'the datasets lie in the data folder of another node, which is asked for them')
    }
    wasElsewhere = true
    return false
  }

  async function taken(): Promise<boolean> {
    // Another node may have brought the first dataset since it was asked.
    if (!(await isFolderRight())) return false
    await settings.set(KEY, JSON.stringify({ folderId, nodeId, url } satisfies Stored))
    isHere = true
    begin()
    logger.info({ url }, 'this node has the datasets now')
    return true
  }

  async function lost(): Promise<void> {
    isHere = false
    await end()
    logger.info({}, 'this node has given the datasets back')
  }

  return {
    async start(ownUrl) {
      url = ownUrl
      lease = await needs.createLease({ name: KEY, mayTake: isFolderRight, taken, lost })
      await lookSafely()
      timer = setInterval(() => void lookSafely(), lookEveryMs)
      timer.unref()
    },
    isHere: () => isHere,
    // Under its own address this node itself stands when it ended without a word and was started anew.
    otherUrl: () => (isHere || known === null || known.url === url ? null : known.url),
    lookAgain: () => void lookSafely(),
    async close() {
      if (timer) clearInterval(timer)
      const wasHere = isHere
      await lease?.close()
      if (wasHere) await sayNowhere()
    },
  }

  /** The others need not try an address where nobody is. */
  async function sayNowhere(): Promise<void> {
    try {
      const holder = await look()
      if (holder?.nodeId === nodeId) await settings.set(KEY, JSON.stringify({ folderId, nodeId: null, url: null }))
    } catch (error) {
      logger.warn({ err: error }, 'the others could not be told that this node has no datasets any more')
    }
  }
}
