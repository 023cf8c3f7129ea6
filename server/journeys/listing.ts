import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { titleKey } from '#shared/lib/title-key.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { listingOf } from '#shared/model/listing.ts'
import type { JourneyRooms, Logger } from './ports.ts'

/** Somebody who types changes the document many times a second; the library may lag this much behind. */
const REFRESH_DELAY_MS = SECOND_MS

export interface ListingKeeper {
  /** Writes the copy of one journey now. */
  refresh(journeyId: string, changedAt: number): Promise<void>
  /** Stops listening and writes what is still waiting. */
  close(): Promise<void>
}

/** Keeps the library's rows equal to what the documents say, a moment after each change that was committed by this node. */
export async function keepListing(
  database: Kysely<Database>,
  rooms: JourneyRooms,
  logger: Logger,
  now: () => number = Date.now,
): Promise<ListingKeeper> {
  let waiting = new Map<string, number>()
  let timer: NodeJS.Timeout | null = null
  let running: Promise<void> = Promise.resolve()

  const read = async (journeyId: string, changedAt: number) => {
    const { title, counts } = await rooms.read(journeyId, listingOf)
    return {
      journeyId,
      row: { title, title_key: titleKey(title), counts: JSON.stringify(counts), updated_at: changedAt },
    }
  }

  /** All in one transaction: a hundred journeys that are being edited cost the disk no more than one. */
  const refreshAll = async (changes: ReadonlyMap<string, number>): Promise<void> => {
    // Sorted, so that two nodes never wait for each other.
    const sorted = [...changes].toSorted(([a], [b]) => (a < b ? -1 : 1))
    const found = await Promise.allSettled(sorted.map(([id, changedAt]) => read(id, changedAt)))
    for (const result of found) if (result.status === 'rejected') complain(result.reason)
    const rows = found.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
    if (rows.length === 0) return
    await database.transaction().execute(async (transaction) => {
      for (const { journeyId, row } of rows) {
        await transaction.updateTable('journeys').set(row).where('id', '=', journeyId).execute()
      }
    })
  }

  const complain = (error: unknown): void => logger.error({ err: error }, 'rows of the library were not refreshed')

  const flush = (): void => {
    timer = null
    const changes = waiting
    waiting = new Map()
    running = running.then(() => refreshAll(changes)).catch(complain)
  }

  const off = rooms.on('changed', (journeyId, isHere) => {
    if (!isHere) return
    waiting.set(journeyId, now())
    timer ??= setTimeout(flush, REFRESH_DELAY_MS)
  })

  // A server that was killed within the delay left rows behind their documents.
  const stale = await staleJourneys(database)
  if (stale.length > 0) await refreshAll(new Map(stale.map(({ id, changedAt }) => [id, changedAt]))).catch(complain)

  return {
    refresh: (journeyId, changedAt) => refreshAll(new Map([[journeyId, changedAt]])),
    async close() {
      off()
      if (timer !== null) clearTimeout(timer)
      flush()
      await running
    },
  }
}

/** Whether the journey showed numbers when its row was written last; true when that is not known. Reads no document. */
export async function mayHaveBindings(database: Kysely<Database>, journeyId: string): Promise<boolean> {
  const row = await database.selectFrom('journeys').select('counts').where('id', '=', journeyId).executeTakeFirst()
  const { bindings } = JSON.parse(row?.counts ?? '{}') as { readonly bindings?: number }
  return bindings !== 0
}

async function staleJourneys(database: Kysely<Database>): Promise<{ id: string; changedAt: number }[]> {
  // Only the last update of each journey is looked at, because a log goes back for months.
  const newest = await database
    .selectFrom('journeys')
    .innerJoin('journey_heads', 'journey_heads.journey_id', 'journeys.id')
    .innerJoin('journey_updates', (join) =>
      join
        .onRef('journey_updates.journey_id', '=', 'journey_heads.journey_id')
        .onRef('journey_updates.seq', '=', 'journey_heads.seq'),
    )
    .select(['journeys.id', 'journeys.updated_at', 'journey_updates.created_at as changedAt'])
    .execute()
  return newest.filter(({ updated_at: updatedAt, changedAt }) => changedAt > updatedAt)
}
