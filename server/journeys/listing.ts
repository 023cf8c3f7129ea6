import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { JourneyListItem } from '#shared/contract/rest/journeys.ts'
import { SECOND_MS } from '#shared/lib/time.ts'
import { snapshotOf } from '#shared/model/read-snapshot.ts'
import type { JourneySnapshot } from '#shared/model/snapshot.ts'
import type { JourneyRooms, Logger } from './ports.ts'

/** Somebody who types changes the document many times a second; the library may lag this much behind. */
const REFRESH_DELAY_MS = SECOND_MS

/** The copy of title and counts that the library shows. */
export const listingOf = (snapshot: JourneySnapshot): { title: string; counts: JourneyListItem['counts'] } => ({
  title: snapshot.info.title,
  counts: {
    personas: snapshot.personas.size,
    stages: snapshot.stages.size,
    steps: snapshot.steps.size,
    cards: snapshot.cards.size,
  },
})

export interface Listing {
  /** Writes the copy of one journey now. */
  refresh(journeyId: string, changedAt: number): Promise<void>
  /** Stops listening and writes what is still waiting. */
  close(): Promise<void>
}

/** Keeps the library's rows equal to what the documents say, a moment after each committed change. */
export async function keepListing(
  database: Kysely<Database>,
  rooms: JourneyRooms,
  logger: Logger,
  now: () => number = Date.now,
): Promise<Listing> {
  const waiting = new Map<string, { readonly timer: NodeJS.Timeout; changedAt: number }>()
  const running = new Set<Promise<void>>()

  const refresh = async (journeyId: string, changedAt: number): Promise<void> => {
    const { title, counts } = await rooms.read(journeyId, (doc) => listingOf(snapshotOf(doc)))
    await database
      .updateTable('journeys')
      .set({ title, counts: JSON.stringify(counts), updated_at: changedAt })
      .where('id', '=', journeyId)
      .execute()
  }

  const refreshSafely = (journeyId: string, changedAt: number): Promise<void> => {
    const work = refresh(journeyId, changedAt)
      .catch((error: unknown) => logger.error({ err: error, journeyId }, 'the library row was not refreshed'))
      .finally(() => running.delete(work))
    running.add(work)
    return work
  }

  const off = rooms.on('changed', (journeyId) => {
    const entry = waiting.get(journeyId)
    if (entry) {
      entry.changedAt = now()
      return
    }
    const timer = setTimeout(() => {
      const changedAt = waiting.get(journeyId)?.changedAt ?? now()
      waiting.delete(journeyId)
      void refreshSafely(journeyId, changedAt)
    }, REFRESH_DELAY_MS)
    waiting.set(journeyId, { timer, changedAt: now() })
  })

  // A server that was killed within the delay left rows behind their documents.
  for (const { id, changedAt } of await staleJourneys(database)) await refreshSafely(id, changedAt)

  return {
    refresh,
    async close() {
      off()
      const rest = [...waiting]
      waiting.clear()
      for (const [journeyId, { timer, changedAt }] of rest) {
        clearTimeout(timer)
        void refreshSafely(journeyId, changedAt)
      }
      await Promise.all(running)
    },
  }
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
