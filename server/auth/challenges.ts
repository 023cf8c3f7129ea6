import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { hashOfToken, newToken } from './tokens.ts'

/** A page may stand open for a while before somebody signs in. */
export const CHALLENGE_MS = 10 * MINUTE_MS

export type Challenges = ReturnType<typeof createChallenges>

/** What passkeys are to sign. Each is for one browser (or session) and is taken once, on whatever node. */
export function createChallenges(database: Kysely<Database>, now: () => number = Date.now) {
  return {
    /** `boundTo`: what only the browser that asks will bring again. */
    async make(boundTo: string): Promise<string> {
      const challenge = newToken()
      await database.deleteFrom('challenges').where('expires_at', '<=', now()).execute()
      await database
        .insertInto('challenges')
        .values({ hash: hashOfToken(challenge), bound_to: hashOfToken(boundTo), expires_at: now() + CHALLENGE_MS })
        .execute()
      return challenge
    },

    /** Whether it was made for this browser and nobody has taken it yet. */
    async take(challenge: string, boundTo: string): Promise<boolean> {
      const taken = await database
        .deleteFrom('challenges')
        .where('hash', '=', hashOfToken(challenge))
        .where('bound_to', '=', hashOfToken(boundTo))
        .where('expires_at', '>', now())
        .executeTakeFirst()
      return taken.numDeletedRows > 0n
    },
  }
}
