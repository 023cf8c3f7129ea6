import type { Kysely } from 'kysely'
import type { TokenScope } from '#server/access/actor.ts'
import type { Database } from '#server/storage/schema.ts'
import { newId } from '#shared/lib/ids.ts'
import { MINUTE_MS } from '#shared/lib/time.ts'
import { hashOfToken, newToken } from './tokens.ts'

/** Tells a person's token apart from a share's, and a leaked one can be looked for. */
const PREFIX = 'wmk_'
/** Noting every request would write to disk at every request. */
const USED_EVERY_MS = 5 * MINUTE_MS

export interface ApiToken {
  readonly id: string
  readonly name: string
  readonly scope: TokenScope
  readonly createdAt: number
  /** `null`: never. */
  readonly expiresAt: number | null
  readonly lastUsedAt: number | null
}

export type ApiTokens = ReturnType<typeof createApiTokens>

/** The tokens by which a person lets scripts act for them. */
export function createApiTokens(database: Kysely<Database>, now: () => number = Date.now) {
  const rows = () =>
    database
      .selectFrom('api_tokens')
      .select([
        'id',
        'name',
        'scope',
        'created_at as createdAt',
        'expires_at as expiresAt',
        'last_used_at as lastUsedAt',
      ])

  return {
    isOne: (bearer: string): boolean => bearer.startsWith(PREFIX),

    /** The newest first. */
    ofPerson: (personId: string): Promise<ApiToken[]> =>
      rows().where('person_id', '=', personId).orderBy('created_at', 'desc').orderBy('id').execute(),

    /** The token itself is told once and kept nowhere. */
    async create(
      personId: string,
      { name, scope, expiresAt }: Pick<ApiToken, 'name' | 'scope' | 'expiresAt'>,
    ): Promise<ApiToken & { readonly token: string }> {
      const token = PREFIX + newToken()
      const made = { id: newId<'apiToken'>(), name, scope, createdAt: now(), expiresAt, lastUsedAt: null }
      await database
        .insertInto('api_tokens')
        .values({
          id: made.id,
          person_id: personId,
          token_hash: hashOfToken(token),
          name,
          scope,
          created_at: made.createdAt,
          expires_at: expiresAt,
          last_used_at: null,
        })
        .execute()
      return { ...made, token }
    },

    /** Whose it is and what it may, `null` when there is no such token (any more). */
    async find(token: string) {
      const at = now()
      const row = await database
        .selectFrom('api_tokens')
        .innerJoin('people', 'people.id', 'api_tokens.person_id')
        .select(['api_tokens.id', 'person_id as personId', 'people.name', 'people.color', 'scope', 'last_used_at'])
        .where('token_hash', '=', hashOfToken(token))
        .where((one) => one.or([one('expires_at', 'is', null), one('expires_at', '>', at)]))
        .executeTakeFirst()
      if (!row) return null
      if (at - (row.last_used_at ?? 0) > USED_EVERY_MS) {
        await database.updateTable('api_tokens').set({ last_used_at: at }).where('id', '=', row.id).execute()
      }
      return row
    },

    /** False when this person has no such token. */
    async revoke(personId: string, id: string): Promise<boolean> {
      const done = await database
        .deleteFrom('api_tokens')
        .where('id', '=', id)
        .where('person_id', '=', personId)
        .executeTakeFirst()
      return done.numDeletedRows > 0n
    },
  }
}
