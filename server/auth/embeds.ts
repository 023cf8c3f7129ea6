import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'

/** What may be told of a link to whoever has it, and where it may be shown. */
export interface EmbedFacts {
  readonly journeyId: string
  readonly title: string
  /** Hosts, as `frame-ancestors` takes them; none: nowhere. */
  readonly sites: readonly string[]
}

export type Embeds = ReturnType<typeof createEmbeds>

/** On which sites' pages the journeys of share links may be shown. */
export function createEmbeds(database: Kysely<Database>, now: () => number = Date.now) {
  const find = async (shareId: string): Promise<EmbedFacts | null> => {
    const row = await database
      .selectFrom('shares')
      .innerJoin('journeys', 'journeys.id', 'shares.journey_id')
      .leftJoin('share_embeds', 'share_embeds.share_id', 'shares.id')
      .select(['shares.journey_id as journeyId', 'journeys.title as title', 'share_embeds.sites as sites'])
      .where('shares.id', '=', shareId)
      .where('shares.revoked_at', 'is', null)
      .where((eb) => eb.or([eb('shares.expires_at', 'is', null), eb('shares.expires_at', '>', now())]))
      // What a link asks for beside itself cannot be asked inside another site's page.
      .where('shares.password_hash', 'is', null)
      .where('shares.max_uses', 'is', null)
      // Nobody changes a journey from inside a page of somebody else's.
      .where('shares.role', '!=', 'editor')
      .executeTakeFirst()
    return row ? { ...row, sites: row.sites === null ? [] : (JSON.parse(row.sites) as string[]) } : null
  }

  return {
    /** `null`: no such link (any more), or one that cannot be embedded. */
    find,

    async allow(shareId: string, sites: readonly string[]): Promise<void> {
      const kept = { sites: JSON.stringify(sites), updated_at: now() }
      await database
        .insertInto('share_embeds')
        .values({ share_id: shareId, ...kept })
        .onConflict((conflict) => conflict.column('share_id').doUpdateSet(kept))
        .execute()
    },
  }
}
