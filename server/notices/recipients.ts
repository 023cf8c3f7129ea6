import type { Kysely } from 'kysely'
import type { Actor, Grant } from '#server/access/actor.ts'
import type { Database } from '#server/storage/schema.ts'

/** Somebody who may be told of a thing, with what they may do now. */
export interface Recipient {
  readonly actor: Actor
  /** Of a person who has one; guests are not written to. */
  readonly email: string | null
}

const known = { sessionId: null, scope: null }

/** Who these ids are: persons, and guests by their session. Ids of nobody (any more) are left out. */
export async function recipientsOf(database: Kysely<Database>, ids: readonly string[]): Promise<readonly Recipient[]> {
  if (ids.length === 0) return []
  const [people, memberships, sessions, grants] = await Promise.all([
    database.selectFrom('people').select(['id', 'name', 'color', 'email']).where('id', 'in', ids).execute(),
    database
      .selectFrom('members')
      .select(['person_id', 'workspace_id as workspaceId', 'role'])
      .where('person_id', 'in', ids)
      .execute(),
    database
      .selectFrom('sessions')
      .select(['id', 'guest_name', 'color'])
      .where('id', 'in', ids)
      .where('person_id', 'is', null)
      .execute(),
    grantsOf(database, ids),
  ])
  const persons = people.map(({ id, name, color, email }): Recipient => ({
    email,
    actor: {
      ...known,
      kind: 'person',
      id,
      name,
      color,
      memberships: memberships.filter(({ person_id }) => person_id === id),
      grants: grants.get(id) ?? [],
    },
  }))
  const guests = sessions.map(({ id, guest_name, color }): Recipient => ({
    email: null,
    actor: {
      ...known,
      kind: 'guest',
      id,
      name: guest_name ?? 'Guest',
      color,
      memberships: [],
      grants: grants.get(id) ?? [],
    },
  }))
  return [...persons, ...guests]
}

/** What links opened to them, in whichever of their browsers. */
async function grantsOf(database: Kysely<Database>, ids: readonly string[]): Promise<ReadonlyMap<string, Grant[]>> {
  const rows = await database
    .selectFrom('session_shares')
    .innerJoin('sessions', 'sessions.id', 'session_shares.session_id')
    .innerJoin('shares', 'shares.id', 'session_shares.share_id')
    .innerJoin('journeys', 'journeys.id', 'shares.journey_id')
    .select([
      'sessions.id as sessionId',
      'sessions.person_id as personId',
      'shares.id as shareId',
      'shares.journey_id as journeyId',
      'journeys.workspace_id as workspaceId',
      'shares.role',
      'shares.expires_at as expiresAt',
    ])
    .where('shares.revoked_at', 'is', null)
    .where('session_shares.removed_at', 'is', null)
    .where((row) => row.or([row('shares.expires_at', 'is', null), row('shares.expires_at', '>', Date.now())]))
    .where((row) => row.or([row('sessions.id', 'in', ids), row('sessions.person_id', 'in', ids)]))
    .execute()
  const byRecipient = new Map<string, Grant[]>()
  for (const { sessionId, personId, ...grant } of rows) {
    const id = personId ?? sessionId
    // Whoever sees only a part is a viewer by a link, whom nobody tells anything.
    byRecipient.set(id, [...(byRecipient.get(id) ?? []), { ...grant, shows: null }])
  }
  return byRecipient
}
