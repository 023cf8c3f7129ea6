import { setTimeout as delay } from 'node:timers/promises'
import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { SearchIndex } from '#server/storage/search-index.ts'
import { createSettings } from '#server/storage/settings.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import type { ThumbnailPictures } from '../apart/look.ts'
import type { Lookout } from '../apart/look-apart.ts'
import type { JourneyRooms, Logger } from '../ports.ts'

/** Somebody who types is not followed letter by letter. */
const REST_MS = 1 * SECOND_MS
/** A large journey rests so many times as long as looking at it took, so that following it costs a tenth of one core at most. */
const REST_FACTOR = 10
/** What looking at each card takes, until it is known of the journey. */
const EXPECTED_MS_PER_CARD = 0.05
const SWEEP_EVERY_MS = 1 * MINUTE_MS
const SWEPT_AT = 'texts-swept-at'

export interface TextsKeeper {
  /** A journey was made, or came from elsewhere. */
  note(journeyId: string): void
  close(): Promise<void>
}

interface Needs {
  readonly database: Kysely<Database>
  readonly rooms: Pick<JourneyRooms, 'on'>
  readonly lookout: Lookout
  readonly index: Pick<SearchIndex, 'put'>
  /** Beside the words, from the same reading: the library's pictures. `updatedAt`: they show every change until then. */
  readonly keepPictures: (journeyId: string, updatedAt: number, pictures: ThumbnailPictures) => Promise<void>
  readonly logger: Logger
  /** Other nodes work on the same database. */
  readonly isShared: boolean
  readonly now?: () => number
  readonly restMs?: number
}

/**
 * Keeps what can be searched equal to what the journeys say: a moment after each change, by the node that committed it, one journey after
 * another. What a node that died left undone is seen by the numbers of the log, when one starts and every minute, by one of them.
 */
export function keepTexts(needs: Needs): TextsKeeper {
  const { database, rooms, lookout, index, keepPictures, logger, isShared, now = Date.now, restMs = REST_MS } = needs
  const settings = createSettings(database)
  /** When each journey may be read again. */
  const due = new Map<string, number>()
  const costs = new Map<string, number>()
  /** Of those that are due: when they changed last, as far as this node has seen it. */
  const changedAt = new Map<string, number>()
  const closing = new AbortController()
  let running: Promise<void> | null = null
  let timer: NodeJS.Timeout | null = null

  const note = (journeyId: string): void => {
    if (!due.has(journeyId)) due.set(journeyId, now() + restOf(journeyId))
    later()
  }

  const restOf = (journeyId: string): number => Math.max(restMs, (costs.get(journeyId) ?? 0) * REST_FACTOR)

  function noteCost(journeyId: string, ms: number): void {
    costs.delete(journeyId)
    costs.set(journeyId, ms)
    if (costs.size > MOST_COSTS) for (const [oldest] of costs) if (costs.delete(oldest)) break
  }

  function later(): void {
    if (running !== null || timer !== null || closing.signal.aborted || due.size === 0) return
    const first = Math.min(...due.values())
    timer = setTimeout(run, Math.max(0, first - now()))
    timer.unref()
  }

  function run(): void {
    timer = null
    running ??= readDue().finally(() => {
      running = null
      later()
    })
  }

  async function readDue(): Promise<void> {
    const at = now()
    const ready = [...due].filter(([, when]) => when <= at).map(([id]) => id)
    for (const journeyId of ready) {
      if (closing.signal.aborted) return
      due.delete(journeyId)
      await read(journeyId).catch((error: unknown) =>
        logger.error({ err: error, journeyId }, 'what a journey says could not be put into the search'),
      )
      // Whoever waits for an answer comes before the next journey.
      await new Promise(setImmediate)
    }
  }

  async function read(journeyId: string): Promise<void> {
    // Before the journey, so that a change that comes in between is not taken for one that was read.
    const head = await database
      .selectFrom('journey_heads')
      .innerJoin('journeys', 'journeys.id', 'journey_heads.journey_id')
      .select(['seq', 'counts', 'updated_at as updatedAt'])
      .where('journey_id', '=', journeyId)
      .executeTakeFirst()
    if (head === undefined) return
    if (!costs.has(journeyId)) {
      noteCost(journeyId, cardsIn(head.counts) * EXPECTED_MS_PER_CARD)
      // Who has just made or imported a large journey opens it now.
      if (restOf(journeyId) > restMs) return note(journeyId)
    }
    const shownUntil = Math.max(head.updatedAt, changedAt.get(journeyId) ?? 0)
    changedAt.delete(journeyId)
    const { titleWords, words, texts, pictures, tookMs } = await lookout.look(journeyId, { kind: 'words' })
    noteCost(journeyId, tookMs)
    if (pictures !== null) await keepPictures(journeyId, shownUntil, pictures)
    await index.put(journeyId, { seq: head.seq, titleWords, words, texts })
  }

  /** Those whose log has gone on since they were read. */
  async function sweep(): Promise<void> {
    const behind = await database
      .selectFrom('journey_heads')
      .leftJoin('journey_texts', 'journey_texts.journey_id', 'journey_heads.journey_id')
      .select('journey_heads.journey_id as id')
      .where((row) =>
        row.or([row('journey_texts.seq', 'is', null), row('journey_texts.seq', '<', row.ref('journey_heads.seq'))]),
      )
      .execute()
    for (const { id } of behind) if (!due.has(id)) due.set(id, now())
    later()
  }

  /** Whether it is this node that sweeps now: one of them in a minute. */
  async function isMine(): Promise<boolean> {
    const at = now()
    await settings.keep(SWEPT_AT, '0')
    const last = await settings.get(SWEPT_AT)
    if (last === null || at - Number(last) < SWEEP_EVERY_MS / 2) return false
    const taken = await database
      .updateTable('settings')
      .set({ value: String(at) })
      .where('key', '=', SWEPT_AT)
      .where('value', '=', last)
      .executeTakeFirst()
    return taken.numUpdatedRows > 0n
  }

  async function sweepNowAndThen(): Promise<void> {
    for (let isFirst = true; !closing.signal.aborted; isFirst = false) {
      try {
        // A node that is alone need not wait for its turn.
        if ((await isMine()) || (isFirst && !isShared)) await sweep()
      } catch (error) {
        logger.error({ err: error }, 'it could not be seen which journeys the search is behind with')
      }
      await delay(SWEEP_EVERY_MS, undefined, { signal: closing.signal, ref: false }).catch(() => undefined)
    }
  }

  const off = rooms.on('changed', (journeyId, isHere) => {
    if (!isHere) return
    changedAt.set(journeyId, now())
    note(journeyId)
  })
  const sweeping = sweepNowAndThen()

  return {
    note,
    async close() {
      off()
      closing.abort()
      if (timer !== null) clearTimeout(timer)
      await running
      await sweeping
    },
  }
}

const MOST_COSTS = 1_000

/** `counts` of the journey's row. */
const cardsIn = (counts: string): number => (JSON.parse(counts) as { readonly cards?: number }).cards ?? 0
