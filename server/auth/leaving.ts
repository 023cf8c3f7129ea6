import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import { done, refused, type Result } from '#shared/lib/result.ts'

export type Leaving = ReturnType<typeof createLeaving>

/** What a person may take with them, and what becomes of it when they go. */
export function createLeaving(database: Kysely<Database>) {
  /** The workspaces that would have no owner without this person. */
  const ownedAlone = (from: Kysely<Database>, personId: string): Promise<{ id: string; name: string }[]> =>
    from
      .selectFrom('members')
      .innerJoin('workspaces', 'workspaces.id', 'members.workspace_id')
      .select(['workspaces.id', 'workspaces.name'])
      .where('members.person_id', '=', personId)
      .where('members.role', '=', 'owner')
      .where((where) =>
        where.not(
          where.exists(
            where
              .selectFrom('members as others')
              .select('others.person_id')
              .whereRef('others.workspace_id', '=', 'members.workspace_id')
              .where('others.role', '=', 'owner')
              .where('others.person_id', '!=', personId),
          ),
        ),
      )
      .orderBy('workspaces.name')
      .execute()

  return {
    ownedAlone: (personId: string) => ownedAlone(database, personId),

    /**
     * Deletes the account with everything by which it signs in, its memberships and the invitations that it made. What the person did stays
     * where it is, as a former member's. `last-owner`: a workspace would have none; which is the detail.
     */
    delete: (personId: string): Promise<Result<void, 'last-owner'>> =>
      database.transaction().execute(async (transaction) => {
        // As every change of members does: of two owners who leave at the same moment the second is the last.
        await transaction
          .updateTable('workspaces')
          .set((row) => ({ name: row.ref('name') }))
          .where('id', 'in', transaction.selectFrom('members').select('workspace_id').where('person_id', '=', personId))
          .execute()
        const left = await ownedAlone(transaction, personId)
        if (left.length > 0) return refused('last-owner', left.map(({ name }) => name).join(', '))
        await transaction.deleteFrom('invitations').where('created_by', '=', personId).execute()
        await transaction.updateTable('reviews').set({ person_id: null }).where('person_id', '=', personId).execute()
        // Sessions, tokens, identities and memberships go along.
        await transaction.deleteFrom('people').where('id', '=', personId).execute()
        return done(undefined)
      }),

    /** Everything that is known of a person, for themselves. Nothing in it signs anybody in. */
    async copyOf(personId: string) {
      const mine = (table: 'sessions' | 'api_tokens' | 'identities') =>
        database.selectFrom(table as 'sessions').where('person_id', '=', personId)
      return allOf({
        person: database
          .selectFrom('people')
          .select(['id', 'name', 'email', 'color', 'created_at as createdAt'])
          .where('id', '=', personId)
          .executeTakeFirst(),
        identities: database
          .selectFrom('identities')
          .select(['issuer', 'subject', 'created_at as createdAt'])
          .where('person_id', '=', personId)
          .execute(),
        memberships: database
          .selectFrom('members')
          .innerJoin('workspaces', 'workspaces.id', 'members.workspace_id')
          .select(['workspaces.id', 'workspaces.name', 'members.role', 'members.joined_at as joinedAt'])
          .where('members.person_id', '=', personId)
          .execute(),
        sessions: mine('sessions')
          .select(['client', 'created_at as createdAt', 'last_seen_at as lastSeenAt'])
          .execute(),
        passkeys: database
          .selectFrom('passkeys')
          .select(['name', 'created_at as createdAt', 'last_used_at as lastUsedAt'])
          .where('person_id', '=', personId)
          .execute(),
        tokens: database
          .selectFrom('api_tokens')
          .select(['name', 'scope', 'created_at as createdAt', 'expires_at as expiresAt', 'last_used_at as lastUsedAt'])
          .where('person_id', '=', personId)
          .execute(),
        invitations: database
          .selectFrom('invitations')
          .select(['workspace_id as workspaceId', 'role', 'email', 'created_at as createdAt'])
          .where('created_by', '=', personId)
          .execute(),
        shares: database
          .selectFrom('shares')
          .select(['journey_id as journeyId', 'name', 'role', 'created_at as createdAt', 'revoked_at as revokedAt'])
          .where('created_by', '=', personId)
          .execute(),
        reviews: database
          .selectFrom('reviews')
          .select(['journey_id as journeyId', 'note', 'at'])
          .where('person_id', '=', personId)
          .execute(),
        acts: database
          .selectFrom('audit_entries')
          .select(['at', 'act', 'result', 'workspace_id as workspaceId', 'journey_id as journeyId', 'address'])
          .where('actor_id', '=', personId)
          .orderBy('seq')
          .execute(),
        edits: database
          .selectFrom('journey_updates')
          .select(['journey_id as journeyId'])
          .select(({ fn }) => [
            fn.countAll<number>().as('changes'),
            fn.min('created_at').as('firstAt'),
            fn.max('created_at').as('lastAt'),
          ])
          .where('actor_id', '=', personId)
          .groupBy('journey_id')
          .execute(),
        comments: database
          .selectFrom('comments')
          .select([
            'journey_id as journeyId',
            'thread_id as threadId',
            'text',
            'created_at as createdAt',
            'edited_at as editedAt',
            'removed_at as removedAt',
          ])
          .where('author_kind', '=', 'person')
          .where('author_id', '=', personId)
          .orderBy('created_at')
          .execute(),
        reactions: database
          .selectFrom('comment_reactions')
          .select(['comment_id as commentId', 'reaction', 'created_at as createdAt'])
          .where('actor_id', '=', personId)
          .execute(),
        notices: database
          .selectFrom('notices')
          .select([
            'kind',
            'workspace_id as workspaceId',
            'journey_id as journeyId',
            'actor_name as from',
            'text',
            'created_at as createdAt',
            'read_at as readAt',
          ])
          .where('recipient_id', '=', personId)
          .orderBy('created_at')
          .execute(),
        noticeSettings: database
          .selectFrom('notice_settings')
          .select(['kind', 'way'])
          .where('person_id', '=', personId)
          .execute(),
      })
    },
  }
}

/** Asks everything at once and gives each answer its question's name. */
async function allOf<Asked extends Record<string, Promise<unknown>>>(
  asked: Asked,
): Promise<{ [Name in keyof Asked]: Awaited<Asked[Name]> }> {
  const answers = await Promise.all(Object.entries(asked).map(async ([name, answer]) => [name, await answer] as const))
  return Object.fromEntries(answers) as { [Name in keyof Asked]: Awaited<Asked[Name]> }
}
