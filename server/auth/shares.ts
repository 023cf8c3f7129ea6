import type { Kysely } from 'kysely'
import type { Grant } from '#server/access/actor.ts'
import type { Database } from '#server/storage/schema.ts'
import { assert } from '#shared/lib/assert.ts'
import { newId } from '#shared/lib/ids.ts'
import { type ShownPart, tidyPart } from '#shared/model/excerpt/shown-part.ts'

/** A link that gives whoever has it a role on one journey. */
export interface Share extends Grant {
  readonly name: string
  readonly createdAt: number
  /** Argon2id in its usual form; `null`: it asks for no password. */
  readonly passwordHash: string | null
  /** How many browsers may open it; `null`: any number. */
  readonly maxUses: number | null
  readonly uses: number
  readonly lastUsedAt: number | null
  readonly revokedAt: number | null
}

/** What can be changed about a link; what is left out stays. */
export interface ShareTerms {
  readonly role?: Share['role']
  readonly name?: string
  readonly passwordHash?: string | null
  readonly expiresAt?: number | null
  readonly maxUses?: number | null
  readonly shows?: ShownPart | null
}

export type NewShare = ShareTerms & Required<Pick<ShareTerms, 'role' | 'name'>>

export type Shares = ReturnType<typeof createShares>

/** Share links, and what sessions get by them. A link gives something until it is revoked or its time is over. */
export function createShares(database: Kysely<Database>, now: () => number = Date.now) {
  const all = () =>
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
        'shares.password_hash as passwordHash',
        'shares.expires_at as expiresAt',
        'shares.max_uses as maxUses',
        'shares.uses',
        'shares.last_used_at as lastUsedAt',
        'shares.revoked_at as revokedAt',
        'shares.shows',
      ])

  const find = async (shareId: string): Promise<Share | null> => {
    const row = await all().where('shares.id', '=', shareId).executeTakeFirst()
    return row ? shareOf(row) : null
  }

  return {
    /** Those that were not revoked, also spent and expired ones. */
    async ofJourney(journeyId: string): Promise<Share[]> {
      const rows = await all()
        .where('shares.journey_id', '=', journeyId)
        .where('shares.revoked_at', 'is', null)
        .orderBy('shares.created_at')
        .orderBy('shares.id')
        .execute()
      return rows.map(shareOf)
    },

    /** Whatever has become of it; `null`: there never was such a link, or its journey is gone. */
    find,

    /** What a session gets by the links that it has opened, as of now. */
    async grantsOf(sessionId: string): Promise<Share[]> {
      const rows = await all()
        .innerJoin('session_shares', 'session_shares.share_id', 'shares.id')
        .where('session_shares.session_id', '=', sessionId)
        .where('session_shares.removed_at', 'is', null)
        .where('shares.revoked_at', 'is', null)
        .where((eb) => eb.or([eb('shares.expires_at', 'is', null), eb('shares.expires_at', '>', now())]))
        .execute()
      return rows.map(shareOf)
    },

    async create(journeyId: string, share: NewShare, createdBy: string): Promise<Share> {
      const id = newId<'share'>()
      await database
        .insertInto('shares')
        .values({
          id,
          journey_id: journeyId,
          created_by: createdBy,
          created_at: now(),
          revoked_at: null,
          ...columnsOf({ passwordHash: null, expiresAt: null, maxUses: null, shows: null, ...share }),
          role: share.role,
          name: share.name,
        })
        .execute()
      const made = await find(id)
      assert(made !== null, 'a link that was just made stands')
      return made
    },

    /** `null` when the journey has no such link (any more). */
    async change(journeyId: string, shareId: string, terms: ShareTerms): Promise<Share | null> {
      const columns = columnsOf(terms)
      if (Object.keys(columns).length > 0) {
        await database
          .updateTable('shares')
          .set(columns)
          .where('id', '=', shareId)
          .where('journey_id', '=', journeyId)
          .where('revoked_at', 'is', null)
          .execute()
      }
      const share = await find(shareId)
      return share?.journeyId === journeyId && share.revokedAt === null ? share : null
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

    /** All links that stand of one journey, or of all journeys of a workspace; gives the journeys that had any. */
    async revokeAll(of: { readonly journeyId: string } | { readonly workspaceId: string }): Promise<string[]> {
      let query = database.updateTable('shares').set({ revoked_at: now() }).where('revoked_at', 'is', null)
      if ('journeyId' in of) query = query.where('journey_id', '=', of.journeyId)
      else {
        const { workspaceId } = of
        query = query.where('journey_id', 'in', (within) =>
          within.selectFrom('journeys').select('id').where('workspace_id', '=', workspaceId),
        )
      }
      const rows = await query.returning('journey_id').execute()
      return [...new Set(rows.map((row) => row.journey_id))]
    },
  }
}

const columnsOf = ({ role, name, passwordHash, expiresAt, maxUses, shows }: ShareTerms) => ({
  ...(role !== undefined && { role }),
  ...(name !== undefined && { name }),
  ...(passwordHash !== undefined && { password_hash: passwordHash }),
  ...(expiresAt !== undefined && { expires_at: expiresAt }),
  ...(maxUses !== undefined && { max_uses: maxUses }),
  ...(shows !== undefined && { shows: tidyPart(shows) && JSON.stringify(tidyPart(shows)) }),
})

const shareOf = (row: Omit<Share, 'shows'> & { readonly shows: string | null }): Share => ({
  ...row,
  // Whoever edits or comments has all of it.
  shows: row.shows === null || row.role !== 'viewer' ? null : (JSON.parse(row.shows) as ShownPart),
})
