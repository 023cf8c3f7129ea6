import type { Kysely } from 'kysely'
import type { Grant } from '#server/access/actor.ts'
import type { Database } from '#server/storage/schema.ts'
import { assert } from '#shared/lib/assert.ts'
import { newId } from '#shared/lib/ids.ts'

/** A link that gives whoever has it a role on one journey. */
export interface Share extends Grant {
  readonly name: string
  readonly createdAt: number
}

export type Shares = ReturnType<typeof createShares>

/** Share links that were not revoked. */
export function createShares(database: Kysely<Database>, now: () => number = Date.now) {
  const standing = () =>
    database
      .selectFrom('shares')
      .innerJoin('journeys', 'journeys.id', 'shares.journey_id')
      .select([
        'shares.id as shareId',
        'shares.journey_id as journeyId',
        'journeys.workspace_id as workspaceId',
        'shares.role',
        'shares.name',
        'shares.created_at as createdAt',
      ])
      .where('shares.revoked_at', 'is', null)

  const find = async (shareId: string): Promise<Share | null> =>
    (await standing().where('shares.id', '=', shareId).executeTakeFirst()) ?? null

  return {
    ofJourney: (journeyId: string): Promise<Share[]> =>
      standing().where('shares.journey_id', '=', journeyId).orderBy('shares.created_at').execute(),

    find,

    /** What a session has opened. */
    grantsOf: (sessionId: string): Promise<Share[]> =>
      standing()
        .innerJoin('session_shares', 'session_shares.share_id', 'shares.id')
        .where('session_shares.session_id', '=', sessionId)
        .execute(),

    async create(journeyId: string, role: Share['role'], name: string, createdBy: string): Promise<Share> {
      const id = newId<'share'>()
      await database
        .insertInto('shares')
        .values({ id, journey_id: journeyId, role, name, created_by: createdBy, created_at: now(), revoked_at: null })
        .execute()
      const share = await find(id)
      assert(share !== null, 'a link that was just made stands')
      return share
    },

    /** Lets a session open what the link opens, from now until it is revoked. False when it could already. */
    async grant(sessionId: string, shareId: string): Promise<boolean> {
      const result = await database
        .insertInto('session_shares')
        .values({ session_id: sessionId, share_id: shareId })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirst()
      return (result.numInsertedOrUpdatedRows ?? 0n) > 0n
    },

    /** Lets another session open what this one does. */
    async hand(fromSessionId: string, toSessionId: string): Promise<void> {
      await database
        .insertInto('session_shares')
        .columns(['session_id', 'share_id'])
        .expression((query) =>
          query
            .selectFrom('session_shares as before')
            .select((builder) => [builder.val(toSessionId).as('session_id'), 'before.share_id'])
            .where('before.session_id', '=', fromSessionId),
        )
        .execute()
    },

    /** False when the journey has no such link (any more). */
    async revoke(journeyId: string, shareId: string): Promise<boolean> {
      const result = await database
        .updateTable('shares')
        .set({ revoked_at: now() })
        .where('id', '=', shareId)
        .where('journey_id', '=', journeyId)
        .where('revoked_at', 'is', null)
        .executeTakeFirst()
      return result.numUpdatedRows > 0n
    },
  }
}
