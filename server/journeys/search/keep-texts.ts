import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { SearchIndex } from '#server/storage/search-index.ts'
import { createSettings } from '#server/storage/settings.ts'
import { MINUTE_MS, SECOND_MS } from '#shared/lib/time.ts'
import type { ThumbnailPictures } from '../apart/look.ts'
import type { Lookout } from '../apart/look-apart.ts'
import type { JourneyRooms, Logger } from '../ports.ts'

/** Somebody who types is not followed letter by letter, but when they pause … */
const REST_MS = 1 * SECOND_MS
/** … or have not paused for so long. */
const PUT_OFF_MS = 20 * SECOND_MS
/**
 * Rests so many times as long as looking took, a journey by itself and all of them together: so that following what is edited costs a tenth
 * of one core at most, however large or many journeys are.
 */
const REST_FACTOR = 10
/** Of a small journey most is reading and writing around it. What is more than this is waiting, as for the thread to start. */
const AROUND_MAX_MS = 50
/**
 * What looking at each card is taken to cost, until it is known of the journey. Generous: who has just made or imported a large one opens it,
 * and works on it, on a machine that may be their own.
 */
const EXPECTED_MS_PER_CARD = 0.2
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
 * Keeps what can be searched equal to what the journeys say: a moment after changes, by the node that committed them, one journey after
 * another. What a node that died left undone is seen by the numbers of the log, when one starts and every minute, by one of them.
 */
export function keepTexts(needs: Needs): TextsKeeper {
  const { database, rooms, lookout, index, keepPictures, logger, isShared, now = Date.now, restMs = REST_MS } = needs
  const settings = createSettings(database)
  /** Journeys that have changed: since when, and when they are to be read. */
  const due = new Map<string, { readonly since: number; readonly at: number }>()
  const costs = new Map<string, number>()
  /** Of those that are due: when they changed last, as far as this node has seen it. */
  const changedAt = new Map<string, number>()
  let isClosed = false
  let running: Promise<void> | null = null
  let timer: { readonly at: number; readonly timeout: NodeJS.Timeout } | null = null
  let restsUntil = 0

  const note = (journeyId: string): void => {
    const since = due.get(journeyId)?.since ?? now()
    const rest = restOf(journeyId)
    // Who works on a large one is left alone until they pause for longer.
    const at = Math.min(now() + rest, since + Math.max(PUT_OFF_MS, rest))
    due.set(journeyId, { since, at })
    if (timer === null || at < timer.at) later()
  }

  const restOf = (journeyId: string): number => Math.max(restMs, (costs.get(journeyId) ?? 0) * REST_FACTOR)

  function noteCost(journeyId: string, ms: number): void {
    costs.delete(journeyId)
    costs.set(journeyId, ms)
    if (costs.size > MOST_COSTS) for (const [oldest] of costs) if (costs.delete(oldest)) break
  }

  function nextDue(): { readonly journeyId: string; readonly at: number } | null {
    let next: { readonly journeyId: string; readonly at: number } | null = null
    for (const [journeyId, { at }] of due) if (next === null || at < next.at) next = { journeyId, at }
    return next
  }

  function later(): void {
    const next = nextDue()
    if (running !== null || isClosed || next === null) return
    clearTimeout(timer?.timeout)
    const at = Math.max(restsUntil, next.at)
    timer = { at, timeout: setTimeout(run, Math.max(0, at - now())) }
    timer.timeout.unref()
  }

  function run(): void {
    timer = null
    running ??= readNext().finally(() => {
      running = null
      later()
    })
  }

  async function readNext(): Promise<void> {
    const next = nextDue()
    // It has changed again meanwhile.
    if (next === null || next.at > now()) return
    const { journeyId } = next
    due.delete(journeyId)
    await read(journeyId).catch((error: unknown) =>
      logger.error({ err: error, journeyId }, 'what a journey says could not be put into the search'),
    )
  }

  async function read(journeyId: string): Promise<void> {
    const begunAt = now()
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
    restsUntil = now() + Math.max(tookMs, Math.min(now() - begunAt, AROUND_MAX_MS)) * REST_FACTOR
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
    for (const { id } of behind) if (!due.has(id)) due.set(id, { since: now(), at: now() })
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

  /** `isFirst`: the node has just started. */
  async function sweepInTurn(isFirst: boolean): Promise<void> {
    try {
      // A node that is alone need not wait for its turn.
      if ((await isMine()) || (isFirst && !isShared)) await sweep()
    } catch (error) {
      logger.error({ err: error }, 'it could not be seen which journeys the search is behind with')
    }
  }

  const off = rooms.on('changed', (journeyId, isHere) => {
    if (!isHere) return
    changedAt.set(journeyId, now())
    note(journeyId)
  })
  let sweeping = sweepInTurn(true)
  const sweeps = setInterval(() => {
    sweeping = sweeping.then(() => sweepInTurn(false))
  }, SWEEP_EVERY_MS)
  sweeps.unref()

  return {
    note,
    async close() {
      off()
      isClosed = true
      clearInterval(sweeps)
      clearTimeout(timer?.timeout)
      await running
      await sweeping
    },
  }
}

const MOST_COSTS = 1_000

/** `counts` of the journey's row. */
const cardsIn = (counts: string): number => (JSON.parse(counts) as { readonly cards?: number }).cards ?? 0
