import type { Kysely } from 'kysely'
import type { Database } from '#server/storage/schema.ts'
import type { Mentionable } from '#shared/contract/rest/comments.ts'
import { DAY_MS } from '#shared/lib/time.ts'

/** A guest who was not here for so long is not waiting for an answer. */
const GUESTS_SEEN_MS = 30 * DAY_MS
const GUESTS_MAX = 100

interface Asked {
  readonly journeyId: string
  readonly workspaceId: string
  /** Who is a member is shown the members; a guest only whoever has written here. */
  readonly isMember: boolean
}

/** Who can be named in a comment, by name. */
export async function mentionablePeople(
  database: Kysely<Database>,
  { journeyId, workspaceId, isMember }: Asked,
  now: () => number = Date.now,
): Promise<Mentionable[]> {
  const [members, guests, authors] = await Promise.all([
    isMember
      ? database
          .selectFrom('members')
          .innerJoin('people', 'people.id', 'members.person_id')
          .select(['people.id', 'people.name', 'people.color'])
          .where('members.workspace_id', '=', workspaceId)
          .execute()
      : [],
    isMember
      ? database
          .selectFrom('sessions')
          .innerJoin('session_shares', 'session_shares.session_id', 'sessions.id')
          .innerJoin('shares', 'shares.id', 'session_shares.share_id')
          .select(['sessions.id', 'sessions.guest_name', 'sessions.color'])
          .distinct()
          .where('sessions.person_id', 'is', null)
          .where('shares.journey_id', '=', journeyId)
          .where('shares.revoked_at', 'is', null)
          .where('session_shares.removed_at', 'is', null)
          .where((row) => row.or([row('shares.expires_at', 'is', null), row('shares.expires_at', '>', now())]))
          .where('shares.role', '!=', 'viewer')
          .where('sessions.last_seen_at', '>', now() - GUESTS_SEEN_MS)
          .limit(GUESTS_MAX)
          .execute()
      : [],
    database
      .selectFrom('comments')
      .leftJoin('people', 'people.id', 'comments.author_id')
      .select(['author_id', 'author_kind', 'author_name', 'author_color', 'people.name', 'people.color'])
      .distinct()
      .where('journey_id', '=', journeyId)
      .where('removed_at', 'is', null)
      .where('author_kind', '!=', 'token')
      .execute(),
  ])
  const found = new Map<string, Mentionable>()
  for (const row of authors) {
    const { author_id: id, author_kind } = row
    const name = row.name ?? row.author_name
    found.set(id, { id, name, color: row.color ?? row.author_color, isGuest: author_kind === 'guest' })
  }
  for (const { id, guest_name, color } of guests) {
    found.set(id, { id, name: guest_name ?? 'Guest', color, isGuest: true })
  }
  for (const { id, name, color } of members) found.set(id, { id, name, color, isGuest: false })
  return [...found.values()].toSorted((a, b) => a.name.localeCompare(b.name))
}
