import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { DAY_MS } from '#shared/lib/time.ts'
import { hashOfToken, newToken } from './tokens.ts'

/** The links that nodes print when they start. */
export interface OwnerLinks {
  /** Makes this node's link; the token is kept nowhere. */
  make(): Promise<string>
  /** Whether this token opens the door now, on whichever node it was made. */
  opens(token: string): Promise<boolean>
}

interface Needs {
  readonly database: Kysely<Database>
  /**
   * Other nodes print links, too: each holds for a day. A node that is alone has one link, which holds until its next start.
   */
  readonly isShared: boolean
  readonly now?: () => number
}

export function createOwnerLinks({ database, isShared, now = Date.now }: Needs): OwnerLinks {
  return {
    async make() {
      let old = database.deleteFrom('owner_links')
      if (isShared) old = old.where('expires_at', '<=', now())
      await old.execute()
      const token = newToken()
      const expiresAt = isShared ? now() + DAY_MS : Number.MAX_SAFE_INTEGER
      await database
        .insertInto('owner_links')
        .values({ token_hash: hashOfToken(token), expires_at: expiresAt })
        .execute()
      return token
    },

    async opens(token) {
      const link = await database
        .selectFrom('owner_links')
        .select('expires_at')
        .where('token_hash', '=', hashOfToken(token))
        .where('expires_at', '>', now())
        .executeTakeFirst()
      return link !== undefined
    },
  }
}
