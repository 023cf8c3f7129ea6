import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import type { Share } from './shares.ts'

/** Somebody who came by a link, as who lets them in sees them. */
export interface Guest {
  readonly sessionId: string
  /** Of a person with an account. */
  readonly personId: string | null
  readonly name: string
  readonly color: number
  readonly shareId: string
  readonly shareName: string
  readonly role: Share['role']
  /** 0: before this was noted. */
  readonly openedAt: number
  readonly seenAt: number | null
}

/** Why a session does not get what a link gives. */
export type OpeningRefusal = 'link-spent' | 'link-guest-removed'

export type Openings = ReturnType<typeof createOpenings>

/** Noting each message of a socket would write to disk all the time. */
const SEEN_EVERY_MS = MINUTE_MS

/** Which sessions have opened which links: the guests. */
export function createOpenings(database: Kysely<Database>, now: () => number = Date.now) {
  const guests = () =>
    database
      .selectFrom('session_shares')
      .innerJoin('shares', 'shares.id', 'session_shares.share_id')
      .innerJoin('journeys', 'journeys.id', 'shares.journey_id')
      .where('session_shares.removed_at', 'is', null)
      .where('shares.revoked_at', 'is', null)
      .where((eb) => eb.or([eb('shares.expires_at', 'is', null), eb('shares.expires_at', '>', now())]))

  return {
    /** How this session stands to the link: never opened it, has it open, was put out. */
    async standing(sessionId: string, shareId: string): Promise<'none' | 'open' | 'removed'> {
      const row = await database
        .selectFrom('session_shares')
        .select('removed_at')
        .where('session_id', '=', sessionId)
        .where('share_id', '=', shareId)
        .executeTakeFirst()
      if (!row) return 'none'
      return row.removed_at === null ? 'open' : 'removed'
    },

    /**
     * Lets a session open what the link opens, for as long as it gives something. That counts as a use; of several browsers that want
     * the last one at the same moment one gets it. `null`: done, or it had it already.
     */
    async open(sessionId: string, shareId: string): Promise<OpeningRefusal | null> {
      try {
        return await database.transaction().execute(async (transaction) => {
          const at = now()
          const added = await transaction
            .insertInto('session_shares')
            .values({ session_id: sessionId, share_id: shareId, opened_at: at, removed_at: null, seen_at: null })
            .onConflict((conflict) => conflict.doNothing())
            .executeTakeFirst()
          if ((added.numInsertedOrUpdatedRows ?? 0n) === 0n) {
            const { removed_at: removedAt } = await transaction
              .selectFrom('session_shares')
              .select('removed_at')
              .where('session_id', '=', sessionId)
              .where('share_id', '=', shareId)
              .executeTakeFirstOrThrow()
            return removedAt === null ? null : 'link-guest-removed'
          }
          const used = await transaction
            .updateTable('shares')
            .set(({ eb }) => ({ uses: eb('uses', '+', 1), last_used_at: at }))
            .where('id', '=', shareId)
            .where((eb) => eb.or([eb('max_uses', 'is', null), eb('uses', '<', eb.ref('max_uses'))]))
            .executeTakeFirst()
          // Takes the row above back as well.
          if (used.numUpdatedRows === 0n) throw new Spent()
          return null
        })
      } catch (error) {
        if (error instanceof Spent) return 'link-spent'
        throw error
      }
    },

    /** Lets another session open what this one does, as it stands: who was put out stays out. */
    async hand(fromSessionId: string, toSessionId: string): Promise<void> {
      const columns = ['share_id', 'opened_at', 'removed_at', 'seen_at'] as const
      await database
        .insertInto('session_shares')
        .columns(['session_id', ...columns])
        .expression((query) =>
          query
            .selectFrom('session_shares as before')
            .select((builder) => [
              builder.val(toSessionId).as('session_id'),
              ...columns.map((column) => `before.${column}` as const),
            ])
            .where('before.session_id', '=', fromSessionId),
        )
        .execute()
    },

    /** Those who may come in now, the newest first. */
    ofJourney: (journeyId: string): Promise<Guest[]> =>
      guests()
        .innerJoin('sessions', 'sessions.id', 'session_shares.session_id')
        .leftJoin('people', 'people.id', 'sessions.person_id')
        .select((eb) => [
          'sessions.id as sessionId',
          'sessions.person_id as personId',
          eb.fn.coalesce('people.name', 'sessions.guest_name', eb.val('Guest')).as('name'),
          'sessions.color',
          'shares.id as shareId',
          'shares.name as shareName',
          'shares.role',
          'session_shares.opened_at as openedAt',
          'session_shares.seen_at as seenAt',
        ])
        .where('shares.journey_id', '=', journeyId)
        .orderBy('session_shares.opened_at', 'desc')
        .orderBy('sessions.id')
        .execute(),

    /** How many sessions, by how many links that stand, in how many journeys. */
    async countIn(workspaceId: string): Promise<{ guests: number; links: number; journeys: number }> {
      const { fn } = database
      const who = await guests()
        .select(fn.count('session_shares.session_id').distinct().as('guests'))
        .where('journeys.workspace_id', '=', workspaceId)
        .executeTakeFirstOrThrow()
      const links = await database
        .selectFrom('shares')
        .innerJoin('journeys', 'journeys.id', 'shares.journey_id')
        .select([fn.count('shares.id').as('links'), fn.count('shares.journey_id').distinct().as('journeys')])
        .where('journeys.workspace_id', '=', workspaceId)
        .where('shares.revoked_at', 'is', null)
        .executeTakeFirstOrThrow()
      return { guests: Number(who.guests), links: Number(links.links), journeys: Number(links.journeys) }
    },

    /** Puts a session out of a journey. False when it is not in it by any link. */
    async remove(journeyId: string, sessionId: string): Promise<boolean> {
      const result = await database
        .updateTable('session_shares')
        .set({ removed_at: now() })
        .where('session_id', '=', sessionId)
        .where('removed_at', 'is', null)
        .where('share_id', 'in', (query) => query.selectFrom('shares').select('id').where('journey_id', '=', journeyId))
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },

    /** Notes that a session is connected by these links, to the minute. */
    async noteSeen(sessionId: string, shareIds: readonly string[]): Promise<void> {
      const at = now()
      await database
        .updateTable('session_shares')
        .set({ seen_at: at })
        .where('session_id', '=', sessionId)
        .where('share_id', 'in', shareIds)
        .where((eb) => eb.or([eb('seen_at', 'is', null), eb('seen_at', '<', at - SEEN_EVERY_MS)]))
        .execute()
    },
  }
}

/** The link has no use left. */
class Spent extends Error {
  override readonly name = 'Spent'
}
